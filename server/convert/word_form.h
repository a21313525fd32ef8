/* What a field shows that has no result of its own: a list to choose from, a box to tick, a button with words on it.
 *
 *   <w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Sí"/></w:ddList></w:ffData>   shows "Sí"
 *   <w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>                                                          shows "☒"
 *   MACROBUTTON NoMacro [write here]                                                                                    shows "[write here]"
 */
#ifndef CONVERT_WORD_FORM_H
#define CONVERT_WORD_FORM_H

#include "base/buf.h"
#include "ooxml/xml_reader.h"

struct word_form {
    bool box, checked;
    long chosen, entries; /* of a list: which entry, from 0, and how many there were so far */
    struct buf entry;     /* the words of the chosen one; caller clears */
};

/* Takes an element of a field's data, those that say nothing of it too. */
void word_form_take(struct word_form *form, const char *name, const struct xml_attributes *attributes);

/* What the field shows, or "". Borrowed from both. */
const char *word_form_shows(const struct word_form *form, const char *instruction);

#endif
