/* A thread that does one thing again and again, for work that waits for others (a database, a disk) and so must not be on the loop.
 *
 *   struct ticker *ticker = ticker_start(1000, beat, context);
 *   ...
 *   ticker_stop(ticker);      the last call has returned, and no other comes */
#ifndef BASE_TICKER_H
#define BASE_TICKER_H

struct ticker;

/* Calls at once, then `ms` after each call began; at once where that has passed when it returns. So a call begins `ms` behind the one before at the earliest, and
 * none makes up for one that took long. Caller stops it. */
struct ticker *ticker_start(unsigned ms, void (*tick)(void *context), void *context);
void ticker_stop(struct ticker *ticker); /* takes; NULL is fine */

#endif
