#include "convert/conjunction.h"

#include <string.h>

bool ends_in_conjunction(const char *words, size_t len, char stop)
{
    static const struct {
        const char *word;
        bool behind_comma; /* the others stand there within a clause as well */
    } all[] = {{"y", true},   {"e", false},  {"o", false}, {"and", true},
               {"or", false}, {"et", false}, {"ou", false}};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t word_len = strlen(all[i].word);
        if ((stop != ',' || all[i].behind_comma) && len > word_len + 2 &&
            memcmp(words + len - word_len, all[i].word, word_len) == 0 && words[len - word_len - 1] == ' ' &&
            words[len - word_len - 2] == stop)
            return true;
    }
    return false;
}
