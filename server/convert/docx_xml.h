/* What all parts of a Word file begin with. */
#ifndef CONVERT_DOCX_XML_H
#define CONVERT_DOCX_XML_H

#define DOCX_XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* Words that an older Word does not know may be ignored. */
#define DOCX_XML_NAMES                                                                                       \
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""                              \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""                       \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                              \
    " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""                                    \
    " xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\""                                    \
    " xmlns:w16du=\"http://schemas.microsoft.com/office/word/2023/wordml/word16du\""                         \
    " mc:Ignorable=\"w14 w15 w16du\""

#endif
