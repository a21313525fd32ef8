#include "follow/clauses.h"

#include <string.h>

#define SUBJECT_WORDS 8 /* a subject is looked past that is not longer */
#define LEADS_MAX     8 /* words and signs before a verb, and signs behind a full stop; keeps the time linear */

enum form { FORM_ANY, FORM_NO_PARTICIPLE, FORM_FINITE };

/* --- verbs ------------------------------------------------------------------------------------------------------------ */

static bool is_listed(const char *list, const char *word)
{
    size_t len = strlen(word);
    if (!len) {
        word = "-";
        len = 1;
    }
    while (list && *list) {
        size_t each = strcspn(list, " ");
        if (each == len && strncmp(list, word, len) == 0)
            return true;
        list += each + (list[each] == ' ');
    }
    return false;
}

/* Where the word begins with the stem of the infinitive, what is behind it; else NULL. */
static const char *behind_stem(const char *infinitive, size_t len, const char *ending, const char *word)
{
    size_t cut = strlen(ending);
    if (len < cut + 1 || strncmp(infinitive + len - cut, ending, cut) != 0 ||
        strncmp(word, infinitive, len - cut) != 0)
        return NULL;
    return word + len - cut;
}

static bool is_conjugated(const struct lexicon *lexicon, const char *infinitive, size_t len, const char *word,
                          enum form form)
{
    for (const struct conjugation *one = lexicon->conjugations; one->endings; one++) {
        const char *ending = behind_stem(infinitive, len, one->infinitive, word);
        if (ending)
            return is_listed(form == FORM_ANY ? one->endings : one->finite, ending);
    }
    return false;
}

/* "invitarles" */
static bool has_enclitic(const struct lexicon *lexicon, const char *behind)
{
    for (const char *const *each = lexicon->enclitics; *each; each++)
        if (strcmp(behind, *each) == 0)
            return true;
    return false;
}

static bool is_form(const struct lexicon *lexicon, const struct verb *verb, const char *word, enum form form)
{
    size_t len = strcspn(verb->phrase, " ");
    if (strncmp(word, verb->phrase, len) == 0 && (!word[len] || has_enclitic(lexicon, word + len)))
        return form != FORM_FINITE || is_conjugated(lexicon, verb->phrase, len, word, form);
    return is_listed(verb->forms, word) || is_conjugated(lexicon, verb->phrase, len, word, form);
}

/* How many tokens from `at` on are that verb; 0: it is another. */
static size_t match_verb(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon,
                         const struct verb *verb, enum form form)
{
    const char *rest = strchr(verb->phrase, ' ');
    if (at >= end || !is_form(lexicon, verb, tokens->all[at].word, form))
        return 0;
    size_t count = rest ? tokens_match(tokens, at + 1, end, rest + 1) : 1;
    return rest && count ? count + 1 : count;
}

/* The verb with the most words; 0 tokens where there is none. */
static size_t find_verb(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon,
                        enum form form, enum verb_class *class)
{
    size_t longest = 0;
    bool word = at < end && tokens->all[at].is_word;
    for (const struct verb *verb = lexicon->verbs; word && verb->class != VERB_NONE; verb++) {
        size_t count = match_verb(tokens, at, end, lexicon, verb, form);
        if (count > longest) {
            longest = count;
            *class = verb->class;
        }
    }
    return longest;
}

/* --- sentences -------------------------------------------------------------------------------------------------------- */

static bool is_abbreviated(const char *word)
{
    static const char *const all[] = {"ee",  "uu",  "sr",  "sra", "dr",  "dra", "art", "no",
                                      "num", "pag", "vol", "mr",  "mrs", "ms",  "mme", NULL};
    if (!word[0] || !word[1])
        return true;
    for (const char *const *each = all; *each; each++)
        if (strcmp(word, *each) == 0)
            return true;
    return false;
}

static bool ends_sentence(const struct tokens *tokens, size_t at)
{
    if (strcmp(tokens->all[at].word, ";") == 0)
        return true;
    if (strcmp(tokens->all[at].word, ".") != 0 || at == 0)
        return false;
    size_t next = at + 1;
    while (next < tokens->count && next < at + LEADS_MAX && !tokens->all[next].is_word)
        next++;
    return next == tokens->count || (tokens->all[next].capital && !is_abbreviated(tokens->all[at - 1].word));
}

