#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/log_memory.h"
#include "store/people.h"
#include "support/live_fixture.h"
#include "support/store_fixture.h"
#include "wire/op_codec.h"

void live_fixture_open(struct live_fixture *fixture)
{
    *fixture = (struct live_fixture){.limits = LIMITS_DEFAULT, .folder = fixture_folder()};
    fixture->grounds = (struct live_grounds){.loop = loop_create(),
                                             .log = log_memory_create(),
                                             .limits = &fixture->limits,
                                             .metrics = &fixture->metrics};
    assert_int_equal(people_open(fixture->folder, true, NULL, &fixture->grounds.people), STATUS_OK);
}

void live_fixture_close(struct live_fixture *fixture)
{
    live_drafts_stop(fixture->drafts);
    loop_settle(fixture->grounds.loop);
    live_drafts_destroy(fixture->drafts);
    fixture->grounds.log->ops->destroy(fixture->grounds.log);
    people_close(fixture->grounds.people);
    fixture_remove(fixture->folder);
    loop_destroy(fixture->grounds.loop);
}

static void appended(void *context, enum status status, uint64_t commit_us)
{
    (void)context;
    (void)commit_us;
    assert_int_equal(status, STATUS_OK);
}

struct sha256 live_fixture_store(struct log_store *log, const struct sitting *sitting, int64_t wake_at)
{
    struct sha256 head = {{0}};
    const char *line = sitting->log.bytes;
    uint64_t last = draft_seq(sitting->draft);
    for (uint64_t seq = 1; seq <= last; seq++) {
        size_t len = strcspn(line, "\n");
        head = op_chain_hash(&head, line, len);
        struct log_op op = {
            .seq = seq, .bytes = line, .len = len, .hash = head, .wake_at = seq == last ? wake_at : 0};
        log->ops->append(log, "d", seq, &op, 1, appended, NULL);
        line += len + 1;
    }
    return head;
}
