#include "wire/numbering_codec.h"

#include <stdio.h>
#include <string.h>

#include "base/json_write.h"

/* ---- writing ---- */

static void write_affixes(struct buf *out, const struct numbering_affixes *affixes)
{
    buf_text(out, "\"before\":");
    json_write_string(out, affixes->before);
    buf_text(out, ",\"after\":");
    json_write_string(out, affixes->after);
}

static void write_level(struct buf *out, const struct numbering_level *level)
{
    buf_text(out, "{\"format\":");
    json_write_string(out, numbering_format_name(level->format));
    buf_char(out, ',');
    write_affixes(out, &level->affixes);
    if (level->lang_count)
        buf_text(out, ",\"langs\":{");
    for (size_t i = 0; i < level->lang_count; i++) {
        json_write_comma(out);
        json_write_key(out, level->langs[i].lang);
        buf_char(out, '{');
        write_affixes(out, &level->langs[i]);
        buf_char(out, '}');
    }
    if (level->lang_count)
        buf_char(out, '}');
    if (level->start != 1)
        buf_format(out, ",\"start\":%u", (unsigned)level->start);
    if (level->chain)
        buf_text(out, ",\"chain\":true");
    if (level->restart)
        buf_text(out, ",\"restart\":true");
    buf_char(out, '}');
}

void numbering_write_json(struct buf *out, const struct numbering_scheme *scheme)
{
    if (scheme->preset != NUMBERING_OWN) {
        json_write_string(out, numbering_preset_name(scheme->preset));
        return;
    }
    buf_text(out, "{\"levels\":[");
    for (size_t i = 0; i < scheme->level_count; i++) {
        json_write_comma(out);
        write_level(out, &scheme->levels[i]);
    }
    buf_char(out, ']');
    if (scheme->paragraphs.format != NUMBERING_NONE) {
        buf_text(out, ",\"paragraphs\":");
        write_level(out, &scheme->paragraphs);
    }
    if (scheme->through)
        buf_text(out, ",\"through\":true");
    if (scheme->leads)
        buf_text(out, ",\"leads\":true");
    buf_char(out, '}');
}

/* ---- reading ---- */

/* Absent: empty. */
static bool read_affix(const struct json *value, const char *name, char out[NUMBERING_AFFIX_BYTES])
{
    const struct json *child = json_get(value, name);
    const char *words = child ? json_string(child) : "";

    if (!words || !numbering_affix_valid(words))
        return false;
    snprintf(out, NUMBERING_AFFIX_BYTES, "%s", words);
    return true;
}

static bool read_affixes(const struct json *value, struct numbering_affixes *out)
{
    return json_is_object(value) && read_affix(value, "before", out->before) &&
           read_affix(value, "after", out->after);
}

static const char *read_langs(const struct json *langs, struct numbering_level *level)
{
    if (!langs)
        return NULL;
    if (!json_is_object(langs))
        return "Give what differs by language as an object: language to what stands before and after.";
    for (const struct json *child = json_first(langs); child; child = json_after(child)) {
        if (level->lang_count == DRAFT_MAX_LANGS)
            return "A level's number can differ in at most eight languages.";
        struct numbering_affixes *affixes = &level->langs[level->lang_count];
        if (!lang_valid(json_name(child)))
            return "Name languages by their tags, such as es or pt-BR.";
        for (size_t i = 0; i < level->lang_count; i++)
            if (strcmp(level->langs[i].lang, json_name(child)) == 0)
                return "Name each language of a level once.";
        snprintf(affixes->lang, sizeof affixes->lang, "%s", json_name(child));
        if (!read_affixes(child, affixes))
            return "What stands before and after a number is text of at most 20 characters.";
        level->lang_count++;
    }
    return NULL;
}

/* Absent: false. */
static bool read_flag(const struct json *value, const char *name, bool *out)
{
    const struct json *child = json_get(value, name);

    *out = false;
    return !child || json_bool(child, out);
}

static const char *read_level(const struct json *value, struct numbering_level *out)
{
    const char *format = json_is_object(value) ? json_get_string(value, "format") : NULL;
    uint64_t start = 1;

    *out = (struct numbering_level){.start = 1};
    if (!format || !numbering_format_from_name(format, &out->format))
        return "Give each level a format: decimal, lower-letter, upper-letter, lower-roman, upper-roman or "
               "none.";
    if (!read_affixes(value, &out->affixes))
        return "What stands before and after a number is text of at most 20 characters.";
    if (json_get(value, "start") &&
        (!json_get_integer(value, "start", &start) || start < 1 || start > NUMBERING_START_MAX))
        return "A level starts at a whole number from 1 to 9999.";
    out->start = (uint32_t)start;
    if (!read_flag(value, "chain", &out->chain) || !read_flag(value, "restart", &out->restart))
        return "Say of a level true or false: chain, restart.";
    return read_langs(json_get(value, "langs"), out);
}

static const char *read_object(const struct json *value, struct numbering_scheme *out)
{
    const struct json *levels = json_get(value, "levels"), *paragraphs = json_get(value, "paragraphs");
    const char *wrong = NULL;

    *out = *numbering_preset(NUMBERING_CONFERENCE);
    out->preset = NUMBERING_OWN;
    out->level_count = json_is_array(levels) ? json_count(levels) : 0;
    if (out->level_count < 1 || out->level_count > DRAFT_MAX_DEPTH)
        return "Give one to eight levels.";
    size_t at = 0;
    for (const struct json *child = json_first(levels); child && !wrong; child = json_after(child))
        wrong = read_level(child, &out->levels[at++]);
    if (!wrong && paragraphs)
        wrong = read_level(paragraphs, &out->paragraphs);
    if (!wrong && !(read_flag(value, "through", &out->through) && read_flag(value, "leads", &out->leads)))
        wrong = "Say true or false: through, leads.";
    return wrong;
}

const char *numbering_decode(const struct json *value, struct numbering_scheme *out)
{
    const char *name = json_string(value);
    enum numbering_preset preset;

    if (json_is_object(value))
        return read_object(value, out);
    if (!name || !numbering_preset_from_name(name, &preset))
        return "Name a numbering: conference, un-resolution, pp-op, decimal, articles or eu; or describe "
               "one.";
    *out = *numbering_preset(preset);
    return NULL;
}
