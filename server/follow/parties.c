#include "follow/parties.h"

#include <string.h>

#define LONGEST_ASKED 60 /* words of who is asked */
#define LONGEST_NAME  40
#define LONGEST_PLACE 5
#define APART         3 /* words in small letters within a name */

static const struct party nobody;

static size_t skip_articles(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    while (token_is_one_of(tokens, at, end, lexicon->articles))
        at++;
    return at;
}

static bool is_inner(const struct tokens *tokens, size_t at, const struct lexicon *lexicon)
{
    static const char *const signs[] = {",", "(", ")", "-", "/", NULL};
    return token_is_one_of(tokens, at, at + 1, lexicon->connectors) ||
           token_is_one_of(tokens, at, at + 1, lexicon->articles) ||
           token_is_one_of(tokens, at, at + 1, signs);
}

/* Behind the last word with a large letter of "Canadá, Estados Unidos y la OIM"; `at`: there is no name. */
static size_t end_of_name(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    size_t last = at, longest = at + LONGEST_NAME;
    for (size_t next = at; next < end && next < longest && next <= last + APART; next++) {
        if (tokens->all[next].is_word && tokens->all[next].capital)
            last = next + 1;
        else if (!is_inner(tokens, next, lexicon))
            break;
    }
    return last > at && token_is(tokens, last, end, ")") ? last + 1 : last;
}

/* Behind "organismos internacionales": up to a sign or a word that leads elsewhere. */
static size_t end_of_words(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    size_t to = at;
    while (to < end && to < at + LONGEST_NAME && tokens->all[to].is_word &&
           !token_is_one_of(tokens, to, end, lexicon->stops))
        to++;
    return to;
}

/* A party that begins at a token: a name, or words up to where they end. */
static struct party party_at(const struct tokens *tokens, size_t at, size_t end,
                             const struct lexicon *lexicon)
{
    at = skip_articles(tokens, at, end, lexicon);
    size_t to = end_of_name(tokens, at, end, lexicon);
    if (to == at || !tokens->all[at].capital)
        to = end_of_words(tokens, at, end, lexicon);
    return (struct party){at, to};
}

static size_t skip_of(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    return token_is_one_of(tokens, at, end, lexicon->of) ? at + 1 : at;
}

/* --- who is asked ----------------------------------------------------------------------------------------------------- */

static bool ends_with(const char *word, const char *ending, const char *enclitic)
{
    size_t len = strlen(word), first = strlen(ending), second = strlen(enclitic);
    return len > first + second + 1 && strncmp(word + len - first - second, ending, first) == 0 &&
           strcmp(word + len - second, enclitic) == 0;
}

/* "enviar", "enviarlo" */
static bool is_infinitive(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    if (at >= end || !tokens->all[at].is_word || tokens->all[at].capital)
        return false;
    for (const char *const *each = lexicon->infinitives; *each; each++) {
        if (!**each || ends_with(tokens->all[at].word, *each, ""))
            return true;
        for (const char *const *enclitic = lexicon->enclitics; *enclitic; enclitic++)
            if (ends_with(tokens->all[at].word, *each, *enclitic))
                return true;
    }
    return false;
}

/* "a no enviar" */
static size_t skip_negation(const struct tokens *tokens, size_t at, size_t end)
{
    static const char *const words[] = {"no", "not", "ne", "pas", "nao", "se", "s'", NULL};
    while (token_is_one_of(tokens, at, end, words))
        at++;
    return at;
}

/* "a enviar", "para que envíe": what links who is asked to what. */
struct link {
    size_t at, what; /* equal: none */
};

static struct link link_at(const struct tokens *tokens, size_t at, size_t end, const struct lexicon *lexicon)
{
    size_t clause = tokens_match_one(tokens, at, end, lexicon->clauses);
    if (clause)
        return (struct link){at, at + clause};
    if (token_is_one_of(tokens, at, end, lexicon->links) &&
        is_infinitive(tokens, skip_negation(tokens, at + 1, end), end, lexicon))
        return (struct link){at, at + 1};
    return (struct link){at, at};
}

