#include "wire/delta_codec.h"

#include <string.h>

#include "text/text.h"
#include "text/utf.h"

#define ATTRIBUTES_MAX 64

static enum status decode_attributes(const struct json *value, struct attributes **out)
{
    struct attribute list[ATTRIBUTES_MAX];
    size_t count = 0;
    *out = NULL;
    if (!value)
        return STATUS_OK;
    if (!json_is_object(value))
        return STATUS_BAD_OP;
    for (const struct json *child = json_first(value); child; child = json_after(child)) {
        bool yes;
        if (count == ATTRIBUTES_MAX)
            return STATUS_TOO_LARGE;
        struct attribute *attribute = &list[count++];
        *attribute = (struct attribute){.key = json_name(child), .string = json_string(child)};
        if (json_is_null(child))
            attribute->type = ATTRIBUTE_NULL;
        else if (json_bool(child, &yes) && yes)
            attribute->type = ATTRIBUTE_TRUE;
        else if (attribute->string)
            attribute->type = ATTRIBUTE_STRING;
        else
            return STATUS_BAD_OP;
    }
    return attributes_create(list, count, out);
}

static enum status decode_length(const struct json *value, uint32_t *out)
{
    uint64_t len;
    if (!json_integer(value, &len) || len == 0)
        return STATUS_BAD_OP;
    if (len > TEXT_MAX_U16)
        return STATUS_BAD_OP; /* longer than any text, so it cannot fit one */
    *out = (uint32_t)len;
    return STATUS_OK;
}

static enum status decode_insert(const struct json *value, struct attributes *attributes, struct delta *out)
{
    const char *words = json_string(value);
    size_t len = words ? strlen(words) : 0;
    if (!len || !utf_valid_text(words, len) || attributes_have_null(attributes))
        return STATUS_BAD_OP;
    if (utf_len_u16(words, len) > TEXT_MAX_U16)
        return STATUS_TOO_LARGE;
    delta_insert(out, words, len, attributes);
    return STATUS_OK;
}

static enum status decode_op(const struct json *op, struct delta *out)
{
    const struct json *insert = json_get(op, "insert"), *retain = json_get(op, "retain"),
                      *del = json_get(op, "delete");
    struct attributes *attributes = NULL;
    uint32_t len;
    if ((insert != NULL) + (retain != NULL) + (del != NULL) != 1)
        return STATUS_BAD_OP;
    enum status status = decode_attributes(json_get(op, "attributes"), &attributes);
    if (status != STATUS_OK)
        return status;
    if (insert) {
        status = decode_insert(insert, attributes, out);
    } else if (retain) {
        status = decode_length(retain, &len);
        if (status == STATUS_OK)
            delta_retain(out, len, attributes);
    } else {
        status = attributes ? STATUS_BAD_OP : decode_length(del, &len);
        if (status == STATUS_OK)
            delta_delete(out, len);
    }
    attributes_unref(attributes);
    return status;
}

enum status delta_decode(const struct json *value, struct delta *out)
{
    *out = (struct delta)DELTA_EMPTY;
    const struct json *ops = json_is_object(value) ? json_get(value, "ops") : value;
    if (!json_is_array(ops))
        return STATUS_BAD_OP;
    enum status status = STATUS_OK;
    for (const struct json *op = json_first(ops); status == STATUS_OK && op; op = json_after(op))
        status = decode_op(op, out);
    if (status != STATUS_OK)
        delta_clear(out);
    return status;
}
