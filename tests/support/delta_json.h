/* Deltas from parsed JSON, for tests that share cases with JavaScript. Every op goes through the builders, so what comes out is
 * in normal form whatever went in. A case that cannot be read stops the program: it is the test that is wrong.
 */
#ifndef SUPPORT_DELTA_JSON_H
#define SUPPORT_DELTA_JSON_H

#include <cjson/cJSON.h>

#include "text/delta.h"

/* `json` is {"ops":[…]} or the list alone; borrows. Caller clears `out`. */
void delta_from_json(const cJSON *json, struct delta *out);
/* An object of attributes, or NULL for none; caller owns one reference. */
struct attributes *attributes_from_json(const cJSON *json);

#endif