static bool is_clause(const struct tokens *tokens, const struct link *link, size_t end,
                      const struct lexicon *lexicon)
{
    return tokens_match_one(tokens, link->at, end, lexicon->clauses) > 0;
}

/* The first link, or where that is one of a relative clause, "los Estados que no lo han hecho, a pagar", the one behind its comma. */
static struct link find_link(const struct tokens *tokens, size_t from, size_t end,
                             const struct lexicon *lexicon)
{
    struct link first = {from, from};
    if (end > from + LONGEST_ASKED)
        end = from + LONGEST_ASKED;
    for (size_t at = from; at < end; at++) {
        struct link link = link_at(tokens, at, end, lexicon);
        if (link.what == link.at)
            continue;
        bool clause = is_clause(tokens, &link, end, lexicon),
             behind_comma = at > from && token_is(tokens, at - 1, end, ",");
        if (first.what > first.at && !clause && behind_comma)
            return (struct link){first.at, link.what};
        if (first.what > first.at)
            continue;
        first = link;
        if (!clause)
            break;
    }
    return first;
}

/* Without signs at the end, and without what is put in: "la PPT, en un plazo de seis meses,". */
static struct party trimmed(const struct tokens *tokens, size_t from, size_t to,
                            const struct lexicon *lexicon)
{
    for (size_t at = from; at < to; at++)
        if (token_is(tokens, at, to, ",") && token_is_one_of(tokens, at + 1, to, lexicon->stops))
            to = at;
    while (to > from && !tokens->all[to - 1].is_word && !token_is(tokens, to - 1, to, ")"))
        to--;
    return (struct party){from, to};
}

size_t parties_pledged(const struct tokens *tokens, const struct clause *clause,
                       const struct lexicon *lexicon)
{
    return link_at(tokens, clause->after, clause->end, lexicon).what;
}

struct asked parties_asked(const struct tokens *tokens, const struct clause *clause,
                           const struct lexicon *lexicon)
{
    size_t begins = clause->after, end = clause->end;
    struct asked none = {.who = nobody, .what = begins};
    bool by_word = token_is_one_of(tokens, begins, end, lexicon->asked);
    if (by_word && is_infinitive(tokens, begins + 1, end, lexicon))
        return (struct asked){.who = nobody, .what = begins + 1};
    struct link link = find_link(tokens, begins, end, lexicon);
    if (link.what > link.at && link.at == begins) {
        struct party subject = party_at(tokens, link.what, end, lexicon);
        bool name = subject.to > subject.from && tokens->all[subject.from].capital;
        return (struct asked){.who = name ? subject : nobody, .what = link.what};
    }
    if (!by_word && !lexicon->direct)
        return none;
    size_t who = skip_articles(tokens, begins + (by_word ? 1 : 0), end, lexicon);
    static const char *const purpose[] = {"para", "pour", NULL};
    bool for_somebody = by_word || !token_is_one_of(tokens, link.at, end, purpose);
    if (link.what > link.at && link.at > who && for_somebody)
        return (struct asked){.who = trimmed(tokens, who, link.at, lexicon), .what = link.what};
    size_t to = by_word ? end_of_name(tokens, who, end, lexicon) : who;
    return to > who && tokens->all[who].capital ? (struct asked){.who = {who, to}, .what = to} : none;
}

/* --- charge, support, place ------------------------------------------------------------------------------------------- */

struct party parties_in_charge(const struct tokens *tokens, const struct clause *clause,
                               const struct lexicon *lexicon)
{
    for (size_t at = clause->after; at < clause->end; at++) {
        size_t count = tokens_match_one(tokens, at, clause->end, lexicon->charge);
        if (count)
            return party_at(tokens, skip_of(tokens, at + count, clause->end, lexicon), clause->end, lexicon);
    }
    return nobody;
}

