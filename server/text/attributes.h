/* Formatting of a run of text: an immutable, shared set of key -> value. NULL is the empty set, in every function.
 *
 * A value is `true`, a string (only for "link") or, in a change, null ("remove this key").
 * Allowed keys: bold, italic, underline, link, ins:<proposal>, del:<proposal>. Keys are kept sorted, so equal sets
 * print as equal bytes.
 */
#ifndef TEXT_ATTRIBUTES_H
#define TEXT_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/status.h"

/* In front of the id of an item: a link within the draft. */
#define ATTRIBUTE_ITEM_LINK "#item:"
/* Of words that the server keeps: the delegations present (draft/roll.h). */
#define ATTRIBUTE_ROLL_LINK "#delegations"

struct attributes;

enum attribute_type { ATTRIBUTE_TRUE, ATTRIBUTE_STRING, ATTRIBUTE_NULL };

struct attribute {
    const char *key;
    enum attribute_type type;
    const char *string; /* for ATTRIBUTE_STRING */
};

/* A set of `count` attributes, copied and sorted; the caller owns one reference. NULL for count 0.
 * STATUS_BAD_OP where a key or value is not allowed or a key stands twice. */
enum status attributes_create(const struct attribute *list, size_t count, struct attributes **out) MUST_CHECK;
struct attributes *attributes_ref(struct attributes *set); /* returns its argument */
void attributes_unref(struct attributes *set);

size_t attributes_bytes(const struct attributes *set); /* about as many as it has when it is written */
size_t attributes_count(const struct attributes *set);
struct attribute attributes_at(const struct attributes *set, size_t index); /* borrows from the set */
/* The attribute of that key, or one with key NULL. */
struct attribute attributes_get(const struct attributes *set, const char *key);
/* Where words with these attributes lead outside of the draft; NULL: nowhere. Borrowed. */
const char *attributes_address(const struct attributes *set);
bool attributes_equal(const struct attributes *a, const struct attributes *b);
bool attributes_have_null(const struct attributes *set);

/* The three laws of quill-delta's AttributeMap; results belong to the caller. */
struct attributes *attributes_compose(struct attributes *a, struct attributes *b, bool keep_null);
struct attributes *attributes_transform(struct attributes *a, struct attributes *b, bool priority);
struct attributes *attributes_invert(struct attributes *change, struct attributes *base);

/* Those that `keep` wants; the result belongs to the caller. */
struct attributes *attributes_filter(struct attributes *set,
                                     bool (*keep)(void *context, const struct attribute *attribute),
                                     void *context);

void attributes_write_json(struct buf *out, const struct attributes *set); /* {"bold":true} */

#endif
