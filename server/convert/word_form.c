#include "convert/word_form.h"

#include <string.h>

#define ENTRY_MAX 2000
#define BLANKS    " \t"

void word_form_take(struct word_form *form, const char *name, const struct xml_attributes *attributes)
{
    const char *value = xml_attribute(attributes, "w:val");

    if (strcmp(name, "w:checkBox") == 0) {
        form->box = true;
    } else if (form->box && (strcmp(name, "w:default") == 0 || strcmp(name, "w:checked") == 0)) {
        form->checked = xml_attribute_on(attributes, "w:val", true);
    } else if (strcmp(name, "w:default") == 0 || strcmp(name, "w:result") == 0) {
        form->chosen = xml_attribute_number(attributes, "w:val", 0);
    } else if (strcmp(name, "w:listEntry") == 0 && form->entries++ == form->chosen && value) {
        buf_add(&form->entry, value, strnlen(value, ENTRY_MAX));
    }
}

/* Of "MACROBUTTON name words" the words. */
static const char *button(const char *instruction)
{
    const char *at = instruction + strspn(instruction, BLANKS);

    if (strncmp(at, "MACROBUTTON", 11) != 0)
        return "";
    at += strcspn(at, BLANKS);
    at += strspn(at, BLANKS);
    at += strcspn(at, BLANKS);
    return at + strspn(at, BLANKS);
}

const char *word_form_shows(const struct word_form *form, const char *instruction)
{
    if (form->box)
        return form->checked ? "\xe2\x98\x92" : "\xe2\x98\x90";
    return form->entry.len > 0 ? form->entry.bytes : button(instruction);
}
