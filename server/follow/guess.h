/* What an item of an adopted text commits whom to, as its words say: verb, who, with whose support, what, where and by when. A guess, from lists of
 * words (lexicon.h) and the shape of sentences; people correct it (draft/follow_up.h).
 *
 *   text ──tokens──► words ──clauses──► one for each leading verb ──parties, due──► commitments
 *
 *   struct guess_request request = {.text = "Instar a los Estados a enviar…", .len = …, .lang = "es", .adopted = day};
 *   struct commitments found;
 *   follow_guess(&request, &found);   … found.rows[0].verb is "Instar", .who "Estados" …
 *   commitments_clear(&found);
 *
 * Nothing is remembered between texts, and the same text gives the same guess. Time is linear in the text. */
#ifndef FOLLOW_GUESS_H
#define FOLLOW_GUESS_H

#include "base/day.h"
#include "follow/parties.h"

enum commitment_kind {
    COMMITMENT_NONE,
    COMMITMENT_COURTESY, /* thanks, notes, recalls */
    COMMITMENT_DECISION, /* is done by being adopted */
    COMMITMENT_TASK,     /* is to be done */
};

/* "commitment", "decision", "courtesy"; NULL for none. */
const char *commitment_kind_name(enum commitment_kind kind);
/* COMMITMENT_NONE where there is none of that name. */
enum commitment_kind commitment_kind_of(const char *name);

/* Strings are never NULL, and empty where nothing is said. */
struct commitment {
    enum commitment_kind kind;
    char *verb, *what, *who, *support, *place;
    char *due_words;     /* "a más tardar el 30 de junio" */
    char due[DAY_BYTES]; /* empty: the words name no day */
};

struct commitments {
    struct commitment rows[CLAUSES_MAX];
    size_t count;
};

struct guess_request {
    const char *text; /* UTF-8 */
    size_t len;
    const char *lang;
    struct day adopted; /* spans count from here; a year of 0: not adopted */
    /* What an item without a verb is: an entry of a list that the item above introduces. COMMITMENT_NONE: it has to be the noun of something to be done. */
    enum commitment_kind inherited;
    place_is_known is_place; /* NULL: only well-known cities are */
};

/* In a language without a lexicon, and where the text leads with no verb, none. Caller clears. */
void follow_guess(const struct guess_request *request, struct commitments *out);
void commitments_clear(struct commitments *commitments);

#endif
