/* Looks into a message without decoding it, so that what is checked are the very bytes that were sent. Only for JSON that the
 * server wrote: compact and well-formed. */
#ifndef SIM_JSON_H
#define SIM_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sim_slice {
    const char *bytes; /* NULL: not there */
    size_t len;
};

/* The value of a member of an object. Borrows. */
struct sim_slice sim_json_member(struct sim_slice object, const char *name);
/* Takes the next element off the rest of an array; start with the array itself. False at its end. */
bool sim_json_element(struct sim_slice *rest, struct sim_slice *element);
uint64_t sim_json_number(struct sim_slice value); /* 0 where it is none */
/* A string without escapes, quotes off. */
bool sim_json_is(struct sim_slice value, const char *word);
void sim_json_word(struct sim_slice value, char *out, size_t room);

#endif
