#include "convert/own_number.h"

#include <string.h>

#include "base/buf.h"
#include "convert/glyph.h"
#include "convert/normalise.h"
#include "convert/number_words.h"

/* Stands for the number itself while what is around it is looked for: no scheme can hold it. */
#define SELF "\x01"

/* What stands around a number. */
struct around {
    struct buf before, after;
};

struct place {
    const struct numbering *walk;
    int depth;
    enum item_kind kind;
};

/* What an entry at that place would be called; without a name: by its count. */
static bool take(const struct place *place, const char *name, bool proposed, struct numbering *out)
{
    const struct numbering_entry entry = {
        .depth = place->depth, .kind = place->kind, .name = name, .proposed = proposed};

    *out = *place->walk;
    return numbering_take(out, &entry);
}

bool own_number_is_there(const struct numbering *walk, int depth, enum item_kind kind)
{
    const struct place place = {walk, depth, kind};
    struct numbering then;

    return take(&place, NULL, false, &then);
}

static enum numbering_format format_at(const struct place *place)
{
    const struct numbering_scheme *scheme =
        place->walk->scheme ? place->walk->scheme : numbering_preset(NUMBERING_CONFERENCE);
    struct numbering then;

    take(place, NULL, false, &then);
    return place->kind == KIND_PARAGRAPH ? scheme->paragraphs.format
                                         : scheme->levels[numbering_level_of(&then, place->depth) - 1].format;
}

static void tidy(const char *words, size_t len, struct buf *out)
{
    while (len > 0 && *words == ' ') { /* a line starts with its indentation, not with a scheme's blank */
        words++;
        len--;
    }
    normalise_text(words, len, out);
}

static void look_around(const struct place *place, struct around *out)
{
    struct numbering then;

    *out = (struct around){BUF_EMPTY, BUF_EMPTY};
    take(place, SELF, false, &then);
    const char *self = strstr(then.label, SELF);
    if (!self)
        return;
    struct buf whole = BUF_EMPTY; /* a blank at the end of what stands before would go, so a digit keeps it */
    buf_add(&whole, then.label, (size_t)(self - then.label));
    buf_char(&whole, '1');
    tidy(whole.bytes, whole.len, &out->before);
    out->before.len--;
    whole.len = 0;
    buf_char(&whole, '1');
    buf_text(&whole, self + 1);
    struct buf after = BUF_EMPTY;
    normalise_text(whole.bytes, whole.len, &after);
    buf_add(&out->after, after.bytes + 1, after.len - 1);
    buf_clear(&after);
    buf_clear(&whole);
}

static bool starts_with(const char *at, const char *end, const char *words, size_t len)
{
    return len == 0 || ((size_t)(end - at) >= len && memcmp(at, words, len) == 0);
}

/* A count: digits or letters of one case. */
static size_t count_len(const char *at, const char *end)
{
    const char *from = at;

    if (starts_with(at, end, "\xc3\xb1", 2)) /* in Spanish lists, n is followed by ñ, and that by o */
        return 2;
    if (at < end && *at >= '0' && *at <= '9')
        while (at < end && *at >= '0' && *at <= '9')
            at++;
    else
        while (at < end && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z')))
            at++;
    return (size_t)(at - from);
}

/* " bis", " alt 2", " 5": what a name has behind its count. A number alone is such a thing only where something stands behind names. */
static size_t extra_len(const char *at, const char *end, const struct buf *after)
{
    static const char *const words[] = {" bis", " ter", " quater", " alt"};
    size_t len = 0;

    for (size_t i = 0; i < sizeof words / sizeof *words && len == 0; i++)
        if (starts_with(at, end, words[i], strlen(words[i])))
            len = strlen(words[i]);
    bool alternative = len == 4 && at[1] == 'a';
    if ((len == 0 && after->len > 0) || alternative) {
        const char *digits = at + len;
        if (digits < end && *digits == ' ')
            digits++;
        size_t width = count_len(digits, end);
        if (width > 0 && *digits >= '1' && *digits <= '9' && digits > at + len)
            len = (size_t)(digits - at) + width;
    }
    bool closed = after->len > 0 && starts_with(at + len, end, after->bytes, after->len);
    return closed || !glyph_is_letter(glyph_first(at + len, (size_t)(end - at) - len)) ? len : 0;
}

/* The number without what stands around it. */
static size_t bare_len(enum numbering_format format, const char *at, const char *end, const struct buf *after)
{
    size_t len = count_len(at, end), extra = 1;

    if (len == 0 || !(numbering_read_count(format, at, len) || *at == '0' || (unsigned char)*at >= 0x80))
        return 0;
    while (extra > 0) {
        extra = extra_len(at + len, end, after);
        len += extra;
    }
    return len < NUMBERING_BARE_BYTES ? len : 0;
}

/* "(antes 7.p)" behind a number, with the blank in front. */
static size_t former_len(const char *at, const char *end, const char *lang)
{
    struct buf words = BUF_EMPTY;
    size_t len = 0;

    buf_format(&words, " (%s ", number_words(lang)->former);
    if (starts_with(at, end, words.bytes, words.len))
        for (size_t i = words.len; len == 0 && i <= words.len + NUMBERING_FORMER_BYTES && at + i < end; i++)
            len = at[i] == ')' && (at + i + 1 == end || at[i + 1] == ' ') ? i + 1 : 0;
    buf_clear(&words);
    return len;
}

/* Fills in what a bare number says. False where it says nothing at that place. */
static bool understand(const struct place *place, const char *bare, size_t len, struct own_number *out)
{
    struct numbering next, proposed;

    take(place, NULL, false, &next);
    take(place, NULL, true, &proposed);
    int level = numbering_level_of(&next, place->depth);
    uint32_t count = numbering_read_count(format_at(place), bare, len);
    uint32_t coming = place->kind == KIND_PARAGRAPH ? next.preamble : next.counts[level - 1];

    if (count == 0) {
        bool name = len > count_len(bare, bare + len) || (unsigned char)*bare >= 0x80;
        memcpy(out->name, bare, name ? len : 0);
        out->name[name ? len : 0] = '\0';
        out->proposed = name && strcmp(out->name, proposed.bare[level - 1]) == 0;
        if (name && !numbering_name_valid(out->name)) /* longer than anybody can give one: it counts */
            out->name[0] = '\0';
        return name;
    }
    out->start = count == coming ? 0 : count;
    out->repeated = count + 1 == coming;
    return true;
}

bool own_number_read(const struct numbering *walk, int depth, enum item_kind kind, const char *line,
                     size_t len, const char *bracket, struct own_number *out)
{
    const struct place place = {walk, depth, kind};
    const char *at = line, *end = line + len;
    struct around around;

    *out = (struct own_number){.len = 0};
    if (!own_number_is_there(walk, depth, kind))
        return false;
    look_around(&place, &around);
    bool found = starts_with(at, end, around.before.bytes, around.before.len);
    at += found ? around.before.len : 0;
    size_t width = found ? bare_len(format_at(&place), at, end, &around.after) : 0;
    found = width > 0 && understand(&place, at, width, out);
    at += width;
    found = found && starts_with(at, end, around.after.bytes, around.after.len);
    if (found) {
        at += around.after.len;
        at += former_len(at, end, walk->lang);
        found = at == end || *at == ' ';
        at += at < end;
    }
    out->proposed = out->proposed && starts_with(at, end, bracket, strlen(bracket));
    out->repeated = out->repeated && found;
    out->len = found && !out->repeated ? (size_t)(at - line) : 0;
    buf_clear(&around.before);
    buf_clear(&around.after);
    return out->len > 0;
}
