#include "convert/inline.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "convert/glyph.h"

/* Formatting is switched on and off by pairs of signs. Each kind of sign has a partner of its own kind. */
enum sign {
    SIGN_NONE, /* words */
    SIGN_ESCAPE,
    SIGN_BOLD_STARS,
    SIGN_BOLD_LINES,
    SIGN_ITALIC_STAR,
    SIGN_ITALIC_LINE,
    SIGN_BOLD_TAG,
    SIGN_ITALIC_TAG,
    SIGN_UNDERLINE_TAG,
    SIGN_LINK,
    SIGN_COUNT,
};

struct token {
    enum sign sign;
    size_t at;
    size_t len;
    bool opens;
    bool closes;
    bool paired;
    size_t partner; /* of an opening one that is paired */
};

struct tokens {
    struct token *list;
    size_t count;
    size_t capacity;
};

struct tag {
    const char *text;
    enum sign sign;
    bool opens;
};

static const struct tag tags[] = {
    {"<u>", SIGN_UNDERLINE_TAG, true}, {"</u>", SIGN_UNDERLINE_TAG, false}, {"<b>", SIGN_BOLD_TAG, true},
    {"</b>", SIGN_BOLD_TAG, false},    {"<i>", SIGN_ITALIC_TAG, true},      {"</i>", SIGN_ITALIC_TAG, false},
};

static bool is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static bool is_word(char c)
{
    return (unsigned char)c >= 0x80 || (c != ' ' && !is_punctuation(c));
}

static void add(struct tokens *tokens, struct token token)
{
    tokens->list = mem_grow(tokens->list, tokens->count, &tokens->capacity, sizeof *tokens->list);
    tokens->list[tokens->count++] = token;
}

/* One to three stars or low lines; longer runs are words. */
static size_t read_run(const char *text, size_t len, size_t at, struct tokens *out)
{
    char c = text[at];
    size_t run = 1;

    while (at + run < len && text[at + run] == c)
        run++;
    char before = at > 0 ? text[at - 1] : ' ';
    char after = at + run < len ? text[at + run] : ' ';
    bool opens = after != ' ';
    bool closes = before != ' ';
    if (c == '_' && is_word(before) && is_word(after))
        opens = closes = false;
    if (run > 3 || (!opens && !closes))
        return run;
    struct token bold = {c == '*' ? SIGN_BOLD_STARS : SIGN_BOLD_LINES, at, 2, opens, closes, false, 0};
    struct token italic = {c == '*' ? SIGN_ITALIC_STAR : SIGN_ITALIC_LINE, at, 1, opens, closes, false, 0};
    if (run == 2) {
        add(out, bold);
    } else if (run == 1) {
        add(out, italic);
    } else if (opens && !closes) { /* ***both*** nests as bold(italic()) */
        italic.at = at + 2;
        add(out, bold);
        add(out, italic);
    } else {
        bold.at = at + 1;
        add(out, italic);
        add(out, bold);
    }
    return run;
}

/* "](address)" */
static size_t read_address(const char *text, size_t len, size_t at)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    bool known = false;

    if (at + 1 >= len || text[at + 1] != '(')
        return 0;
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t scheme = strlen(schemes[i]);
        known = known || (len - at - 2 > scheme && memcmp(text + at + 2, schemes[i], scheme) == 0);
    }
    if (!known)
        return 0;
    for (size_t i = at + 2; i < len && text[i] != ' ' && text[i] != '('; i++) {
        if (text[i] == ')')
            return i + 1 - at;
        if (text[i] == '\\' && i + 1 < len && is_punctuation(text[i + 1]))
            i++;
    }
    return 0;
}

static size_t read_tag(const char *text, size_t len, size_t at, struct tokens *out)
{
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t size = strlen(tags[i].text);
        if (len - at < size || memcmp(text + at, tags[i].text, size) != 0)
            continue;
        add(out, (struct token){tags[i].sign, at, size, tags[i].opens, !tags[i].opens, false, 0});
        return size;
    }
    return 1;
}

static void read_tokens(const char *text, size_t len, struct tokens *out)
{
    for (size_t at = 0; at < len;) {
        size_t address = 0;
        switch (text[at]) {
        case '\\':
            if (at + 1 < len && is_punctuation(text[at + 1])) {
                add(out, (struct token){SIGN_ESCAPE, at, 1, false, false, true, 0});
                at++;
            }
            at++;
            break;
        case '*':
        case '_':
            at += read_run(text, len, at, out);
            break;
        case '<':
            at += read_tag(text, len, at, out);
            break;
        case '[':
            add(out, (struct token){SIGN_LINK, at++, 1, true, false, false, 0});
            break;
        case ']':
            address = read_address(text, len, at);
            if (address > 0)
                add(out, (struct token){SIGN_LINK, at, address, false, true, false, 0});
            at += address > 0 ? address : 1;
            break;
        default:
            at++;
        }
    }
}

/* Between tags there may be nothing: our exports part words from a number so. */
static bool may_pair(const struct token *open, const struct token *close)
{
    bool tag =
        open->sign == SIGN_BOLD_TAG || open->sign == SIGN_ITALIC_TAG || open->sign == SIGN_UNDERLINE_TAG;
    size_t end = open->at + open->len;

    return end < close->at || (tag && end == close->at);
}

