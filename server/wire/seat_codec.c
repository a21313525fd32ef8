#include "wire/seat_codec.h"

#include "base/json_write.h"
#include "base/mem.h"
#include "draft/participants.h"
#include "draft/seats.h"

/* ,"name":{"by":…,"at":…} */
static void write_deed(struct buf *out, const char *name, const char *by, uint64_t at)
{
    if (!by)
        return;
    buf_char(out, ',');
    json_write_key(out, name);
    buf_text(out, "{\"by\":");
    json_write_string(out, by);
    buf_text(out, ",\"at\":");
    buf_number(out, at);
    buf_char(out, '}');
}

void seat_write_json(struct buf *out, const struct seat_facts *facts)
{
    buf_text(out, ",\"seat\":{\"id\":");
    json_write_string(out, facts->id);
    buf_text(out, ",\"by\":");
    json_write_string(out, facts->by);
    buf_text(out, ",\"at\":");
    buf_signed(out, facts->at);
    if (facts->expires) {
        buf_text(out, ",\"expires\":");
        buf_signed(out, facts->expires);
    }
    if (facts->pending)
        buf_text(out, ",\"pending\":true");
    write_deed(out, "confirmed", facts->confirmed_by, facts->confirmed_at);
    if (facts->entered_at) {
        buf_text(out, ",\"entered\":");
        buf_number(out, facts->entered_at);
    }
    write_deed(out, "ended", facts->ended_by, facts->ended_at);
    buf_char(out, '}');
}

static bool read_deed(const struct json *seat, const char *name, char **by, uint64_t *at)
{
    const struct json *deed = json_get(seat, name);
    if (!deed)
        return true;
    const char *who = json_get_string(deed, "by");
    *by = mem_copy_string(who);
    return who && id_valid(who) && json_get_integer(deed, "at", at);
}

bool seat_read(struct draft *draft, const struct json *value, const struct participant *participant)
{
    const struct json *seat = json_get(value, "seat"), *pending = json_get(seat, "pending");
    uint64_t at = 0, expires = 0;
    if (!seat) {
        participants_set(draft, participant);
        return true;
    }
    const char *id = json_get_string(seat, "id"), *by = json_get_string(seat, "by");
    if (!id || !id_valid(id) || seats_find(draft, id) || !by || !id_valid(by) ||
        !json_get_integer(seat, "at", &at) ||
        (json_get(seat, "expires") && !json_get_integer(seat, "expires", &expires)))
        return false;
    struct seat_facts *facts = mem_zero(1, sizeof *facts);
    facts->id = mem_copy_string(id);
    facts->by = mem_copy_string(by);
    facts->at = (int64_t)at;
    facts->expires = (int64_t)expires;
    seats_add(draft, participant, facts);
    return (!pending || json_bool(pending, &facts->pending)) &&
           read_deed(seat, "confirmed", &facts->confirmed_by, &facts->confirmed_at) &&
           (!json_get(seat, "entered") || json_get_integer(seat, "entered", &facts->entered_at)) &&
           read_deed(seat, "ended", &facts->ended_by, &facts->ended_at);
}
