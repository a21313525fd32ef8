/* The files of protocol/vectors, which the server and the page both have to agree with. */
#ifndef SUPPORT_VECTORS_H
#define SUPPORT_VECTORS_H

#include <cjson/cJSON.h>

/* protocol/vectors/NAME.json. Caller deletes it. A file that cannot be read stops the program: it is the test that is wrong. */
cJSON *vectors_read(const char *name);

#endif
