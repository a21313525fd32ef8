#include "convert/direction.h"

#include <stddef.h>
#include <string.h>

/* Between blanks, so that a whole word is looked for. */
static const char languages[] = " ar arc ckb dv fa he iw khw ks ku ps sd syr ug ur yi ";
static const char scripts[] = " adlm arab aran hebr mand nkoo rohg samr syrc thaa ";

#define LONGEST_PART 8 /* bytes of a part of a tag */

static bool is_listed(const char *list, const char *part, size_t len)
{
    char word[LONGEST_PART + 3] = " ";

    if (len == 0 || len > LONGEST_PART)
        return false;
    for (size_t i = 0; i < len; i++)
        word[i + 1] = (char)(part[i] >= 'A' && part[i] <= 'Z' ? part[i] - 'A' + 'a' : part[i]);
    word[len + 1] = ' ';
    return strstr(list, word) != NULL;
}

static bool is_script(const char *part, size_t len)
{
    return len == 4 && strspn(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") >= len;
}

bool direction_is_rtl(const char *lang)
{
    const char *tag = lang ? lang : "";
    size_t first = strcspn(tag, "-");

    for (const char *part = tag + first; *part == '-'; part += strcspn(part, "-")) {
        part++;
        size_t len = strcspn(part, "-");
        if (is_script(part, len))
            return is_listed(scripts, part, len);
    }
    return is_listed(languages, tag, first);
}
