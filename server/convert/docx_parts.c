#include "convert/docx_parts.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/xml_write.h"
#include "convert/direction.h"
#include "convert/docx_marks.h"
#include "convert/docx_numbering.h"
#include "convert/docx_xml.h"
#include "convert/words.h"

#define WORD_TYPES     "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define OFFICE_TYPES   "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE_TYPES  "http://schemas.openxmlformats.org/package/2006/"
#define EXTENDED_TYPE  "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
#define FINGERPRINT    16 /* digits of the head that the footer shows */
#define RELATIONS_HEAD DOCX_XML_HEAD "<Relationships xmlns=\"" PACKAGE_TYPES "relationships\">"

/* --- what leads to what --------------------------------------------------------------------------------------------- */

static void write_override(struct buf *out, const char *part, const char *type)
{
    buf_format(out, "<Override PartName=\"/%s\" ContentType=\"%s\"/>", part, type);
}

void docx_parts_content_types(struct buf *out, bool comments)
{
    buf_text(out, DOCX_XML_HEAD "<Types xmlns=\"" PACKAGE_TYPES "content-types\">"
                                "<Default Extension=\"rels\" "
                                "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    write_override(out, "word/document.xml", WORD_TYPES "document.main+xml");
    write_override(out, "word/styles.xml", WORD_TYPES "styles+xml");
    write_override(out, "word/numbering.xml", WORD_TYPES "numbering+xml");
    write_override(out, "word/settings.xml", WORD_TYPES "settings+xml");
    write_override(out, "word/footer1.xml", WORD_TYPES "footer+xml");
    if (comments) {
        write_override(out, "word/comments.xml", WORD_TYPES "comments+xml");
        write_override(out, "word/commentsExtended.xml", WORD_TYPES "commentsExtended+xml");
    }
    write_override(out, "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    write_override(out, "docProps/custom.xml",
                   "application/vnd.openxmlformats-officedocument.custom-properties+xml");
    buf_text(out, "</Types>");
}

static void write_relation(struct buf *out, const char *id, const char *type, const char *target)
{
    buf_format(out, "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>", id, type, target);
}

void docx_parts_package_relations(struct buf *out)
{
    buf_text(out, RELATIONS_HEAD);
    write_relation(out, "rDocument", OFFICE_TYPES "officeDocument", "word/document.xml");
    write_relation(out, "rCore", PACKAGE_TYPES "relationships/metadata/core-properties", "docProps/core.xml");
    write_relation(out, "rCustom", OFFICE_TYPES "custom-properties", "docProps/custom.xml");
    buf_text(out, "</Relationships>");
}

void docx_parts_document_relations(struct buf *out, const struct docx_links *links, bool comments)
{
    buf_text(out, RELATIONS_HEAD);
    write_relation(out, "rStyles", OFFICE_TYPES "styles", "styles.xml");
    write_relation(out, "rNumbering", OFFICE_TYPES "numbering", "numbering.xml");
    write_relation(out, "rSettings", OFFICE_TYPES "settings", "settings.xml");
    write_relation(out, "rFooter", OFFICE_TYPES "footer", "footer1.xml");
    if (comments) {
        write_relation(out, "rComments", OFFICE_TYPES "comments", "comments.xml");
        write_relation(out, "rThreads", EXTENDED_TYPE, "commentsExtended.xml");
    }
    docx_links_write(links, out);
    buf_text(out, "</Relationships>");
}

/* --- looks ---------------------------------------------------------------------------------------------------------- */

/* The name that Word has for a language that is given without its country. */
static const char *culture_of(const char *lang)
{
    static const char *const cultures[][2] = {{"es", "es-ES"}, {"en", "en-US"}, {"fr", "fr-FR"},
                                              {"pt", "pt-BR"}, {"ar", "ar-SA"}, {"ru", "ru-RU"},
                                              {"zh", "zh-CN"}, {"he", "he-IL"}};

    for (size_t i = 0; i < sizeof cultures / sizeof *cultures; i++)
        if (lang && strcmp(lang, cultures[i][0]) == 0)
            return cultures[i][1];
    return lang ? lang : "en-US";
}

static void write_style(struct buf *out, const char *id, const char *name, const char *based,
                        const char *properties)
{
    buf_format(out, "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>",
               strncmp(id, "Plenaria", 8) == 0 ? " w:customStyle=\"1\"" : "", id, name);
    if (based)
        buf_format(out, "<w:basedOn w:val=\"%s\"/>", based);
    buf_text(out, "<w:qFormat/>");
    buf_text(out, properties);
    buf_text(out, "</w:style>");
}

static void write_run_style(struct buf *out, const char *id, const char *name, const char *properties)
{
    buf_format(out,
               "<w:style w:type=\"character\"%s w:styleId=\"%s\"><w:name "
               "w:val=\"%s\"/><w:rPr>%s</w:rPr></w:style>",
               strncmp(id, "Plenaria", 8) == 0 ? " w:customStyle=\"1\"" : "", id, name, properties);
}

/* Of each depth: headings, and paragraphs that stand where the numbers of that depth do. */
static void write_depth_styles(struct buf *out, int depth)
{
    char id[32], name[32], properties[256];
    int indent = DOCX_NUMBERING_INDENT * (depth - 1);

    snprintf(id, sizeof id, "Heading%d", depth);
    snprintf(name, sizeof name, "heading %d", depth);
    snprintf(properties, sizeof properties,
             "<w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"120\"/><w:ind "
             "w:left=\"%d\"/><w:outlineLvl "
             "w:val=\"%d\"/></w:pPr><w:rPr><w:b/><w:bCs/></w:rPr>",
             indent, depth - 1);
    write_style(out, id, name, "Normal", properties);
    snprintf(id, sizeof id, "PlenariaText%d", depth);
    snprintf(name, sizeof name, "plenaria text %d", depth);
    snprintf(properties, sizeof properties, "<w:pPr><w:ind w:left=\"%d\"/></w:pPr>", indent);
    write_style(out, id, name, "Normal", properties);
}

void docx_parts_styles(struct buf *out, const char *lang)
{
    bool rtl = direction_is_rtl(lang);

    buf_text(out,
             DOCX_XML_HEAD "<w:styles" DOCX_XML_NAMES "><w:docDefaults><w:rPrDefault><w:rPr>"
                           "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
                           "w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/><w:sz w:val=\"23\"/>"
                           "<w:szCs w:val=\"23\"/><w:lang");
    xml_write_attribute(out, rtl ? "w:bidi" : "w:val", culture_of(lang));
    buf_text(out,
             "/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"264\" "
             "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
             "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
             "w:val=\"Normal\"/><w:qFormat/></w:style>"
             "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal "
             "Table\"/><w:tblPr><w:tblCellMar><w:left w:w=\"108\" w:type=\"dxa\"/><w:right w:w=\"108\" "
             "w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
             "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/><w:basedOn "
             "w:val=\"TableNormal\"/><w:tblPr><w:tblBorders><w:insideH w:val=\"single\" w:sz=\"4\" "
             "w:space=\"0\" w:color=\"C6CCD3\"/><w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" "
             "w:color=\"C6CCD3\"/></w:tblBorders></w:tblPr></w:style>");
    write_style(
        out, "Title", "Title", "Normal",
        "<w:pPr><w:keepNext/><w:spacing w:after=\"360\"/><w:jc w:val=\"center\"/></w:pPr><w:rPr><w:b/>"
        "<w:bCs/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/></w:rPr>");
    write_style(out, "ListParagraph", "List Paragraph", "Normal", "");
    write_style(
        out, "Footer", "footer", "Normal",
        "<w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:rPr><w:color w:val=\"4A5663\"/><w:sz w:val=\"17\"/>"
        "<w:szCs w:val=\"17\"/></w:rPr>");
    write_style(out, "CommentText", "annotation text", "Normal",
                "<w:pPr><w:spacing w:after=\"0\"/></w:pPr><w:rPr><w:sz w:val=\"20\"/><w:szCs "
                "w:val=\"20\"/></w:rPr>");
    for (int depth = 1; depth <= DRAFT_MAX_DEPTH; depth++)
        write_depth_styles(out, depth);
    write_run_style(out, "CommentReference", "annotation reference",
                    "<w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>");
    write_run_style(out, "Hyperlink", "Hyperlink", "<w:color w:val=\"1F5FA8\"/><w:u w:val=\"single\"/>");
    write_run_style(out, "PlenariaLead", "plenaria lead", "<w:i/><w:iCs/>");
    write_run_style(out, "PlenariaNumber", "plenaria number", "");
    write_run_style(out, "PlenariaBracket", "plenaria bracket", "<w:b/><w:bCs/>");
    write_run_style(out, "PlenariaStatus", "plenaria status",
                    "<w:i/><w:iCs/><w:color w:val=\"4A5663\"/><w:sz w:val=\"19\"/><w:szCs w:val=\"19\"/>");
    buf_text(out, "</w:styles>");
}

void docx_parts_settings(struct buf *out)
{
    buf_text(
        out, DOCX_XML_HEAD
        "<w:settings" DOCX_XML_NAMES "><w:trackRevisions/><w:defaultTabStop w:val=\"567\"/><w:compat>"
        "<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" "
        "w:val=\"15\"/></w:compat></w:settings>");
}

/* --- the footer ----------------------------------------------------------------------------------------------------- */

static void write_run(struct buf *out, const char *words)
{
    buf_text(out, "<w:r><w:t xml:space=\"preserve\">");
    xml_write_text(out, words);
    buf_text(out, "</w:t></w:r>");
}

/* With a result in it already, for those who do not count pages when they open a file. */
static void write_field(struct buf *out, const char *code)
{
    buf_format(
        out,
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> %s "
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r>"
        "<w:fldChar w:fldCharType=\"end\"/></w:r>",
        code);
}

/* "2021-12-01" */
static void write_day(struct buf *out, int64_t at)
{
    time_t seconds = (time_t)(at / 1000);
    struct tm when;
    char day[16];

    if (at > 0 && gmtime_r(&seconds, &when) && strftime(day, sizeof day, "%Y-%m-%d", &when))
        buf_format(out, " \xc2\xb7 %s", day);
}

void docx_parts_footer(struct buf *out, const struct docx_about *about)
{
    const struct document *document = about->document;
    const struct words *words = words_for(document->lang);
    struct buf line = BUF_EMPTY;

    buf_format(&line, "%s %s \xc2\xb7 ", document->adopted ? words->adopted : words->draft, document->id);
    if (about->from)
        buf_format(&line, "%s %llu ", words->from, (unsigned long long)about->from);
    buf_format(&line, "%s %llu", words->state, (unsigned long long)document->seq);
    write_day(&line, document->at);
    if (document->head)
        buf_format(&line, " \xc2\xb7 SHA-256 %.*s", FINGERPRINT, document->head);
    buf_format(&line, " \xc2\xb7 %s ", words->page);
    buf_text(out, DOCX_XML_HEAD "<w:ftr" DOCX_XML_NAMES "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>");
    buf_text(out, direction_is_rtl(document->lang) ? "<w:bidi/></w:pPr>" : "</w:pPr>");
    write_run(out, line.bytes);
    write_field(out, "PAGE");
    buf_reset(&line);
    buf_format(&line, " %s ", words->of);
    write_run(out, line.bytes);
    write_field(out, "NUMPAGES");
    buf_text(out, "</w:p></w:ftr>");
    buf_clear(&line);
}

/* --- properties ----------------------------------------------------------------------------------------------------- */

static void write_instant(struct buf *out, const char *name, int64_t at)
{
    time_t seconds = (time_t)(at / 1000);
    struct tm when;
    char instant[32];

    if (at > 0 && gmtime_r(&seconds, &when) && strftime(instant, sizeof instant, "%Y-%m-%dT%H:%M:%SZ", &when))
        buf_format(out, "<dcterms:%s xsi:type=\"dcterms:W3CDTF\">%s</dcterms:%s>", name, instant, name);
}

void docx_parts_core_properties(struct buf *out, const struct docx_about *about)
{
    const struct document *document = about->document;

    buf_text(out, DOCX_XML_HEAD "<cp:coreProperties xmlns:cp=\"" PACKAGE_TYPES "metadata/core-properties\" "
                                "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                                "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
                                "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
    xml_write_text(out, document->title);
    buf_text(out, "</dc:title><dc:creator>Plenaria</dc:creator>");
    write_instant(out, "created", document->at);
    write_instant(out, "modified", document->at);
    buf_text(out, "<dc:language>");
    xml_write_text(out, document->lang);
    buf_text(out, "</dc:language></cp:coreProperties>");
}

static void write_property(struct buf *out, int id, const char *name, const char *value)
{
    buf_format(
        out, "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%d\" name=\"%s\"><vt:lpwstr>",
        id, name);
    xml_write_text(out, value);
    buf_text(out, "</vt:lpwstr></property>");
}

void docx_parts_custom_properties(struct buf *out, const struct docx_about *about)
{
    const struct document *document = about->document;
    int id = 2; /* the first that may be used */
    char seq[24];

    snprintf(seq, sizeof seq, "%llu", (unsigned long long)document->seq);
    buf_text(out, DOCX_XML_HEAD
             "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
             "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">");
    write_property(out, id++, DOCX_MARKS_DRAFT, document->id);
    write_property(out, id++, DOCX_MARKS_SEQ, seq);
    write_property(out, id++, DOCX_MARKS_HEAD, document->head);
    write_property(out, id++, DOCX_MARKS_LANG, about->langs);
    write_property(out, id++, DOCX_MARKS_VIEW, about->view);
    buf_text(out, "</Properties>");
}
