/* Brackets in an imported text: what the usual notation of negotiated texts says, found in the entries of an outline, and made into what it
 * says (contested.h). Nothing is imposed: whoever imports a text is shown each one, and takes it or leaves it as the words that it is.
 *
 *   struct brackets brackets;
 *   brackets_find(&outline, &brackets);
 *   ...                                  // clear `taken` of those that are to stay text, give unknown names a code
 *   brackets_apply(&brackets, &outline);
 *   brackets_clear(&brackets);
 *
 *   [text]                              INSERT   contested, by nobody in particular
 *   [Canada: text]  [text - CR, BZ]     INSERT   by the first who is named, sponsored by the others
 *   [del. Canada: text]                 DELETE   these words; our exports write it so
 *   [Canada: old → new]                 REPLACE  the first words by the second; also [old → new: Canada], [old → new]
 *   [ins. Canada: text]                 INSERT   the same as without it, where the text has an arrow
 *   [US: del. "words"]                  DELETE   the nearest such words of the entry; the bracket itself goes
 *   [delete OP3 – Nicaragua]            REMOVE   that entry; without a number, the one that it stands in
 *   [whole entry]  OP3 alt, PP2bis      ADD      the entry is proposed; over several entries, each of them
 *   [Alt 1: …] [Alt 2, Canada: …]       INSERT   alternatives; so are brackets that stand side by side: [Urges] [Invites]
 *   (agreed ad ref)                     STATUS   of the entry
 *   (Canada: reserve)                   POSITION
 *   (pending only Canada)               POSITION reserve, with "pending only" as its note, and the entry is under review
 *   [Note: …]  [sic]  [12]  […]         TEXT     notes of translators and editors, citations: they stay what they are
 *
 * Brackets nest; inside one that proposes an entry, another around all of that entry proposes its words. A bracket that nobody closes is text, and so is what comes behind the first 10,000, or in round ones behind the first 100,000. Names are found by country.h.
 */
#ifndef CONVERT_BRACKETS_H
#define CONVERT_BRACKETS_H

#include "convert/bracket_names.h"
#include "convert/outline.h"

enum bracket_meaning {
    BRACKET_TEXT,
    BRACKET_INSERT,
    BRACKET_DELETE,
    BRACKET_REPLACE,
    BRACKET_ADD,
    BRACKET_REMOVE,
    BRACKET_STATUS,
    BRACKET_POSITION,
    BRACKET_MEANING_COUNT
};

struct bracket {
    enum bracket_meaning meaning;
    size_t entry;
    size_t last_entry; /* the bracket ends there; mostly the same */
    size_t from;       /* bytes of the entry's text: the opening sign … */
    size_t to;         /* … and behind the closing one, in the text of last_entry */
    size_t words_from; /* the words that it is about: inside it, or those that it would strike */
    size_t words_to;
    size_t arrow_from;        /* REPLACE: the words that go end there … */
    size_t arrow_to;          /* … and those in their place start here */
    size_t target;            /* REMOVE: that entry */
    bool encloses;            /* the words are inside it, and stay; else the bracket goes as a whole */
    struct bracket_names who; /* none: without attribution */
    enum item_status status;
    enum position_value position;
    const char *pending; /* POSITION: the note of the position (pending_words.h), or NULL. Static */
    bool
        goes_on; /* it is the other half of the bracket before it: "[del. Canada: may][Canada: shall]" is one proposal */
    unsigned group;       /* alternatives have the same one; 0: it is none */
    unsigned alternative; /* "Alt 2": 2; 0: it does not say so */
    bool taken;           /* as found: all but TEXT */
};

struct brackets {
    struct bracket *list; /* in the order of the text; an outer one before those in it */
    size_t count;
    size_t capacity;
};

/* "insert", "delete", …: for previews. Static. */
const char *bracket_meaning_name(enum bracket_meaning meaning);

/* Borrows. Takes time about linear in the length of the text. Caller clears. */
void brackets_find(const struct outline *outline, struct brackets *out);
void brackets_clear(struct brackets *brackets);

/* For previews: [{"entry","last","from","to","means","who":[{"code","words"}],"group"}], places in UTF-16 units of the entry's text; `last`, where it
 * ends, only in a later entry; `group` only of alternatives; `code` only of those who are known. Borrows. */
void brackets_write_json(struct buf *out, const struct outline *outline, const struct brackets *brackets);

/* For those who write brackets: whether "[words]" would not be read as those words, contested by nobody in particular. */
bool brackets_need_name(const char *words, size_t len);

/* Makes of those that are taken what they mean, in `outline`: signs and names go to the entry's `removed`, words get their marks. At most as
 * many proposals as a draft may hold are made; further brackets stay text, and are not `taken` any more. So do positions of a name without a code.
 * The outline must be the one they were found in, unchanged. */
void brackets_apply(struct brackets *brackets, struct outline *outline);

#endif
