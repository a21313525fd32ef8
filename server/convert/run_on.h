/* Documents that came down as one long line: "… ACORDARON: 1. Aprobar … 2. Instar … 3. …" */
#ifndef CONVERT_RUN_ON_H
#define CONVERT_RUN_ON_H

#include "convert/lines.h"

/* Copies the lines. One that holds most of the document, or a list of sentences behind a colon, is cut before the numbers that follow one another and
 * around headings in capitals. The pieces keep the number of their line. Borrows; appends to `out`. */
void run_on_split(const struct lines *whole, struct lines *out);

#endif
