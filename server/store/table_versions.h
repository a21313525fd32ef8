/* Which version of the schema (migrations.h) made each table what it is now. Rows of a table can be read by every program that knows that version, also where
 * a newer one wrote them; so a step that makes another table shuts nobody out of the rows that were there before. */
#ifndef STORE_TABLE_VERSIONS_H
#define STORE_TABLE_VERSIONS_H

#include <stdint.h>

#include "base/status.h"

struct table_versions;

/* Takes all steps in memory, and looks at what each has made. STATUS_IO. Free with table_versions_free. */
enum status table_versions_make(struct table_versions **out) MUST_CHECK;
void table_versions_free(struct table_versions *versions); /* NULL is fine */

/* The oldest version whose tables are those of the changeset (SQLite's session extension): 0 where it has none. STATUS_CORRUPT: it is no changeset, or has a
 * table that no step has made. */
enum status table_versions_oldest(const struct table_versions *versions, const void *changeset, int len,
                                  uint64_t *version) MUST_CHECK;

#endif
