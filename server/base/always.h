/* ALWAYS(x): what cannot be false unless we made a mistake. It stays on in release builds: going on with a wrong
 * state would write it into the log, whereas a crash is replayed from the log. */
#ifndef BASE_ALWAYS_H
#define BASE_ALWAYS_H

#define ALWAYS(condition) ((condition) ? (void)0 : always_failed(#condition, __FILE__, __LINE__))

_Noreturn void always_failed(const char *condition, const char *file, int line);

#endif
