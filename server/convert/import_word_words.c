/* Words of a Word file as those of a draft: with their look, their links, and the proposals of those who changed them. */
#include "convert/import_word_state.h"

#include <string.h>

#include "base/mem.h"

/* The proposal of an author to change the words of a piece; made where there is none yet. */
static struct contested_proposal *proposal_of(struct word_making *making, size_t piece, uint32_t author,
                                              size_t *known)
{
    struct contested *contested = &making->out->contested;
    size_t index = known[author];

    if (index != SIZE_MAX && contested->proposals[index].entry == piece)
        return &contested->proposals[index];
    struct contested_proposal *proposal = contested_propose(contested, piece, PROPOSAL_TEXT);
    word_voices_speak(&making->voices, author, &proposal->by, proposal);
    known[author] = contested->proposal_count - 1;
    return proposal;
}

static struct attributes *attributes_of(struct word_making *making, size_t piece, const struct word_run *run,
                                        size_t *known)
{
    const struct word_marks *marks = &making->file->marks[run->marks];
    struct attribute list[RUN_FORMATS + 1 + WORD_MARKS_MAX];
    char names[WORD_MARKS_MAX][CONTESTED_MARK_BYTES];
    struct attributes *set = NULL;
    size_t count = 0, plain;

    count += run_format_attributes(run->format, list + count);
    for (size_t i = 0; i < marks->count; i++) {
        contested_mark(proposal_of(making, piece, marks->list[i].author, known), marks->list[i].deletes,
                       names[i]);
        list[count++] = (struct attribute){names[i], ATTRIBUTE_TRUE, NULL};
    }
    plain = count;
    if (run->link != WORD_NONE)
        list[count++] = (struct attribute){"link", ATTRIBUTE_STRING, making->file->links[run->link]};
    if (attributes_create(list, count, &set) !=
            STATUS_OK && /* an address that no draft takes: the words alone */
        attributes_create(list, plain, &set) != STATUS_OK)
        return NULL;
    return set;
}

void word_making_add_words(struct word_making *making, size_t piece, const struct word_paragraph *paragraph,
                           size_t from, size_t *known, struct delta *out)
{
    for (size_t i = 0; i < paragraph->run_count; i++) {
        const struct word_run *run = &paragraph->runs[i];
        size_t skip = run->at < from ? from - run->at : 0;
        if (skip >= run->len)
            continue;
        struct attributes *set = attributes_of(making, piece, run, known);
        delta_insert(out, paragraph->words.bytes + run->at + skip, run->len - skip, set);
        attributes_unref(set);
    }
}

size_t *word_making_no_proposals(const struct word_making *making)
{
    size_t *known = mem_alloc((making->voices.count + 1) * sizeof *known);

    for (size_t i = 0; i < making->voices.count; i++)
        known[i] = SIZE_MAX;
    return known;
}
