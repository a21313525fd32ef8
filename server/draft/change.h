/* A change: one typed step inside an op. Each kind of change is one file in draft/changes and one row in
 * draft/change_kinds.c; its fields are described by a table, so that decoding, encoding, copying and freeing are written
 * once for all kinds (wire/change_codec, draft/change.c).
 */
#ifndef DRAFT_CHANGE_H
#define DRAFT_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/string_list.h"
#include "draft/numbering_scheme.h"
#include "draft/types.h"
#include "text/delta.h"

/* How a field looks on the wire and what it is in struct change. */
enum field_type {
    FIELD_ID,           /* char *: an id */
    FIELD_LANG,         /* char *: a BCP 47 tag */
    FIELD_ITEM_KIND,    /* enum item_kind */
    FIELD_ITEM_STATUS,  /* enum item_status */
    FIELD_PROPOSAL_ACT, /* enum proposal_act */
    FIELD_WORDS,        /* char *: free text of one or more lines, at most NOTE_MAX_U16 units */
    FIELD_POSITION,     /* enum position_value; null is POSITION_NONE */
    FIELD_ENDING,      /* enum consultation_state: how a consultation ended; CONSULTATION_OPEN where absent */
    FIELD_BOOL,        /* bool */
    FIELD_TIME,        /* int64_t: ms since the epoch; 0 where absent */
    FIELD_COUNT,       /* int64_t: 1, 2, 3, … */
    FIELD_UNITS,       /* int64_t: a place in a text, -1 where absent */
    FIELD_DELTA,       /* struct delta: a change to a text */
    FIELD_TEXTS,       /* struct lang_map: language -> inserts-only delta */
    FIELD_PLACES,      /* struct lang_map: language -> position in UTF-16 units */
    FIELD_TITLE,       /* struct lang_map: language -> plain text */
    FIELD_LANGS,       /* struct string_list: languages */
    FIELD_DELEGATIONS, /* struct string_list: delegations */
    FIELD_PARTICIPANT, /* struct participant */
    FIELD_NUMBERING,   /* struct numbering_scheme *: a scheme */
    FIELD_TABLE,       /* struct number_table: what becomes of which number */
    FIELD_START,       /* int64_t: 1 … NUMBERING_START_MAX; 0 where absent */
    FIELD_NAME,        /* char *: what an item is called, "4 bis" */
    FIELD_FOLLOW,      /* enum follow_field */
};

enum field_presence {
    FIELD_REQUIRED, /* must be there */
    FIELD_NULLABLE, /* must be there or null; written as null */
    FIELD_OPTIONAL, /* may be absent; written only where it is there */
};

struct field {
    const char *name; /* NULL ends a table */
    enum field_type type;
    enum field_presence presence;
    size_t offset; /* in struct change */
};

/* One entry per language; which member counts depends on the field's type. */
struct lang_entry {
    char *lang;
    struct delta delta;
    uint32_t place_u16;
    char *words;
};

struct lang_map {
    struct lang_entry *entries;
    size_t count;
    bool there; /* the field was given, even if empty */
};

/* What becomes of the numbers: an item's, as people quote it, before and after; empty where it has none. */
struct number_row {
    char *item, *from, *to;
};

struct number_table {
    struct number_row *rows;
    size_t count, capacity;
    bool there; /* the field was given, even if empty */
};

/* All fields that any kind has. A change owns what it points to; change_clear frees it. */
struct change {
    const struct change_kind *kind;
    char *item;
    char *
        home; /* of a text: the item that it was made for, where transformation has taken it elsewhere; never on the wire */
    char *parent;
    char *after;
    char *new_item;
    char *into;
    char *lang;
    char *proposal;
    char *comment;
    char *seat;
    char *version;
    char *group; /* of alternatives */
    char *note;
    char *words; /* of a comment; the name of a version; what a field of a commitment is */
    char *key;   /* of a device that cosigns: NAME+ID+BASE64 */
    char *signature;
    char *name;  /* of an item: "4 bis" */
    char *draft; /* another one */
    enum follow_field follow;
    struct numbering_scheme *numbering;
    enum item_kind item_kind;
    enum item_status item_status;
    enum position_value position;
    enum proposal_act act;
    enum consultation_state consultation_state; /* CONSULTATION_OPEN: not said */
    bool below;                                 /* of a status: of all items below too */
    bool support;                               /* of a proposal: joins it, or no longer does */
    bool accept;                                /* of a part of a proposal: accepted, or rejected */
    bool resolved;                              /* of a comment */
    bool silence;                               /* of a consultation: saying nothing is assent */
    bool pending;                               /* of a seat: it waits to be confirmed */
    bool ended;                                 /* of such a device: it no longer does */
    bool on;                                    /* of freezing numbers */
    int64_t time;
    int64_t expires;
    int64_t
        number; /* of the act among what was done to seats; the seq of a version; of a commitment among those of its item */
    int64_t start; /* of a list, 0: it goes on */
    int64_t anchor;
    int64_t head;
    struct delta delta;
    struct delta undo; /* of a text that a decision brings about: what takes it back; none: not said */
    struct lang_map texts;
    struct lang_map places; /* where each language is cut or joined; `at` on the wire */
    struct lang_map title;
    struct string_list langs;
    struct string_list delegations;
    struct participant participant;
    struct number_table table;
};

struct change_list {
    struct change *changes;
    size_t count;
    size_t capacity;
};

void change_clear(struct change *change);
void change_copy(const struct change *from, struct change *out);
bool change_is(const struct change *change, const struct change_kind *kind);

struct change *change_list_add(struct change_list *list); /* a zeroed change at the end; borrowed */
void change_list_clear(struct change_list *list);
void change_list_copy(const struct change_list *from, struct change_list *out);
void change_list_append(struct change_list *list,
                        struct change_list *tail); /* takes all of tail, leaves it empty */

struct lang_entry *lang_map_get(const struct lang_map *map, const char *lang); /* NULL where absent */
struct lang_entry *lang_map_add(struct lang_map *map, const char *lang); /* copies lang; must be absent */
void lang_map_clear(struct lang_map *map);
void lang_map_copy(const struct lang_map *from, struct lang_map *out);

void number_table_add(struct number_table *table, const char *item, const char *from,
                      const char *to); /* copies */
void number_table_clear(struct number_table *table);

#endif
