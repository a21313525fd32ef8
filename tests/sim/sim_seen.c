#include "sim_seen.h"

#include <inttypes.h>
#include <stdio.h>

bool sim_seen_each(const struct sim_sight *sights, size_t count)
{
    bool all = true;
    for (size_t i = 0; i < count; i++)
        if (!sights[i].times) {
            fprintf(stderr, "never seen: %s\n", sights[i].what);
            all = false;
        }
    return all;
}

void sim_seen_print(const struct sim_stats *stats)
{
    printf("%" PRIu64 " runs: %" PRIu64 " ops, %" PRIu64 " messages delivered, %" PRIu64 " lies refused\n",
           stats->runs, stats->ops, stats->deliveries, stats->lies);
    printf("trouble: %" PRIu64 " drops, %" PRIu64 " half-open, %" PRIu64 " takeovers, %" PRIu64
           " crashes, %" PRIu64 " stops, %" PRIu64 " failed commits; %" PRIu64
           " ops lost before they were durable\n",
           stats->drops, stats->half_open, stats->takeovers, stats->crashes, stats->stops,
           stats->failed_commits, stats->lost_ops);
    printf("recovery: %" PRIu64 " resumes, %" PRIu64 " snapshots, %" PRIu64 " resyncs, %" PRIu64
           " readers caught up, %" PRIu64 " ops sent again, %" PRIu64 " found to have counted; %" PRIu64
           " ops moved over others; %" PRIu64 " drafts adopted\n",
           stats->resumes, stats->snapshots, stats->resyncs, stats->catch_ups, stats->resends,
           stats->duplicates, stats->transformed, stats->adopted);
    printf("negotiation:");
    for (enum proposal_state state = PROPOSAL_OPEN; state < PROPOSAL_STATE_COUNT; state++)
        printf(" %" PRIu64 " proposals %s,", stats->proposals[state], proposal_state_name(state));
    for (enum consultation_state state = CONSULTATION_OPEN; state < CONSULTATION_STATE_COUNT; state++)
        printf(" %" PRIu64 " consultations %s,", stats->consultations[state], consultation_state_name(state));
    printf(" %" PRIu64 " positions, %" PRIu64 " comments\n", stats->positions, stats->comments);
    printf("refusals:");
    for (enum status status = STATUS_OK; status < STATUS_COUNT; status++)
        if (stats->refusals[status])
            printf(" %s %" PRIu64, status_code(status), stats->refusals[status]);
    printf("\n");
}

bool sim_seen_all(const struct sim_stats *stats)
{
    const struct sim_sight seen[] = {
        {"lies", stats->lies},
        {"resumes", stats->resumes},
        {"snapshots", stats->snapshots},
        {"ops sent again", stats->resends},
        {"ops found to have counted", stats->duplicates},
        {"readers caught up", stats->catch_ups},
        {"takeovers", stats->takeovers},
        {"half-open connections", stats->half_open},
        {"crashes", stats->crashes},
        {"stops", stats->stops},
        {"failed commits", stats->failed_commits},
        {"lost ops", stats->lost_ops},
        {"moved ops", stats->transformed},
        {"adopted drafts", stats->adopted},
        {"accepted proposals", stats->proposals[PROPOSAL_ACCEPTED]},
        {"rejected proposals", stats->proposals[PROPOSAL_REJECTED]},
        {"withdrawn proposals", stats->proposals[PROPOSAL_WITHDRAWN]},
        {"silence kept", stats->consultations[CONSULTATION_KEPT]},
        {"silence broken", stats->consultations[CONSULTATION_BROKEN]},
        {"expired consultations", stats->consultations[CONSULTATION_EXPIRED]},
        {"consultations closed by the chair", stats->consultations[CONSULTATION_CLOSED]},
        {"positions", stats->positions},
        {"comments", stats->comments},
        {"refusals: forbidden", stats->refusals[STATUS_FORBIDDEN]},
        {"refusals: locked", stats->refusals[STATUS_LOCKED]},
        {"refusals: adopted", stats->refusals[STATUS_ADOPTED]},
        {"refusals: no-item", stats->refusals[STATUS_NO_ITEM]},
        {"refusals: exists", stats->refusals[STATUS_EXISTS]},
        {"refusals: cycle", stats->refusals[STATUS_CYCLE]},
        {"refusals: storage", stats->refusals[STATUS_STORAGE]},
    };
    return sim_seen_each(seen, sizeof seen / sizeof *seen);
}
