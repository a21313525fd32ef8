/* Footnotes and endnotes: where they are referred to, and where their words begin. */
#include "convert/word_body_state.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define NOTE_LABEL "(%s)"

static void note_label(bool endnote, uint32_t number, char out[16])
{
    static const char *const romans[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"};

    if (endnote && number >= 1 && number <= 10)
        snprintf(out, 16, "%s", romans[number - 1]);
    else
        snprintf(out, 16, endnote ? "e%u" : "%u", (unsigned)number);
}

/* The reference keeps its place in the words, as "(1)", and says below which paragraph the note stands. */
void word_body_refer_to_note(struct word_body *body, const struct xml_attributes *attributes, bool endnote)
{
    uint32_t number = endnote ? ++body->endnotes : ++body->footnotes;
    long id = xml_attribute_number(attributes, "w:id", -1);
    struct word_file *file = body->file;
    char label[16], shown[24];

    note_label(endnote, number, label);
    snprintf(shown, sizeof shown, NOTE_LABEL, label);
    if (id < 0 || id > WORD_NOTE_MAX || !word_body_paragraph(body))
        return;
    uint32_t key = WORD_NOTE_KEY(endnote, (uint32_t)id);
    word_body_add_text(body, shown);
    for (size_t i = 0; i < file->note_count; i++)
        if (file->notes[i].key == key)
            return; /* a second reference to the same note */
    if (file->note_count == WORD_MAX_NOTES) {
        word_body_stop(body, STATUS_LIMIT, "The file has more notes than this server takes; split it.");
        return;
    }
    file->notes = mem_grow(file->notes, file->note_count, &file->note_capacity, sizeof *file->notes);
    file->notes[file->note_count] = (struct word_note){.key = key, .anchor = (uint32_t)body->now.paragraph};
    snprintf(file->notes[file->note_count++].label, sizeof file->notes->label, "%s", shown);
}

void word_body_start_note(struct word_body *body, const struct xml_attributes *attributes, const char *name)
{
    const char *type = xml_attribute(attributes, "w:type");
    long id = xml_attribute_number(attributes, "w:id", -1);

    if (type && strcmp(type, "normal") != 0) /* the line that separates notes */
        body->now.flow = WORD_APART;
    else if (id >= 0 && id <= WORD_NOTE_MAX)
        body->now.note = WORD_NOTE_KEY(strcmp(name, "w:endnote") == 0, (uint32_t)id);
}
