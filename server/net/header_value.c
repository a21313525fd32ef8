#include "net/header_value.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

static const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

static size_t trimmed_len(const char *start, size_t len)
{
    while (len && (start[len - 1] == ' ' || start[len - 1] == '\t'))
        len--;
    return len;
}

char *header_cookie(const char *cookies, const char *name)
{
    size_t name_len = strlen(name);
    while (cookies && *cookies) {
        const char *pair = skip_blanks(cookies);
        size_t len = strcspn(pair, ";");
        cookies = pair + len + (pair[len] == ';');
        if (len <= name_len || pair[name_len] != '=' || strncmp(pair, name, name_len) != 0)
            continue;
        const char *value = pair + name_len + 1;
        size_t value_len = trimmed_len(value, len - name_len - 1);
        if (value_len >= 2 && value[0] == '"' && value[value_len - 1] == '"') {
            value++;
            value_len -= 2;
        }
        return mem_copy_bytes(value, value_len);
    }
    return NULL;
}

const char *header_bearer(const char *authorization)
{
    static const char scheme[] = "Bearer ";
    bool is_bearer = authorization && strncasecmp(authorization, scheme, sizeof scheme - 1) == 0;
    return is_bearer ? authorization + sizeof scheme - 1 : NULL;
}

/* Goes to the next element of a comma-separated list: the word without parameters, and the whole element. */
static bool next_element(const char **list, const char **word, size_t *word_len, size_t *element_len)
{
    if (!*list || !**list)
        return false;
    *word = skip_blanks(*list);
    *element_len = strcspn(*word, ",");
    *word_len = trimmed_len(*word, strcspn(*word, ",;"));
    *list = *word + *element_len + ((*word)[*element_len] == ',');
    return true;
}

static bool is_word(const char *word, size_t len, const char *expected)
{
    return len == strlen(expected) && strncasecmp(word, expected, len) == 0;
}

bool header_lists(const char *list, const char *word)
{
    const char *at;
    size_t len, element_len;
    while (next_element(&list, &at, &len, &element_len))
        if (is_word(at, len, word))
            return true;
    return false;
}

/* `;q=0`, `; q=0.000` */
static bool has_zero_weight(const char *element, size_t word_len, size_t element_len)
{
    const char *end = element + element_len;
    const char *at = skip_blanks(element + word_len);
    if (at >= end || *at != ';')
        return false;
    at = skip_blanks(at + 1);
    if (end - at < 3 || (*at != 'q' && *at != 'Q') || at[1] != '=')
        return false;
    for (at += 2; at < end; at++)
        if (*at >= '1' && *at <= '9')
            return false;
    return true;
}

bool header_accepts_gzip(const char *accept_encoding)
{
    const char *at;
    size_t len, element_len;
    bool any = false;
    while (next_element(&accept_encoding, &at, &len, &element_len)) {
        bool allowed = !has_zero_weight(at, len, element_len);
        if (is_word(at, len, "gzip"))
            return allowed;
        if (is_word(at, len, "*"))
            any = allowed;
    }
    return any;
}

bool header_matches_etag(const char *if_none_match, const char *etag)
{
    const char *at;
    size_t len, element_len;
    while (next_element(&if_none_match, &at, &len, &element_len)) {
        element_len = trimmed_len(at, element_len);
        if (element_len == 1 && *at == '*')
            return true;
        if (element_len > 2 && strncmp(at, "W/", 2) == 0) {
            at += 2;
            element_len -= 2;
        }
        if (element_len == strlen(etag) && strncmp(at, etag, element_len) == 0)
            return true;
    }
    return false;
}

bool header_length(const char *value, uint64_t *out)
{
    size_t digits = strspn(value, "0123456789");
    if (digits == 0 || digits > 15 || value[digits])
        return false;
    *out = 0;
    for (; *value; value++)
        *out = *out * 10 + (uint64_t)(*value - '0');
    return true;
}
