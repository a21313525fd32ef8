/* What people do to a draft: random changes of every kind, made on the state that they see. Mostly sensible; some that only the server
 * can refuse. And what liars send. */
#ifndef SIM_EDIT_H
#define SIM_EDIT_H

#include "base/buf.h"
#include "sim_desk.h"

/* One op's changes; empty where nothing came to mind. Caller clears. */
void sim_edit(struct sim_editor *editor, const struct draft *view, struct choices *choices,
              struct change_list *out);
/* An array of changes, as JSON, that must be refused whatever the state. Appends. */
void sim_lie(struct sim_editor *editor, const struct draft *view, struct choices *choices, struct buf *out);
/* A place in some text that is there: false where there is none. Borrows from the view. */
bool sim_edit_place(const struct draft *view, struct choices *choices, const char **item, const char **lang,
                    uint32_t *at);

#endif
