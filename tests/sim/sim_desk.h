/* Where somebody sits down to edit: who they are, what they see, and what they reach for, mostly sensibly. */
#ifndef SIM_DESK_H
#define SIM_DESK_H

#include "draft/change_kind.h"
#include "draft/state.h"
#include "support/choices.h"

#define ITEMS_SEEN 64

struct sim_editor {
    const char *name; /* goes into the ids of what is fresh */
    struct participant who;
    unsigned fresh; /* ids so far */
};

/* What an edit is made from. */
struct desk {
    struct sim_editor *editor;
    const struct draft *view;
    struct choices *choices;
    struct item *there[ITEMS_SEEN], *removed[ITEMS_SEEN];
    size_t there_count, removed_count;
};

struct desk desk_sit_down(struct sim_editor *editor, const struct draft *view, struct choices *choices);

struct item *desk_item(struct desk *desk);
/* Everybody likes to work on the same few. */
struct item *desk_favourite(struct desk *desk);
const char *desk_lang(struct desk *desk);
const char *desk_words(struct desk *desk);
/* A place at or behind `from` that cuts no character. */
uint32_t desk_place(struct desk *desk, const struct text *text, uint32_t from);
char *desk_fresh_id(struct desk *desk); /* caller frees */
char *desk_own_id(struct desk *desk);   /* one that nobody else comes upon; caller frees */

/* A change of the item, or of none, at the end of `out`. */
struct change *desk_change(struct change_list *out, const struct change_kind *kind, const struct item *item);
/* Fills in parent and after. */
void desk_name_place(struct desk *desk, struct change *change);

/* Something that people do, and how often those of each role do it: observer, delegation, secretariat, chair. */
struct habit {
    unsigned weight[ROLE_COUNT];
    void (*edit)(struct desk *desk, struct change_list *out);
};

/* One of them, as the editor's role has it. */
void desk_follow_habit(struct desk *desk, const struct habit *habits, size_t count, struct change_list *out);

#endif