/* Pairs every closing sign with the last open one of its kind. What was opened in between has no partner any more: pairs
 * nest and never cross. */
static void pair_tokens(struct tokens *tokens)
{
    size_t open[SIGN_COUNT] = {0}; /* index + 1 */

    for (size_t i = 0; i < tokens->count; i++) {
        struct token *token = &tokens->list[i];
        if (token->sign == SIGN_ESCAPE)
            continue;
        size_t first = open[token->sign];
        if (token->closes && first > 0 && may_pair(&tokens->list[first - 1], token)) {
            tokens->list[first - 1].paired = true;
            tokens->list[first - 1].partner = i;
            tokens->list[first - 1].closes = false;
            token->paired = true;
            token->opens = false;
            for (size_t s = 0; s < SIGN_COUNT; s++)
                open[s] = open[s] >= first ? 0 : open[s];
        } else if (token->opens) {
            open[token->sign] = i + 1;
        }
    }
}

/* What is switched on: a count for each sign, and the link. */
struct format {
    unsigned on[SIGN_COUNT];
    char *link;
};

static struct attributes *attributes_of(const struct format *format)
{
    struct attribute list[4];
    size_t count = 0;
    struct attributes *set = NULL;

    if (format->on[SIGN_BOLD_STARS] + format->on[SIGN_BOLD_LINES] + format->on[SIGN_BOLD_TAG] > 0)
        list[count++] = (struct attribute){"bold", ATTRIBUTE_TRUE, NULL};
    if (format->on[SIGN_ITALIC_STAR] + format->on[SIGN_ITALIC_LINE] + format->on[SIGN_ITALIC_TAG] > 0)
        list[count++] = (struct attribute){"italic", ATTRIBUTE_TRUE, NULL};
    if (format->on[SIGN_UNDERLINE_TAG] > 0)
        list[count++] = (struct attribute){"underline", ATTRIBUTE_TRUE, NULL};
    if (format->link)
        list[count++] = (struct attribute){"link", ATTRIBUTE_STRING, format->link};
    if (attributes_create(list, count, &set) != STATUS_OK) { /* only an address can be refused */
        ALWAYS(format->link && count > 0);
        ALWAYS(attributes_create(list, count - 1, &set) == STATUS_OK);
    }
    return set;
}

static void insert(const char *text, size_t len, const struct format *format, struct delta *out)
{
    struct attributes *set = attributes_of(format);

    delta_insert(out, text, len, set);
    attributes_unref(set);
}

static void turn(const char *text, const struct tokens *tokens, const struct token *token,
                 struct format *format)
{
    if (token->sign == SIGN_ESCAPE)
        return;
    bool on = token->opens;
    format->on[token->sign] += on ? 1 : (unsigned)-1;
    if (token->sign != SIGN_LINK)
        return;
    free(format->link);
    format->link = NULL;
    if (on) {
        const struct token *end = &tokens->list[token->partner];
        struct buf address = BUF_EMPTY;
        for (size_t i = end->at + 2; i < end->at + end->len - 1; i++) {
            if (text[i] == '\\' && is_punctuation(text[i + 1]))
                i++;
            buf_char(&address, text[i]);
        }
        format->link = buf_take(&address);
    }
}

void inline_parse(const char *utf8, size_t len, bool markdown, struct delta *out, struct buf *removed)
{
    struct tokens tokens = {NULL, 0, 0};
    struct format format = {{0}, NULL};
    size_t from = 0;

    *out = (struct delta)DELTA_EMPTY;
    if (markdown)
        read_tokens(utf8, len, &tokens);
    pair_tokens(&tokens);
    for (size_t i = 0; i < tokens.count; i++) {
        const struct token *token = &tokens.list[i];
        if (!token->paired)
            continue;
        insert(utf8 + from, token->at - from, &format, out);
        buf_add(removed, utf8 + token->at, token->len);
        turn(utf8, &tokens, token, &format);
        from = token->at + token->len;
    }
    insert(utf8 + from, len - from, &format, out);
    free(format.link);
    free(tokens.list);
}

bool inline_is_markdown(const char *utf8, size_t len)
{
    bool line_start = true;
    size_t stars = 0;

    for (size_t i = 0; i < len; i++) {
        char c = utf8[i];
        char next = i + 1 < len ? utf8[i + 1] : '\0';
        if (line_start && c == '#') {
            size_t level = strspn(utf8 + i, "#");
            if (level <= 6 && i + level < len && utf8[i + level] == ' ')
                return true;
        }
        if (c == '*' && next == '*') {
            bool bold = i + 2 < len && utf8[i + 2] != ' ' && utf8[i + 2] != '*' && utf8[i + 2] != '\n';
            bool end = stars > 0 && i > 0 && utf8[i - 1] != ' ' && utf8[i - 1] != '*';
            if (end)
                return true;
            stars += bold;
            i++;
        } else if ((c == ']' && read_address(utf8, len, i) > 0) || (c == '\\' && is_punctuation(next))) {
            return true;
        } else if (c == '<') {
            struct tokens found = {NULL, 0, 0};
            read_tag(utf8, len, i, &found);
            bool tag = found.count > 0;
            free(found.list);
            if (tag)
                return true;
        }
        line_start = c == '\n' || c == '\f' || (line_start && c == ' ');
    }
    return false;
}
