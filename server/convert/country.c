#include "convert/country.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/always.h"
#include "base/buf.h"
#include "base/mem.h"
#include "convert/country_names.h"
#include "text/fold.h"

/* Other names and groups, as they are called in brackets. Codes are written in capitals there. */
static const struct {
    const char *name, *code;
} others[] = {
    {"usa", "US"},
    {"u.s.", "US"},
    {"u.s.a.", "US"},
    {"ee.uu.", "US"},
    {"ee. uu.", "US"},
    {"eeuu", "US"},
    {"eua", "US"},
    {"estados unidos de america", "US"},
    {"united states of america", "US"},
    {"etats-unis d'amerique", "US"},
    {"uk", "GB"},
    {"reino unido de gran bretana e irlanda del norte", "GB"},
    {"etats unis", "US"},
    {"royaume uni", "GB"},
    {"estados unidos da america", "US"},
    {"reino unido da gra-bretanha e irlanda do norte", "GB"},
    {"соединенные штаты америки", "US"},
    {"российская федерация", "RU"},
    {"美利坚合众国", "US"},
    {"俄罗斯联邦", "RU"},
    {"大不列颠及北爱尔兰联合王国", "GB"},
    {"欧洲联盟", "EU"},
    {"европейский союз", "EU"},
    {"الولايات المتحدة الأمريكية", "US"},
    {"الاتحاد الروسي", "RU"},
    {"الجمهورية الدومينيكية", "DO"},
    {"الاتحاد الأوروبي", "EU"},
    {"federation de russie", "RU"},
    {"federacao da russia", "RU"},
    {"republique arabe syrienne", "SY"},
    {"republica arabe siria", "SY"},
    {"republique de coree", "KR"},
    {"republica da coreia", "KR"},
    {"saint-siege", "VA"},
    {"santa se", "VA"},
    {"turquia", "TR"},
    {"republique tcheque", "CZ"},
    {"republica tcheca", "CZ"},
    {"republica checa", "CZ"},
    {"can", "CA"},
    {"mex", "MX"},
    {"blz", "BZ"},
    {"cri", "CR"},
    {"slv", "SV"},
    {"gtm", "GT"},
    {"hnd", "HN"},
    {"nic", "NI"},
    {"pan", "PA"},
    {"dom", "DO"},
    {"rd", "DO"},
    {"rep. dominicana", "DO"},
    {"r. dominicana", "DO"},
    {"rep. dom.", "DO"},
    {"dominican rep.", "DO"},
    {"dom. rep.", "DO"},
    {"salvador", "SV"},
    {"trinidad", "TT"},
    {"saint kitts and nevis", "KN"},
    {"saint lucia", "LC"},
    {"saint vincent and the grenadines", "VC"},
    {"estado plurinacional de bolivia", "BO"},
    {"bolivia (estado plurinacional de)", "BO"},
    {"bolivia (plurinational state of)", "BO"},
    {"plurinational state of bolivia", "BO"},
    {"republica bolivariana de venezuela", "VE"},
    {"venezuela (republica bolivariana de)", "VE"},
    {"bolivarian republic of venezuela", "VE"},
    {"venezuela (bolivarian republic of)", "VE"},
    {"federacion de rusia", "RU"},
    {"russian federation", "RU"},
    {"iran (islamic republic of)", "IR"},
    {"iran (republica islamica del)", "IR"},
    {"syrian arab republic", "SY"},
    {"viet nam", "VN"},
    {"republica de corea", "KR"},
    {"republic of korea", "KR"},
    {"rok", "KR"},
    {"dprk", "KP"},
    {"drc", "CD"},
    {"turkey", "TR"},
    {"czech republic", "CZ"},
    {"holy see", "VA"},
    {"santa sede", "VA"},
    {"palestine", "PS"},
    {"palestina", "PS"},
    {"state of palestine", "PS"},
    {"estado de palestina", "PS"},
    {"eu", "EU"},
    {"ue", "EU"},
    {"g77", "G77"},
    {"g-77", "G77"},
    {"group of 77", "G77"},
    {"grupo de los 77", "G77"},
    {"g77 and china", "G77"},
    {"grulac", "GRULAC"},
    {"caricom", "CARICOM"},
    {"sica", "SICA"},
    {"aosis", "AOSIS"},
    {"african group", "African Group"},
    {"grupo africano", "African Group"},
    {"arab group", "Arab Group"},
    {"grupo arabe", "Arab Group"},
};

#define OTHERS (sizeof others / sizeof *others)
#define CODE_MOST                                                                                            \
    3 /* bytes; a name that is as short is a word in other languages ("Áo" is Austria) or a currency */

/* ---- names ---- */

static const struct country_language *find_tag(const char *tag, size_t len)
{
    for (size_t i = 0; i < COUNTRY_LANGUAGES; i++)
        if (strlen(country_languages[i].tag) == len && strncasecmp(country_languages[i].tag, tag, len) == 0)
            return &country_languages[i];
    return NULL;
}

const struct country_language *country_language(const char *tag)
{
    const struct country_language *exact = find_tag(tag, strlen(tag));
    return exact ? exact : find_tag(tag, strcspn(tag, "-"));
}

static int compare_codes(const void *left, const void *right)
{
    return memcmp(left, right, sizeof *country_codes);
}

/* The place of a country among the codes; COUNTRY_COUNT: it is none. */
static size_t place_of(const char *code, size_t len)
{
    char key[sizeof *country_codes] = "";
    if (len != sizeof key - 1)
        return COUNTRY_COUNT;
    memcpy(key, code, len);
    const char(*found)[sizeof key] =
        bsearch(key, country_codes, COUNTRY_COUNT, sizeof *country_codes, compare_codes);
    return found ? (size_t)(found - country_codes) : COUNTRY_COUNT;
}

