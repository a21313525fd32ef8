/* One pass over a document, which lives in one piece: its values and strings stand one behind another in the document's own blocks and go
 * with them. Reading a log is mostly this, so an op costs one allocation here, and its bytes are looked at once.
 *
 * read_value reads what begins at the reader's place and leaves the place behind it; whatever is not acceptable makes it answer false, and the
 * whole document is given up. Bounds come before memory: a value is counted, and a level entered, before anything is taken for it. What a
 * string needs is known before it is written, as no escape is shorter than what it stands for. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/utf.h"
#include "wire/json.h"
#include "wire/json_value.h"

#define FIRST_BYTES  ((size_t)4000) /* which most documents have enough of */
#define LAST_BLOCK   ((size_t)1 << 20)
#define NUMBER_BYTES 64 /* a longer number is no number of ours */
#define EXACT_DIGITS 15 /* of so many digits every whole number is a double */

struct block {
    struct block *before;
    _Alignas(max_align_t) char bytes[];
};

struct json_doc {
    struct json root;
    struct block *last; /* of those that were added; NULL while the first bytes are enough */
    char *free;         /* what is left of the newest block */
    size_t left, size;
    _Alignas(max_align_t) char first[FIRST_BYTES];
};

struct reader {
    struct json_doc *doc;
    const char *at, *end;
    size_t values_left, levels_left;
};

static void *take_memory(struct json_doc *doc, size_t size)
{
    size = (size + _Alignof(struct json) - 1) & ~(_Alignof(struct json) - 1);
    if (doc->left < size) {
        doc->size = doc->size * 2 < LAST_BLOCK ? doc->size * 2 : LAST_BLOCK;
        doc->left = size > doc->size ? size : doc->size;
        struct block *block = mem_alloc(sizeof *block + doc->left);
        block->before = doc->last;
        doc->last = block;
        doc->free = block->bytes;
    }
    void *taken = doc->free;
    doc->free += size;
    doc->left -= size;
    return taken;
}

static void skip_blanks(struct reader *in)
{
    while (in->at < in->end && (*in->at == ' ' || *in->at == '\t' || *in->at == '\r' || *in->at == '\n'))
        in->at++;
}

/* Whether what comes next, behind blanks, is this character, which is then passed. */
static bool pass(struct reader *in, char expected)
{
    skip_blanks(in);
    if (in->at == in->end || *in->at != expected)
        return false;
    in->at++;
    return true;
}

static bool read_word(struct reader *in, const char *word, enum json_type type, struct json *out)
{
    size_t len = strlen(word);
    if ((size_t)(in->end - in->at) < len || memcmp(in->at, word, len) != 0)
        return false;
    in->at += len;
    out->type = type;
    return true;
}

/* ---- numbers ---- */

static bool is_digit(const struct reader *in)
{
    return in->at < in->end && *in->at >= '0' && *in->at <= '9';
}

/* How many there are. */
static size_t pass_digits(struct reader *in)
{
    const char *from = in->at;
    while (is_digit(in))
        in->at++;
    return (size_t)(in->at - from);
}

static bool pass_fraction_and_exponent(struct reader *in)
{
    if (in->at < in->end && *in->at == '.') {
        in->at++;
        if (!pass_digits(in))
            return false;
    }
    if (in->at < in->end && (*in->at == 'e' || *in->at == 'E')) {
        in->at++;
        in->at += in->at < in->end && (*in->at == '+' || *in->at == '-');
        return pass_digits(in) != 0;
    }
    return true;
}

static double whole_number(const char *from, const char *end)
{
    bool negative = *from == '-';
    int64_t number = 0;
    for (from += negative; from < end; from++)
        number = number * 10 + (*from - '0');
    return (double)(negative ? -number : number);
}

static bool read_number(struct reader *in, struct json *out)
{
    char digits[NUMBER_BYTES];
    const char *from = in->at;
    in->at += *from == '-';
    const char *first = in->at;
    size_t whole = pass_digits(in);
    if (!whole || (whole > 1 && *first == '0'))
        return false;
    const char *end = in->at;
    if (!pass_fraction_and_exponent(in))
        return false;
    out->type = JSON_NUMBER;
    if (in->at == end && whole <= EXACT_DIGITS) {
        out->number = whole_number(from, end);
        return true;
    }
    size_t len = (size_t)(in->at - from);
    if (len >= sizeof digits)
        return false;
    memcpy(digits, from, len);
    digits[len] = '\0';
    out->number = strtod(digits, NULL);
    return isfinite(out->number);
}

/* ---- strings ---- */

/* The four digits of a \u, from `at` on. */
static bool read_unit(const char *at, const char *end, uint32_t *out)
{
    *out = 0;
    if (end - at < 4)
        return false;
    for (const char *digit = at; digit < at + 4; digit++) {
        if (!isxdigit((unsigned char)*digit))
            return false;
        int letter = tolower((unsigned char)*digit);
        *out = *out * 16 + (uint32_t)(letter <= '9' ? letter - '0' : letter - 'a' + 10);
    }
    return true;
}

