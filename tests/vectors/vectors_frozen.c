/* frozen.json: drafts whose numbers are frozen, edited at random, each log with the snapshot that it ends in. */
#include <stdio.h>

#include "base/always.h"
#include "draft/numbering_scheme.h"
#include "draft/participants.h"
#include "draft/state.h"
#include "support/random_op.h"
#include "support/random_scheme.h"
#include "support/sitting.h"
#include "vectors.h"
#include "wire/numbering_codec.h"
#include "wire/snapshot_codec.h"

#define FIRST_SEED 20211201
#define LOGS       16
#define OPS        60
#define TRIES      400

static const struct participant *chair(void)
{
    return sitting_person(ROLE_CHAIR);
}

static void do_something(struct choices *choices, struct sitting *sitting)
{
    struct submission submission = {
        .who = chair(),
        .client = chair()->id,
        .n = clients_acked(sitting->draft, chair()->id) + 1,
        .base = draft_seq(sitting->draft),
        .at = 1000 + (int64_t)draft_seq(sitting->draft),
    };
    random_op(choices, sitting->draft, &submission.changes);
    if (submission.changes.count)
        sitting_submit(sitting, &submission);
    change_list_clear(&submission.changes);
}

/* Items to begin with, and a scheme: half of the drafts have the conference's. */
static void begin(struct choices *choices, struct sitting *sitting, uint64_t which)
{
    struct numbering_scheme scheme;
    struct buf set = BUF_EMPTY;
    if (which % 2)
        random_scheme(choices, &scheme);
    else
        scheme = *numbering_preset(which % 4 ? NUMBERING_EU : NUMBERING_CONFERENCE);
    buf_text(&set, "[{\"type\":\"draft.set\",\"numbering\":");
    numbering_write_json(&set, &scheme);
    buf_text(&set, "}]");
    ALWAYS(sitting_ask(sitting, ROLE_CHAIR, set.bytes) == STATUS_OK);
    buf_clear(&set);
    for (int i = 0; i < 12; i++)
        do_something(choices, sitting);
}

static void edit(struct sitting *sitting, uint64_t which)
{
    struct choices choices = {.state = FIRST_SEED + which};
    begin(&choices, sitting, which);
    for (int tries = 0; tries < TRIES && draft_seq(sitting->draft) < OPS && !sitting->draft->adopted;
         tries++) {
        if (!sitting->draft->frozen)
            ALWAYS(sitting_ask(sitting, ROLE_CHAIR, "[{'type':'draft.freeze','on':true}]") == STATUS_OK);
        do_something(&choices, sitting);
    }
}

static void write_log(struct buf *out, struct sitting *sitting)
{
    buf_text(out, "    {\"ops\":[");
    for (size_t i = 0; i + 1 < sitting->log.len; i++) /* one op a line, without the last line's end */
        buf_char(out, sitting->log.bytes[i] == '\n' ? ',' : sitting->log.bytes[i]);
    buf_text(out, "],\n     \"snapshot\":");
    snapshot_write_json(out, sitting->twin, &sitting->head);
    buf_char(out, '}');
}

void vectors_frozen(struct buf *out)
{
    buf_text(out, "{\n  \"about\": \"Logs of drafts whose numbers are frozen, and the snapshot that the fold "
                  "of each ends "
                  "in.\",\n  \"logs\": [\n");
    for (uint64_t i = 0; i < LOGS; i++) {
        struct sitting sitting = sitting_open();
        edit(&sitting, i);
        write_log(out, &sitting);
        sitting_close(&sitting);
        buf_text(out, i + 1 < LOGS ? ",\n" : "\n  ]\n}\n");
    }
}
