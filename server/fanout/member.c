#include "fanout/member.h"

void member_starts_at(struct member *member, uint64_t seq)
{
    member->lagging = false;
    member->sent_seq = member->outbox.delivered_seq = seq;
}

void member_lags(struct member *member, int64_t now_ms)
{
    if (!member->lagging)
        member->lagging_since_ms = now_ms;
    member->lagging = true;
    member->sent_seq = member->outbox.delivered_seq;
    peer_want_writable(member->outbox.peer);
}

void member_is_current(struct member *member)
{
    member->lagging = false;
}