/* What stands behind \u, a pair where the first is half of one. NUL is refused: strings end with it. */
static bool read_code_point(struct reader *in, uint32_t *out)
{
    uint32_t second;
    if (!read_unit(in->at, in->end, out) || !*out || (*out >= 0xDC00 && *out < 0xE000))
        return false;
    in->at += 4;
    if (*out < 0xD800 || *out > 0xDFFF)
        return true;
    if (in->end - in->at < 2 || in->at[0] != '\\' || in->at[1] != 'u' ||
        !read_unit(in->at + 2, in->end, &second) || second < 0xDC00 || second > 0xDFFF)
        return false;
    in->at += 6;
    *out = 0x10000 + ((*out - 0xD800) << 10) + (second - 0xDC00);
    return true;
}

static char *write_utf8(char *out, uint32_t code_point)
{
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    int len = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (int i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    out[0] = (char)(leads[len] | code_point);
    return out + len;
}

/* What stands behind a backslash. NULL where it is no escape. */
static char *read_escape(struct reader *in, char *out)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    uint32_t code_point;
    if (in->at == in->end)
        return NULL;
    char letter = *in->at++;
    if (letter == 'u')
        return read_code_point(in, &code_point) ? write_utf8(out, code_point) : NULL;
    const char *known = letter ? strchr(letters, letter) : NULL;
    if (!known)
        return NULL;
    *out = meant[known - letters];
    return out + 1;
}

/* Where the string that begins at the reader's place ends: its quotation mark; NULL where it does not. */
static const char *string_end(const struct reader *in)
{
    for (const char *at = in->at; at < in->end && *at; at++) {
        if (*at == '"')
            return at;
        if (*at == '\\' && ++at == in->end)
            return NULL;
    }
    return NULL;
}

/* What stands behind a quotation mark; NULL where it is not acceptable. */
static const char *read_string(struct reader *in)
{
    const char *end = string_end(in);
    if (!end)
        return NULL;
    char *string = take_memory(in->doc, (size_t)(end - in->at) + 1), *out = string;
    while (in->at < end) {
        if (*in->at != '\\') {
            *out++ = *in->at++;
            continue;
        }
        in->at++;
        out = read_escape(in, out);
        if (!out)
            return NULL;
    }
    in->at = end + 1;
    *out = '\0';
    return string;
}

/* ---- values ---- */

static bool read_value(struct reader *in, struct json *out);

static bool read_name(struct reader *in, struct json *child)
{
    child->name = pass(in, '"') ? read_string(in) : NULL;
    return child->name && pass(in, ':');
}

/* What stands between two brackets, the first of which was passed. */
static bool read_children(struct reader *in, char closing, struct json *out)
{
    const struct json **link = &out->children;
    out->type = closing == '}' ? JSON_OBJECT : JSON_ARRAY;
    out->children = NULL;
    if (pass(in, closing))
        return true;
    do {
        if (!in->values_left)
            return false;
        struct json *child = take_memory(in->doc, sizeof *child);
        *child = (struct json){0};
        if ((out->type == JSON_OBJECT && !read_name(in, child)) || !read_value(in, child))
            return false;
        *link = child;
        link = &child->next;
    } while (pass(in, ','));
    return pass(in, closing);
}

static bool read_container(struct reader *in, char closing, struct json *out)
{
    if (!in->levels_left)
        return false;
    in->at++;
    in->levels_left--;
    bool ok = read_children(in, closing, out);
    in->levels_left++;
    return ok;
}

static bool read_value(struct reader *in, struct json *out)
{
    skip_blanks(in);
    if (in->at == in->end || !in->values_left)
        return false;
    in->values_left--;
    switch (*in->at) {
    case '{':
        return read_container(in, '}', out);
    case '[':
        return read_container(in, ']', out);
    case '"':
        in->at++;
        out->type = JSON_STRING;
        return (out->string = read_string(in)) != NULL;
    case 't':
        return read_word(in, "true", JSON_TRUE, out);
    case 'f':
        return read_word(in, "false", JSON_FALSE, out);
    case 'n':
        return read_word(in, "null", JSON_NULL, out);
    default:
        return read_number(in, out);
    }
}

struct json_doc *json_parse(const char *bytes, size_t len, size_t max_values)
{
    if (!utf_valid(bytes, len))
        return NULL;
    struct json_doc *doc = mem_alloc(sizeof *doc);
    doc->root = (struct json){0};
    doc->last = NULL;
    doc->free = doc->first;
    doc->left = doc->size = FIRST_BYTES;
    struct reader in = {doc, bytes, bytes + len, max_values, JSON_MAX_DEPTH};
    bool ok = read_value(&in, &doc->root);
    skip_blanks(&in);
    if (ok && in.at == in.end)
        return doc;
    json_free(doc);
    return NULL;
}

const struct json *json_root(const struct json_doc *doc)
{
    return &doc->root;
}

void json_free(struct json_doc *doc)
{
    if (!doc)
        return;
    for (struct block *block = doc->last, *before; block; block = before) {
        before = block->before;
        free(block);
    }
    free(doc);
}