const char *country_name(const char *code, const char *lang)
{
    const struct country_language *language = country_language(lang);
    size_t place = place_of(code, strlen(code));
    return language && place < COUNTRY_COUNT ? language->names[place] : code;
}

/* ---- their order ---- */

/* Small letters without accents, as `text_fold` has them; one kind of apostrophe, and no sign for "and". Caller frees. */
static char *fold_name(const char *utf8, size_t len)
{
    char *folded = text_fold(utf8, len);
    struct buf out = BUF_EMPTY;
    for (const char *at = folded; *at; at++) {
        bool apostrophe = strncmp(at, "’", strlen("’")) == 0, sign = strncmp(at, " & ", 3) == 0;
        if (apostrophe || sign) {
            buf_text(&out, sign ? " and " : "'");
            at += 2;
        } else {
            buf_char(&out, *at);
        }
    }
    free(folded);
    return buf_take(&out);
}

/* How many of the countries stand before somebody who is none of them. */
static size_t count_before(const struct country_language *language, const char *name)
{
    char *wanted = fold_name(name, strlen(name));
    size_t from = 0, to = COUNTRY_COUNT;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const char *other = language->names[language->order[middle]];
        char *folded = fold_name(other, strlen(other));
        bool before = strcmp(folded, wanted) < 0;
        free(folded);
        from = before ? middle + 1 : from;
        to = before ? to : middle;
    }
    free(wanted);
    return from;
}

/* Odd for a country, even for who stands between two of them: together they are in one order. */
static size_t rank_of(const struct country_language *language, const char *code)
{
    size_t place = place_of(code, strlen(code)), at = 0;
    if (place == COUNTRY_COUNT)
        return 2 * count_before(language, code);
    while (language->order[at] != place)
        at++;
    return 2 * at + 1;
}

int country_compare(const char *left, const char *right, const char *lang)
{
    const struct country_language *language = country_language(lang);
    size_t a = language ? rank_of(language, left) : 0, b = language ? rank_of(language, right) : 0;
    return a != b ? (a < b ? -1 : 1) : strcmp(left, right);
}

/* ---- who is called so ---- */

/* Every name of every country in every language, and what else they are called, sorted; made when the first one is sought. */
struct known {
    char *folded;
    const char *code;
};

static struct known known[sizeof country_codes / sizeof *country_codes * COUNTRY_LANGUAGES + OTHERS];
static size_t known_count;

static void learn(const char *name, const char *code)
{
    known[known_count++] = (struct known){fold_name(name, strlen(name)), code};
}

static int compare_known(const void *left, const void *right)
{
    const struct known *a = left, *b = right;
    return strcmp(a->folded, b->folded);
}

/* Names that mean two countries (two in Hindi differ by vowels alone, which are marks) are nobody's. */
static void keep_one_of_each(void)
{
    size_t kept = 0;
    for (size_t from = 0, to; from < known_count; from = to) {
        bool one = true;
        for (to = from; to < known_count && strcmp(known[to].folded, known[from].folded) == 0; to++)
            one = one && strcmp(known[to].code, known[from].code) == 0;
        for (size_t i = from + one; i < to; i++)
            free(known[i].folded);
        if (one)
            known[kept++] = known[from];
    }
    known_count = kept;
}

static void learn_all(void)
{
    for (size_t i = 0; i < OTHERS; i++)
        learn(others[i].name, others[i].code);
    for (size_t i = 0; i < COUNTRY_LANGUAGES; i++)
        for (size_t k = 0; k < COUNTRY_COUNT; k++)
            /* Réunion is the word for a meeting where most of these texts come from */
            if (strlen(country_languages[i].names[k]) > CODE_MOST && strcmp(country_codes[k], "RE") != 0)
                learn(country_languages[i].names[k], country_codes[k]);
    qsort(known, known_count, sizeof *known, compare_known);
    keep_one_of_each();
}

static const char *find_name(const char *folded)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    ALWAYS(pthread_once(&once, learn_all) == 0);
    const struct known key = {(char *)folded, NULL};
    const struct known *found = bsearch(&key, known, known_count, sizeof *known, compare_known);
    return found ? found->code : NULL;
}

/* "US", "EU", "MEX": two or three letters are a code only where they are written in capitals. */
static const char *find_code(const char *name, size_t len)
{
    size_t place = place_of(name, len);
    if (place < COUNTRY_COUNT)
        return country_codes[place];
    if (strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") < len)
        return NULL;
    for (size_t i = 0; i < OTHERS; i++)
        if (strlen(others[i].name) == len && strncasecmp(others[i].name, name, len) == 0)
            return others[i].code;
    return NULL;
}

static const char *without_article(const char *folded)
{
    static const char *const articles[] = {"the ", "el ", "la ", "los ", "las ", "le ", "les ",
                                           "l'",   "o ",  "a ",  "os ",  "as ",  "il ", "die "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strncmp(folded, articles[i], strlen(articles[i])) == 0)
            return folded + strlen(articles[i]);
    return folded;
}

const char *country_find(const char *name, size_t len)
{
    if (len == 0 || len > COUNTRY_NAME_MAX)
        return NULL;
    const char *code = find_code(name, len);
    if (code || len <= CODE_MOST)
        return code;
    char *folded = fold_name(name, len);
    code = find_name(folded);
    if (!code) /* "El Salvador" begins with one */
        code = find_name(without_article(folded));
    free(folded);
    return code;
}
