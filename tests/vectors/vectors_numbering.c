/* numbering.json: counts in each format, labels in each preset, and the numbers of whole outlines by many schemes. */
#include <string.h>

#include "base/json_write.h"
#include "draft/numbering.h"
#include "draft/word_in_front.h"
#include "support/choices.h"
#include "support/random_scheme.h"
#include "vectors.h"
#include "wire/numbering_codec.h"

#define SEED        20211126
#define OUTLINES    36
#define ENTRIES     40
#define ALL_COUNTS  60 /* from 1 on; then some */
#define IS_PROPOSED 6  /* one in so many */
#define HAS_NAME    20
#define STARTS_ANEW 20

static void write_count(struct buf *out, enum numbering_format format, uint32_t count)
{
    char bare[NUMBERING_BARE_BYTES];
    numbering_write_count(format, count, bare);
    buf_format(out, "%s\"%u\":\"%s\"", count == 1 ? "" : ",", count, bare);
}

static void write_counts(struct buf *out)
{
    static const uint32_t some[] = {99,  100, 260,  261,  399,  400,  444,
                                    702, 703, 1994, 4999, 5000, 5001, 14999};
    for (int format = NUMBERING_DECIMAL; format < NUMBERING_FORMAT_COUNT; format++) {
        buf_format(out, "%s    \"%s\": {", format > NUMBERING_DECIMAL ? ",\n" : "",
                   numbering_format_name((enum numbering_format)format));
        for (uint32_t count = 1; count <= ALL_COUNTS; count++)
            write_count(out, (enum numbering_format)format, count);
        for (size_t i = 0; i < sizeof some / sizeof *some; i++)
            write_count(out, (enum numbering_format)format, some[i]);
        buf_char(out, '}');
    }
}

/* A preset, written out: by reading it back from here, others see that their own is the same. */
static void write_presets(struct buf *out)
{
    for (int preset = NUMBERING_OWN + 1; preset < NUMBERING_PRESET_COUNT; preset++) {
        struct numbering_scheme scheme = *numbering_preset((enum numbering_preset)preset);
        scheme.preset = NUMBERING_OWN;
        buf_format(out, "%s    \"%s\": ", preset > NUMBERING_OWN + 1 ? ",\n" : "",
                   numbering_preset_name((enum numbering_preset)preset));
        numbering_write_json(out, &scheme);
    }
}

/* As a rule an item like the one before it; now and then deeper, higher or of another kind. */
static int next_depth(struct choices *choices, int depth)
{
    if (choices_one_in(choices, 3) && depth < DRAFT_MAX_DEPTH)
        return depth + 1;
    return choices_one_in(choices, 4) ? 1 + (int)choices_below(choices, (uint32_t)depth) : depth;
}

static void write_entry(struct buf *out, struct choices *choices, struct numbering *numbering, int depth)
{
    static const char *const names[] = {"3 bis", "7 alt", "x"};
    struct numbering_entry entry = {.depth = depth, .kind = KIND_ITEM};
    if (choices_one_in(choices, 4))
        entry.kind = (enum item_kind)choices_below(choices, KIND_COUNT);
    entry.proposed = choices_one_in(choices, IS_PROPOSED);
    if (choices_one_in(choices, HAS_NAME))
        entry.name = names[choices_below(choices, sizeof names / sizeof *names)];
    if (choices_one_in(choices, STARTS_ANEW))
        entry.start = 1 + choices_below(choices, 30);
    numbering_take(numbering, &entry);
    buf_format(out, "{\"depth\":%d,\"kind\":\"%s\",\"proposed\":%s,", depth, item_kind_name(entry.kind),
               entry.proposed ? "true" : "false");
    if (entry.start)
        buf_format(out, "\"start\":%u,", (unsigned)entry.start);
    if (entry.name)
        buf_format(out, "\"name\":\"%s\",", entry.name);
    buf_text(out, "\"label\":");
    json_write_string(out, numbering->label);
    buf_text(out, ",\"path\":");
    json_write_string(out, numbering->path);
    if (numbering->path_word) {
        buf_text(out, ",\"cited\":");
        json_write_string(out, numbering->path + numbering->path_word);
    }
    if (numbering->leads)
        buf_text(out, ",\"leads\":true");
    buf_char(out, '}');
}

/* The first twelve by the conference's scheme, twelve by the other presets, the rest by any. */
static void write_outline(struct buf *out, struct choices *choices, int which)
{
    static const char *const langs[] = {"es", "en", "fr-CA"};
    const char *lang = langs[which % 3];
    struct numbering_scheme scheme = *numbering_preset(NUMBERING_CONFERENCE);
    struct numbering numbering;
    int depth = 1;
    if (which >= 24)
        random_scheme(choices, &scheme);
    else if (which >= 12)
        scheme = *numbering_preset((enum numbering_preset)(NUMBERING_UN_RESOLUTION + which % 5));
    numbering_start(&numbering, &scheme, lang);
    buf_text(out, "    {\"numbering\":");
    numbering_write_json(out, &scheme);
    buf_format(out, ",\"lang\":\"%s\",\"entries\":[", lang);
    for (int i = 0; i < ENTRIES; i++) {
        if (i) {
            buf_char(out, ',');
            depth = next_depth(choices, depth);
        }
        write_entry(out, choices, &numbering, depth);
    }
    buf_text(out, "]}");
}

static void write_words_in_front(struct buf *out)
{
    static const char *const paths[] = {
        "Artículo 4.2", "Artigo 1", "Article 1.1.a", "Rec. 30",    "Objetivo 3", "Änderung 2", "Ámbito 3 bis",
        "المادة 4",     "Глава 2",  "7.b",           "OP3.a",      "PP2 bis",    "4 bis alt",  "xviii bis",
        "XVIII bis",    "A.1",      "Aa bis",        "A bis",      "Recital(4)", "§K7Q",       "第4条",
        "Ñ 4",          "",         "Artículo",      "artículo 4", "A. 4",       "Aa. 4",      "Ab.. 4"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        buf_text(out, i ? ",\n    " : "    ");
        json_write_string(out, paths[i]);
        buf_format(out, ": %s", has_word_in_front(paths[i]) ? "true" : "false");
    }
}

void vectors_numbering(struct buf *out)
{
    struct choices choices = {.state = SEED};
    buf_text(
        out,
        "{\n  \"about\": \"counts: by format. presets: what each is, written out. outlines: the items that "
        "are there in document order, numbered by a scheme in a language; `proposed` ones are announced by "
        "an open proposal and do not count, nor do those with a `name`; `cited` is the path without the word "
        "in front of the number; those that say `leads` begin with words in italics. words_in_front: whether "
        "a path says by itself what it is the number of.\",\n  \"counts\": {\n");
    write_counts(out);
    buf_text(out, "\n  },\n  \"presets\": {\n");
    write_presets(out);
    buf_text(out, "\n  },\n  \"outlines\": [\n");
    for (int i = 0; i < OUTLINES; i++) {
        buf_text(out, i ? ",\n" : "");
        write_outline(out, &choices, i);
    }
    buf_text(out, "\n  ],\n  \"words_in_front\": {\n");
    write_words_in_front(out);
    buf_text(out, "\n  }\n}\n");
}
