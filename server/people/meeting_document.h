/* What a meeting is: its title and place, dates, languages, how its roles are called, its delegations, its working groups and its settings.
 * One JSON document (protocol/meetings.md), read with every bound checked and written in one spelling.
 *
 * Delegations are data of the meeting, not of the program: a code, names per language, a kind, and whether they are present. */
#ifndef PEOPLE_MEETING_DOCUMENT_H
#define PEOPLE_MEETING_DOCUMENT_H

#include "draft/change.h"
#include "wire/json.h"

#define MEETING_MAX_DELEGATIONS 200
#define MEETING_MAX_GROUPS      40
#define MEETING_MAX_LANGS       DRAFT_MAX_LANGS
#define MEETING_TITLE_BYTES     2000
#define DATE_BYTES              11 /* 2026-11-28 and a NUL */

enum delegation_kind {
    DELEGATION_MEMBER,
    DELEGATION_OBSERVER_COUNTRY,
    DELEGATION_OBSERVER_ORGANISATION,
    DELEGATION_CIVIL_SOCIETY,
    DELEGATION_KIND_COUNT
};

struct meeting_delegation {
    char *code; /* as code_normalise spells it */
    struct lang_map names, short_names;
    enum delegation_kind kind;
    bool present;
};

struct meeting_group {
    char id[ID_BYTES];
    struct lang_map names;
};

struct meeting_document {
    struct lang_map title, place;
    char starts[DATE_BYTES], ends[DATE_BYTES]; /* empty: not said */
    struct string_list langs;
    struct lang_map roles[ROLE_COUNT]; /* how this meeting calls them */
    struct lang_map delegation_word;   /* and a delegation */
    struct meeting_delegation *delegations;
    size_t delegation_count;
    struct meeting_group *groups;
    size_t group_count;
    bool head_speaks; /* only the head of a delegation takes positions */
    bool links_off;   /* people come in by the login of the institution alone */
};

/* Reads what `json` gives; what it does not give stays as it is in `document`, which is zeroed or was read before. A sentence that says what is
 * wrong, NULL where nothing is. The caller clears `document` in any case. */
const char *meeting_document_read(const struct json *json, struct meeting_document *document);
/* Whatever was written by meeting_document_write. False: it is damaged. */
bool meeting_document_parse(const char *bytes, struct meeting_document *document);
void meeting_document_write(struct buf *out, const struct meeting_document *document);
void meeting_document_init(struct meeting_document *document); /* empty */
void meeting_document_clear(struct meeting_document *document);

/* By the one spelling of its code; NULL where there is none. */
const struct meeting_delegation *meeting_document_delegation(const struct meeting_document *document,
                                                             const char *code);
const struct meeting_group *meeting_document_group(const struct meeting_document *document, const char *id);

#endif
