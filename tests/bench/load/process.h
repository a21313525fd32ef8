/* What another process has used so far. */
#ifndef LOAD_PROCESS_H
#define LOAD_PROCESS_H

#include <stdint.h>

uint64_t process_cpu_us(int pid); /* of all its threads, to the microsecond; 0 where it cannot be read */
uint64_t process_rss_bytes(int pid);
uint64_t clock_us(void); /* monotonic */

#endif
