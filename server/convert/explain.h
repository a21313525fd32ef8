/* How a text was read, as a table for people: one row for each entry and each line set apart, in the order of the source.
 *
 *   line   kind       depth  number   guess            text
 *   1      title                                       Conclusiones de la reunión
 *   3-4    item       1      1.       joined           Los Estados [Canadá: deberán] cooperar.
 *                                                        insert by CA: [Canadá: deberán]
 *   9      aside                                       Página 2 de 12
 */
#ifndef CONVERT_EXPLAIN_H
#define CONVERT_EXPLAIN_H

#include "base/buf.h"
#include "convert/outline.h"

/* Appends the table, with the numbers of a language; also what its brackets would become. Words that are proposed already stand in the brackets of
 * the notation. Borrows. */
void explain_write(struct buf *out, const struct outline *outline, const char *lang);

#endif
