/* references.json: the signs that handles are made of, handles of items in order of creation, and what references show. */
#include <stdio.h>
#include <string.h>

#include "base/json_write.h"
#include "draft/handles.h"
#include "draft/items.h"
#include "draft/draft.h"
#include "text/reference.h"
#include "vectors.h"

#define ITEMS 400 /* so many that some of their handles begin alike */

static void write_signs(struct buf *out)
{
    static const char *const ids[] = {
        "a", "b", "x1", "p7Qm2", "item-2_b", "Zz09", "0123456789012345678901234567890123456789"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        char signs[HANDLE_SIGNS + 1];
        handle_signs(ids[i], signs);
        buf_format(out, "%s    \"%s\": \"%s\"", i ? ",\n" : "", ids[i], signs);
    }
}

/* [id, handle] of items that came in this order. */
static void write_handles(struct buf *out)
{
    struct draft *draft = draft_create("d");
    for (int i = 0; i < ITEMS; i++) {
        char id[ID_BYTES];
        snprintf(id, sizeof id, "i%d", i * 7919 % 1000);
        const struct item *item = item_create(draft, id, KIND_ITEM, NULL, draft->last);
        buf_format(out, "%s%s[\"%s\", \"%s\"]", i ? "," : "", i % 8 ? " " : "\n    ", item->id, item->handle);
    }
    draft_destroy(draft);
}

static void write_words(struct buf *out)
{
    static const char *const words[][2] = {{"7.p", "8.p"},
                                           {"7.p", ""},
                                           {"4 bis", "5"},
                                           {"5", "4 bis alt 2"},
                                           {"art\xc3\xad"
                                            "culo 4.2",
                                            "5.2"},
                                           {"OP5", "OP3.a"},
                                           {"item 4 bis", "6"},
                                           {"los puntos 7.p", "9"},
                                           {"iii", "iv"},
                                           {"a bis", "b"},
                                           {"salud", "3"},
                                           {"salud", ""},
                                           {"\xc2\xa7K7Q", "8.p"},
                                           {"\xc2\xa7KMQ", "8.p"},
                                           {"ver \xc2\xa7K7Q", "8.p"},
                                           {"\xc2\xa7K7Q", ""}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct buf shown = BUF_EMPTY;
        reference_words(words[i][0], strlen(words[i][0]), words[i][1], &shown);
        buf_text(out, i ? ",\n    {\"stored\":" : "    {\"stored\":");
        json_write_string(out, words[i][0]);
        buf_text(out, ",\"number\":");
        json_write_string(out, words[i][1]);
        buf_text(out, ",\"shown\":");
        json_write_string(out, shown.bytes);
        buf_char(out, '}');
        buf_clear(&shown);
    }
}

void vectors_references(struct buf *out)
{
    buf_text(out, "{\n  \"about\": \"signs: of ids. handles: of the items of one draft, in the order in "
                  "which they came. words: what a "
                  "reference shows for its stored words and the number of its item, without the word in "
                  "front.\",\n  \"signs\": {\n");
    write_signs(out);
    buf_text(out, "\n  },\n  \"handles\": [");
    write_handles(out);
    buf_text(out, "\n  ],\n  \"words\": [\n");
    write_words(out);
    buf_text(out, "\n  ]\n}\n");
}
