#include "support/delta_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"

static struct attribute attribute_from_json(const cJSON *json)
{
    struct attribute attribute = {json->string, ATTRIBUTE_NULL, NULL};
    if (cJSON_IsTrue(json)) {
        attribute.type = ATTRIBUTE_TRUE;
    } else if (cJSON_IsString(json)) {
        attribute.type = ATTRIBUTE_STRING;
        attribute.string = json->valuestring;
    } else {
        ALWAYS(cJSON_IsNull(json));
    }
    return attribute;
}

struct attributes *attributes_from_json(const cJSON *json)
{
    if (!json)
        return NULL;
    size_t count = 0;
    struct attribute *list = mem_zero((size_t)cJSON_GetArraySize(json), sizeof *list);
    const cJSON *field;
    cJSON_ArrayForEach(field, json) list[count++] = attribute_from_json(field);
    struct attributes *set;
    enum status st = attributes_create(list, count, &set);
    ALWAYS(st == STATUS_OK);
    free(list);
    return set;
}

static uint32_t length_of(const cJSON *json)
{
    ALWAYS(cJSON_IsNumber(json) && json->valuedouble >= 0 && json->valuedouble <= UINT32_MAX);
    return (uint32_t)json->valuedouble;
}

static void append_op(struct delta *out, const cJSON *json)
{
    const cJSON *insert = cJSON_GetObjectItemCaseSensitive(json, "insert");
    const cJSON *retain = cJSON_GetObjectItemCaseSensitive(json, "retain");
    struct attributes *attributes =
        attributes_from_json(cJSON_GetObjectItemCaseSensitive(json, "attributes"));
    if (cJSON_IsString(insert))
        delta_insert(out, insert->valuestring, strlen(insert->valuestring), attributes);
    else if (retain)
        delta_retain(out, length_of(retain), attributes);
    else
        delta_delete(out, length_of(cJSON_GetObjectItemCaseSensitive(json, "delete")));
    attributes_unref(attributes);
}

void delta_from_json(const cJSON *json, struct delta *out)
{
    const cJSON *ops = cJSON_IsArray(json) ? json : cJSON_GetObjectItemCaseSensitive(json, "ops");
    ALWAYS(cJSON_IsArray(ops));
    *out = (struct delta)DELTA_EMPTY;
    const cJSON *op;
    cJSON_ArrayForEach(op, ops) append_op(out, op);
}
