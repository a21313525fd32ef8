/* The few words that stand with numbers while they are frozen, in the language of the text. */
#ifndef CONVERT_NUMBER_WORDS_H
#define CONVERT_NUMBER_WORDS_H

struct number_words {
    const char *deleted; /* in place of the words of an item that was removed: "[deleted]" */
    const char *former;  /* in front of the number that an item had: "formerly" */
};

/* English where there are none of the language. `lang` may be NULL; static. */
const struct number_words *number_words(const char *lang);

#endif
