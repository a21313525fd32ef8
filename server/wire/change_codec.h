/* Changes in JSON: one reader and one writer for all kinds, driven by the field tables of draft/changes. */
#ifndef WIRE_CHANGE_CODEC_H
#define WIRE_CHANGE_CODEC_H

#include "draft/change.h"
#include "draft/refusal.h"
#include "wire/json.h"

/* Reads an array of changes, appending to `out`. STATUS_BAD_OP or STATUS_TOO_LARGE with `refusal` filled in; `out` is then for the
 * caller to clear. */
enum status changes_decode(const struct json *array, struct change_list *out,
                           struct refusal *refusal) MUST_CHECK;
/* Writes the array in canonical form: "type" first, then the fields in the order of their table. */
void changes_write_json(struct buf *out, const struct change_list *list);

/* {"id","role","name","delegation"} */
void participant_write_json(struct buf *out, const struct participant *participant);
enum status participant_decode(const struct json *value, struct participant *out) MUST_CHECK;
/* {"es":"…","en":"…"} of the words of a lang_map. */
void title_write_json(struct buf *out, const struct lang_map *title);
enum status title_decode(const struct json *value, struct lang_map *out) MUST_CHECK;
/* ["es","en"] */
void strings_write_json(struct buf *out, const struct string_list *list);
enum status langs_decode(const struct json *value, struct string_list *out) MUST_CHECK;

#endif
