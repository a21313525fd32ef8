/* Diagnostics: one line on stderr for whoever runs the server, with time and level. Never tokens, never draft text. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

enum diag_level { DIAG_ERROR, DIAG_WARNING, DIAG_INFO, DIAG_TRACE };

/* Lines above `level` are dropped; the default is DIAG_WARNING. */
void diag_set_level(enum diag_level level);
void diag(enum diag_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
