/* What a weave is made of: for the files that fold it (weave.c), and write and read it (weave_pack.c). */
#ifndef RECORD_WEAVE_STATE_H
#define RECORD_WEAVE_STATE_H

#include "record/weave.h"

#define WEAVE_KEY_BYTES (ID_BYTES + LANG_MAX + 2)

struct weave_item_text {
    char *key;        /* "item lang" */
    const char *lang; /* in the key */
    struct strand strand;
};

struct made {
    int64_t at;
    uint32_t by; /* of weave.people */
};

struct weave {
    uint32_t seq;
    struct made *ops; /* ops[seq - 1] */
    size_t capacity;
    struct names people;
    struct names proposals;
    struct names langs; /* every language that was ever written */
    struct proposal_sets sets;
    struct map texts; /* key -> struct weave_item_text */
    uint16_t *arena;
    size_t units;
    size_t units_capacity;
};

/* The life of one text, begun where there is none. */
struct strand *weave_text_of(struct weave *weave, const char *item, const char *lang);

#endif
