/* The clauses of a text that begin with a verb of the lexicon: "Aprobar los informes | y agradecer a la presidencia".
 *
 * A sentence begins one, behind words like "asimismo" or its subject ("Los Estados acuerdan"); within it, those verbs do that are strong enough to lead
 * one, behind a comma or a conjunction, where they are no participles. Two verbs with nothing but a conjunction between them are one. */
#ifndef FOLLOW_CLAUSES_H
#define FOLLOW_CLAUSES_H

#include "follow/lexicon.h"
#include "follow/tokens.h"

#define CLAUSES_MAX 16

struct clause {
    size_t from; /* tokens: who does it, where the sentence says so before the verb */
    size_t verb, after,
        end; /* its verb is from `verb` to before `after`; both where it begins, if it has none */
    enum verb_class class;
};

/* In order; what is beyond CLAUSES_MAX belongs to the last one. */
size_t clauses_find(const struct tokens *tokens, const struct lexicon *lexicon,
                    struct clause out[CLAUSES_MAX]);

#endif