static size_t skip_leads(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    for (size_t i = 0; i < LEADS_MAX; i++) {
        bool sign = at < end && !tokens->all[at].is_word;
        size_t count = sign ? 1 : tokens_match_one(tokens, at, end, lexicon->leads);
        if (!count)
            break;
        at += count;
    }
    return at;
}

/* Past a comma or a conjunction that stands at `at`; `at` where there is none. */
static size_t skip_joint(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    size_t from = at;
    if (token_is(tokens, at, end, ","))
        at++;
    if (at < end && tokens->all[at].is_word)
        at += tokens_match_one(tokens, at, end, lexicon->conjunctions);
    return at == from ? at : skip_leads(tokens, at, end, lexicon);
}

static bool belongs_to_subject(const struct tokens *tokens, size_t at, const struct lexicon *lexicon)
{
    const struct token *token = &tokens->all[at];
    return token->is_word && (token->capital || token_is_one_of(tokens, at, at + 1, lexicon->articles) ||
                              token_is_one_of(tokens, at, at + 1, lexicon->connectors));
}

/* "Los Países Miembros acuerdan": how many tokens the verb has, with its place in `at`; 0: no subject and verb stand there. */
static size_t find_behind_subject(const struct tokens *tokens, size_t *at, size_t end,
                                  const struct lexicon *lexicon, enum verb_class *class)
{
    for (size_t to = *at; to < end && to < *at + SUBJECT_WORDS && belongs_to_subject(tokens, to, lexicon);
         to++) {
        size_t count = find_verb(tokens, to + 1, end, lexicon, FORM_FINITE, class);
        if (count && *class != VERB_ACT) {
            *at = to + 1;
            return count;
        }
    }
    return 0;
}

struct finding {
    const struct tokens *tokens;
    const struct lexicon *lexicon;
    struct clause *out;
    size_t count;
};

static void begin(struct finding *finding, size_t from, size_t verb, size_t after, enum verb_class class)
{
    if (finding->count < CLAUSES_MAX)
        finding->out[finding->count++] =
            (struct clause){.from = from, .verb = verb, .after = after, .end = after, .class = class};
}

/* "Aceptar y agradecer": the second joins the first. */
static bool joins_last(const struct finding *finding, size_t joint)
{
    return finding->count && finding->out[finding->count - 1].after == joint &&
           finding->out[finding->count - 1].class != VERB_NONE;
}

static void join(struct finding *finding, size_t after, enum verb_class class)
{
    struct clause *last = &finding->out[finding->count - 1];
    last->after = after;
    last->class = class > last->class ? class : last->class;
}

static void find_first(struct finding *finding, size_t from, size_t end)
{
    enum verb_class class = VERB_NONE;
    size_t begins = skip_leads(finding->tokens, from, end, finding->lexicon), at = begins;
    size_t count = find_verb(finding->tokens, at, end, finding->lexicon, FORM_ANY, &class);
    if (!count)
        count = find_behind_subject(finding->tokens, &at, end, finding->lexicon, &class);
    begin(finding, begins, count ? at : begins, count ? at + count : begins, count ? class : VERB_NONE);
}

static void find_in_sentence(struct finding *finding, size_t from, size_t end)
{
    size_t before = finding->count;
    find_first(finding, from, end);
    for (size_t at = from; at < end; at++) {
        enum verb_class class = VERB_NONE;
        size_t verb = skip_joint(finding->tokens, at, end, finding->lexicon);
        if (verb == at || finding->count == before)
            continue;
        size_t count = find_verb(finding->tokens, verb, end, finding->lexicon, FORM_NO_PARTICIPLE, &class);
        if (!count || class == VERB_ACT || verb < finding->out[finding->count - 1].after)
            continue;
        if (joins_last(finding, at)) {
            join(finding, verb + count, class);
        } else if (finding->count < CLAUSES_MAX) {
            finding->out[finding->count - 1].end = at;
            begin(finding, verb, verb, verb + count, class);
        }
        at = verb + count - 1;
    }
    if (finding->count)
        finding->out[finding->count - 1].end = end;
}

size_t clauses_find(const struct tokens *tokens, const struct lexicon *lexicon,
                    struct clause out[CLAUSES_MAX])
{
    struct finding finding = {.tokens = tokens, .lexicon = lexicon, .out = out};
    for (size_t from = 0, at = 0; at < tokens->count; at++)
        if (ends_sentence(tokens, at) || at + 1 == tokens->count) {
            size_t end = ends_sentence(tokens, at) ? at : at + 1;
            if (end > from)
                find_in_sentence(&finding, from, end);
            from = at + 1;
        }
    return finding.count;
}