struct party parties_support(const struct tokens *tokens, size_t *at, const struct clause *clause,
                             const struct lexicon *lexicon)
{
    for (; *at < clause->end; (*at)++) {
        size_t count = tokens_match_one(tokens, *at, clause->end, lexicon->support);
        if (!count)
            continue;
        struct party party =
            party_at(tokens, skip_of(tokens, *at + count, clause->end, lexicon), clause->end, lexicon);
        *at = party.to > *at + count ? party.to : *at + count;
        return party;
    }
    return nobody;
}

/* Where such texts are negotiated, and what has no country's name. */
static const char *const cities[] = {
    "ciudad de mexico",
    "mexico city",
    "ciudad de guatemala",
    "guatemala city",
    "ciudad de panama",
    "panama city",
    "san jose",
    "san salvador",
    "tegucigalpa",
    "managua",
    "belmopan",
    "santo domingo",
    "ottawa",
    "washington",
    "washington d",
    "nueva york",
    "new york",
    "nova york",
    "ginebra",
    "geneva",
    "geneve",
    "genebra",
    "viena",
    "vienna",
    "vienne",
    "bogota",
    "quito",
    "lima",
    "la paz",
    "santiago",
    "buenos aires",
    "montevideo",
    "asuncion",
    "brasilia",
    "sao paulo",
    "rio de janeiro",
    "caracas",
    "la habana",
    "havana",
    "kingston",
    "port-au-prince",
    "puerto principe",
    "bridgetown",
    "tapachula",
    "tijuana",
    "antigua guatemala",
    "la antigua guatemala",
    "nairobi",
    "bruselas",
    "brussels",
    "bruxelles",
    "paris",
    "madrid",
    "roma",
    "rome",
    "puebla",
    "mexico",
    NULL,
};

static bool is_place(const struct tokens *tokens, size_t from, size_t to, place_is_known is_known)
{
    const char *name = tokens->text + tokens->all[from].from;
    return tokens_match_one(tokens, from, to, cities) == to - from ||
           (is_known && is_known(name, tokens->all[to - 1].to - tokens->all[from].from));
}

/* The longest known place that begins at a token; `at`: none. */
static size_t end_of_place(const struct tokens *tokens, size_t at, size_t end, place_is_known is_known)
{
    if (at >= end || !tokens->all[at].capital)
        return at;
    for (size_t len = end - at < LONGEST_PLACE ? end - at : LONGEST_PLACE; len; len--)
        if (tokens->all[at + len - 1].is_word && is_place(tokens, at, at + len, is_known))
            return at + len;
    return at;
}

/* "San José, Costa Rica" */
static struct party with_country(const struct tokens *tokens, size_t from, size_t to, size_t end,
                                 place_is_known is_known)
{
    size_t country = token_is(tokens, to, end, ",") ? end_of_place(tokens, to + 1, end, is_known) : to;
    return (struct party){from, country > to + 1 ? country : to};
}

struct party parties_place(const struct tokens *tokens, const struct clause *clause,
                           const struct lexicon *lexicon, place_is_known is_known)
{
    for (size_t at = clause->after; at < clause->end; at++) {
        size_t city = tokens_match_one(tokens, at, clause->end, lexicon->city);
        if (city) {
            struct party named = party_at(tokens, at + city, clause->end, lexicon);
            if (named.to > named.from && tokens->all[named.from].capital)
                return named;
        }
        if (!token_is_one_of(tokens, at, clause->end, lexicon->in))
            continue;
        size_t from = skip_articles(tokens, at + 1, clause->end, lexicon),
               to = end_of_place(tokens, at + 1, clause->end, is_known);
        if (to == at + 1 && from > at + 1)
            to = end_of_place(tokens, from, clause->end, is_known);
        else
            from = at + 1;
        if (to > from)
            return with_country(tokens, from, to, clause->end, is_known);
    }
    return nobody;
}
