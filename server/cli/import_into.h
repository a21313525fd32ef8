/* import --into: what was changed in a returned Word file becomes proposals and edits of a delegation. */
#ifndef CLI_IMPORT_INTO_H
#define CLI_IMPORT_INTO_H

#include <stdbool.h>

/* `as`: the code of a delegation, "secretariat" or "chair". `preview`: nothing is stored. Prints what each change came to; an exit code. */
int import_into(const char *dir, const char *draft, const char *as, const char *path, bool preview);

#endif
