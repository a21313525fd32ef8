/* What is said about a draft's words, as plain data for exports that show it: who proposes what and why, and the comments. */
#ifndef LOAD_DRAFT_TALK_H
#define LOAD_DRAFT_TALK_H

#include "load/draft_document.h"

/* Owns what the document points to for it, except what belongs to the draft. */
struct draft_talk {
    struct document_proposal *proposals;
    struct document_comment *comments;
    size_t comment_count;
    char **names; /* as they are shown */
    size_t name_count, name_capacity;
};

/* Adds it to the document: open proposals, and the comments on its items or on their words in its language. Caller clears `out` when the
 * document is done with. */
void draft_talk_add(struct draft_document *document, struct draft_talk *out);
void draft_talk_clear(struct draft_talk *talk);

#endif
