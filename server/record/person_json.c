#include "record/person_json.h"

#include "base/json_write.h"
#include "draft/participants.h"

void person_json_write(struct buf *out, const char *key, const char *id, struct names *named)
{
    if (!id)
        return;
    json_write_member(out, key, id);
    names_number(named, id);
}

static void write_person(struct buf *out, const struct participant *who)
{
    buf_format(out, "{\"role\":\"%s\",\"name\":", role_name(who->role));
    json_write_string(out, who->name);
    if (who->delegation) {
        buf_text(out, ",\"delegation\":");
        json_write_string(out, who->delegation);
    }
    buf_char(out, '}');
}

void person_json_write_all(struct buf *out, const struct draft *draft, const struct names *named)
{
    json_write_comma(out);
    buf_text(out, "\"people\":{");
    for (size_t i = 0; i < named->count; i++) {
        const struct participant *who = participants_find(draft, names_at(named, (uint32_t)i));
        if (!who)
            continue;
        json_write_comma(out);
        json_write_string(out, who->id);
        buf_char(out, ':');
        write_person(out, who);
    }
    buf_char(out, '}');
}
