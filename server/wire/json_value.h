/* What a value of a JSON document is, for json_read.c, which makes them, and json.c, which answers what they hold. */
#ifndef WIRE_JSON_VALUE_H
#define WIRE_JSON_VALUE_H

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    const struct json *next; /* in the same container; NULL ends */
    const char *name;        /* inside an object; else NULL */
    enum json_type type;
    union {
        double number;
        const char *string;          /* UTF-8, ends with a NUL and holds none */
        const struct json *children; /* NULL where there is none */
    };
};

#endif
