/* The sentences of mails, a table for each language of the interface. In braces what is put in: {name}, {meeting}, {item}, {until}, {who}, {count}; {the
 * item|item} has the words that stand in front of a number, unless that says by itself what it is. A subject holds none of a draft's words and no
 * title of a draft. */
#ifndef NOTIFY_LETTER_WORDS_H
#define NOTIFY_LETTER_WORDS_H

#include "notify/events.h"

/* What happened, as a sentence says it. */
enum sentence {
    SAY_INVITED,
    SAY_HOME,
    SAY_HOME_SILENCE,
    SAY_DEADLINE,
    SAY_DEADLINE_SILENCE,
    SAY_KEPT,
    SAY_BROKEN,
    SAY_ACCEPTED,
    SAY_REJECTED,
    SAY_PART_ACCEPTED,
    SAY_PART_REJECTED,
    SAY_REOPENED,
    SAY_MENTIONED,
    SAY_ADOPTED,
    SENTENCE_COUNT
};

struct letter_words {
    const char *lang;
    const char *hello;
    const char *invitation_subject, *invitation, *invitation_own, *enter;
    const char *subjects[EVENT_KIND_COUNT], *many_subject;
    const char *sentences[SENTENCE_COUNT];
    const char *somebody, *open, *deadline; /* of a calendar entry */
    const char *why, *unsubscribe, *unsubscribe_ask, *unsubscribed;
};

/* Of a language tag; Spanish where there is none of it, or NULL. */
const struct letter_words *letter_words_of(const char *lang);
/* Of an event's kind and outcome (or NULL). */
enum sentence sentence_of(const char *kind, const char *outcome);

#endif
