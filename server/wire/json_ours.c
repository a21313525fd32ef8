/* A log is read op by op, a hundred thousand of them at once, and each is some fifteen values in two hundred bytes. cJSON copies every string to a
 * place of its own and asks the C library for every number. This reads the same into the same nodes: the text is copied once, its strings end where
 * they stand (the closing quotation mark becomes their NUL), and whole numbers are added up digit by digit.
 *
 * It knows only what json_write.h writes. Whatever is spelt otherwise (a blank, a fraction, \u with letters of other alphabets) it leaves to cJSON, so
 * nobody has to prove that both read the rest alike; and it is as careful as if the bytes were a stranger's. The copy ends in a NUL, which
 * no rule below takes, so nothing reads past it. */
#include <string.h>

#include "wire/json_state.h"

#define DIGITS_MAX 15 /* so many fit a double to the last one */

struct reading {
    struct json_doc *doc;
    char *at;
    size_t depth;
};

static bool read_value(struct reading *reading, cJSON *node);

static bool take(struct reading *reading, char expected)
{
    if (*reading->at != expected)
        return false;
    reading->at++;
    return true;
}

static bool take_word(struct reading *reading, cJSON *node, const char *word, int type)
{
    size_t len = strlen(word);
    if (strncmp(reading->at, word, len) != 0)
        return false;
    reading->at += len;
    node->type = type;
    return true;
}

/* ---- strings ---- */

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character below U+0020 that stands behind \u00; 0 where it is another one. */
static char control(const char *digits)
{
    if (strncmp(digits, "00", 2) != 0 || (digits[2] != '0' && digits[2] != '1') || hex_digit(digits[3]) < 0)
        return '\0';
    return (char)((digits[2] - '0') << 4 | hex_digit(digits[3]));
}

/* What an escape stands for; '\0': nothing that we write. Sets *len to how long it is. */
static char unescape(const char *escape, size_t *len)
{
    *len = 2;
    switch (escape[1]) {
    case '"':
    case '\\':
        return escape[1];
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'u':
        *len = 6;
        return control(escape + 2);
    default:
        return '\0';
    }
}

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

/* From the first escape on, what follows moves to the left. */
static bool read_escaped(struct reading *reading)
{
    char *to = reading->at;
    while (*reading->at != '"') {
        size_t len = 1;
        char c = *reading->at == '\\'     ? unescape(reading->at, &len)
                 : is_plain(*reading->at) ? *reading->at
                                          : '\0';
        if (!c)
            return false;
        *to++ = c;
        reading->at += len;
    }
    reading->at++;
    *to = '\0';
    return true;
}

static bool read_string(struct reading *reading, char **out)
{
    if (!take(reading, '"'))
        return false;
    *out = reading->at;
    while (is_plain(*reading->at))
        reading->at++;
    if (*reading->at != '"')
        return read_escaped(reading);
    *reading->at++ = '\0';
    return true;
}

/* ---- numbers ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool read_number(struct reading *reading, cJSON *node)
{
    bool below_zero = take(reading, '-');
    const char *first = reading->at;
    int64_t number = 0;
    while (is_digit(*reading->at) && reading->at - first < DIGITS_MAX)
        number = number * 10 + (*reading->at++ - '0');
    bool ends = *reading->at == ',' || *reading->at == '}' || *reading->at == ']';
    if (reading->at == first || !ends || (*first == '0' && (below_zero || reading->at - first > 1)))
        return false;
    node->type = cJSON_Number;
    node->valuedouble = (double)(below_zero ? -number : number);
    return true;
}

/* ---- arrays and objects ---- */

static bool read_child(struct reading *reading, cJSON *node, bool named)
{
    return (!named || (read_string(reading, &node->string) && take(reading, ':'))) &&
           read_value(reading, node);
}

static bool read_children(struct reading *reading, cJSON *container, char last)
{
    reading->at++;
    if (take(reading, last))
        return true;
    if (++reading->depth > JSON_MAX_DEPTH)
        return false;
    cJSON **next = &container->child;
    do {
        *next = json_take_memory(reading->doc, sizeof **next);
        **next = (cJSON){0};
        if (!read_child(reading, *next, last == '}'))
            return false;
        next = &(*next)->next;
    } while (take(reading, ','));
    reading->depth--;
    return take(reading, last);
}

static bool read_value(struct reading *reading, cJSON *node)
{
    switch (*reading->at) {
    case '"':
        node->type = cJSON_String;
        return read_string(reading, &node->valuestring);
    case '{':
        node->type = cJSON_Object;
        return read_children(reading, node, '}');
    case '[':
        node->type = cJSON_Array;
        return read_children(reading, node, ']');
    case 't':
        return take_word(reading, node, "true", cJSON_True);
    case 'f':
        return take_word(reading, node, "false", cJSON_False);
    case 'n':
        return take_word(reading, node, "null", cJSON_NULL);
    default:
        return read_number(reading, node);
    }
}

bool json_read_ours(struct json_doc *doc, const char *bytes, size_t len)
{
    char *text = json_take_memory(doc, len + 1);
    memcpy(text, bytes, len);
    text[len] = '\0';
    struct reading reading = {doc, text, 0};
    doc->root = json_take_memory(doc, sizeof *doc->root);
    *doc->root = (cJSON){0};
    return read_value(&reading, doc->root) && reading.at == text + len;
}
