#include "convert/contested.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/locale.h"

static const char *const unattributed[LOCALE_COUNT] = {
    [LOCALE_EN] = "Secretariat, no attribution",
    [LOCALE_ES] = "Secretaría, sin atribución",
    [LOCALE_FR] = "Secrétariat, sans attribution",
    [LOCALE_PT] = "Secretaria, sem atribuição",
};

const char *contested_unattributed_name(const char *lang)
{
    return unattributed[locale_of(lang)];
}

bool contested_is_unattributed_name(const char *name, size_t len)
{
    for (size_t i = 0; i < LOCALE_COUNT; i++)
        if (strlen(unattributed[i]) == len && memcmp(unattributed[i], name, len) == 0)
            return true;
    return false;
}

static void clear_author(struct contested_author *author)
{
    free(author->delegation);
    free(author->name);
}

void contested_clear(struct contested *contested)
{
    for (size_t i = 0; i < contested->proposal_count; i++) {
        struct contested_proposal *proposal = &contested->proposals[i];
        clear_author(&proposal->by);
        for (size_t k = 0; k < proposal->sponsor_count; k++)
            free(proposal->sponsors[k]);
        free(proposal->sponsors);
        free(proposal->note);
    }
    for (size_t i = 0; i < contested->position_count; i++) {
        clear_author(&contested->positions[i].by);
        free(contested->positions[i].note);
    }
    for (size_t i = 0; i < contested->comment_count; i++) {
        clear_author(&contested->comments[i].by);
        free(contested->comments[i].words);
    }
    free(contested->proposals);
    free(contested->positions);
    free(contested->comments);
    *contested = (struct contested){.proposals = NULL};
}

bool contested_is_empty(const struct contested *contested)
{
    return contested->proposal_count + contested->position_count + contested->comment_count == 0;
}

struct contested_proposal *contested_propose(struct contested *contested, size_t entry, enum proposal_act act)
{
    contested->proposals = mem_grow(contested->proposals, contested->proposal_count,
                                    &contested->proposal_capacity, sizeof *contested->proposals);
    struct contested_proposal *proposal = &contested->proposals[contested->proposal_count++];
    *proposal = (struct contested_proposal){.entry = entry, .act = act};
    /* as many digits for all, so that ids sort as they were made */
    snprintf(proposal->id, sizeof proposal->id, "b%04u", (unsigned)contested->proposal_count);
    return proposal;
}

struct contested_position *contested_take_position(struct contested *contested, size_t entry,
                                                   const char *delegation, enum position_value value)
{
    contested->positions = mem_grow(contested->positions, contested->position_count,
                                    &contested->position_capacity, sizeof *contested->positions);
    struct contested_position *position = &contested->positions[contested->position_count++];
    *position = (struct contested_position){
        .entry = entry, .by.delegation = mem_copy_string(delegation), .value = value};
    return position;
}

struct contested_comment *contested_comment(struct contested *contested, size_t entry, const char *words)
{
    contested->comments = mem_grow(contested->comments, contested->comment_count,
                                   &contested->comment_capacity, sizeof *contested->comments);
    struct contested_comment *comment = &contested->comments[contested->comment_count++];
    *comment = (struct contested_comment){
        .entry = entry, .words = mem_copy_string(words), .answers = CONTESTED_NONE};
    return comment;
}

void contested_sponsor(struct contested_proposal *proposal, const char *delegation)
{
    if (proposal->by.delegation && strcmp(proposal->by.delegation, delegation) == 0)
        return;
    for (size_t i = 0; i < proposal->sponsor_count; i++)
        if (strcmp(proposal->sponsors[i], delegation) == 0)
            return;
    proposal->sponsors =
        mem_resize(proposal->sponsors, (proposal->sponsor_count + 1) * sizeof *proposal->sponsors);
    proposal->sponsors[proposal->sponsor_count++] = mem_copy_string(delegation);
}

void contested_join(struct contested_proposal *proposal, unsigned group)
{
    snprintf(proposal->group, sizeof proposal->group, "alt%u", group);
}

void contested_mark(const struct contested_proposal *proposal, bool deletes, char out[CONTESTED_MARK_BYTES])
{
    snprintf(out, CONTESTED_MARK_BYTES, "%s:%s", deletes ? "del" : "ins", proposal->id);
}

const struct contested_proposal *contested_find(const struct contested *contested, const char *attribute,
                                                bool *deletes)
{
    bool deletion = strncmp(attribute, "del:", 4) == 0;
    if (!deletion && strncmp(attribute, "ins:", 4) != 0)
        return NULL;
    /* ids are numbers of places in the list */
    unsigned long number = attribute[4] == 'b' ? strtoul(attribute + 5, NULL, 10) : 0;
    if (number == 0 || number > contested->proposal_count)
        return NULL;
    const struct contested_proposal *proposal = &contested->proposals[number - 1];
    *deletes = deletion;
    return strcmp(proposal->id, attribute + 4) == 0 ? proposal : NULL;
}
