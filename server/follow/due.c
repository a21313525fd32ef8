#include "follow/due.h"

#include <string.h>

#define LONGEST_LEAD 6 /* words of "until" before a date */
#define PARTS_APART  3 /* words between the parts of a date */

struct looking {
    const struct tokens *tokens;
    size_t end;
    const struct lexicon *lexicon;
    struct day adopted;
};

/* --- parts of dates --------------------------------------------------------------------------------------------------- */

/* A number of at most four digits, which an ordinal's ending may follow where it stands for a day; -1: none. */
static int number_at(const struct looking *looking, size_t at, bool ordinal)
{
    const char *word = at < looking->end ? looking->tokens->all[at].word : "";
    size_t digits = strspn(word, "0123456789");
    if (!digits || digits > 4)
        return -1;
    const char *rest = word + digits;
    static const char *const endings[] = {"o", "er", "st", "nd", "rd", "th", NULL};
    bool fits = !*rest;
    for (const char *const *each = endings; ordinal && *each; each++)
        fits = fits || strcmp(rest, *each) == 0;
    if (!fits)
        return -1;
    int number = 0;
    for (const char *digit = word; digit < rest; digit++)
        number = number * 10 + (*digit - '0');
    return number;
}

static int year_at(const struct looking *looking, size_t at)
{
    int year = number_at(looking, at, false);
    return year >= 1900 && year <= 2199 ? year : 0;
}

static int month_at(const struct looking *looking, size_t at)
{
    for (int i = 0; i < FOLLOW_MONTHS; i++)
        if (token_is(looking->tokens, at, looking->end, looking->lexicon->months[i]))
            return i + 1;
    return 0;
}

static size_t skip_parts(const struct looking *looking, size_t at)
{
    for (size_t i = 0;
         i < PARTS_APART && token_is_one_of(looking->tokens, at, looking->end, looking->lexicon->date_parts);
         i++)
        at++;
    return at;
}

static int value_at(const struct looking *looking, size_t at, const struct phrase_value *list)
{
    for (; list->phrase; list++)
        if (token_is(looking->tokens, at, looking->end, list->phrase))
            return list->value;
    return 0;
}

static struct due found(struct day day, size_t from, size_t to)
{
    return (struct due){.day = day, .from = from, .to = to};
}

static const struct due nothing;

/* --- what may stand at a token ---------------------------------------------------------------------------------------- */

/* "30 de junio de 2027", "June 30, 2027", "junio de 2027" */
static struct due find_date(const struct looking *looking, size_t at)
{
    int day = number_at(looking, at, true), month = 0;
    size_t next = at;
    if (day >= 1 && day <= 31)
        next = skip_parts(looking, at + 1);
    else
        day = 0;
    month = month_at(looking, next);
    if (!month)
        return nothing;
    int behind = day ? -1 : number_at(looking, next + 1, true);
    if (behind >= 1 && behind <= 31) {
        day = behind;
        next++;
    }
    size_t last = skip_parts(looking, next + 1);
    int year = year_at(looking, last);
    if (!year)
        return nothing;
    struct day date = day ? (struct day){year, month, day} : day_end_of_month(year, month);
    return day_is_valid(date) ? found(date, at, last + 1) : nothing;
}

/* "I trimestre del año 2027" */
static struct due find_part_of_year(const struct looking *looking, size_t at)
{
    int which = value_at(looking, at, looking->lexicon->ordinals);
    int months = which ? value_at(looking, at + 1, looking->lexicon->parts) : 0;
    size_t last = skip_parts(looking, at + 2);
    int year = months ? year_at(looking, last) : 0;
    if (!year || which * months > 12)
        return nothing;
    return found(day_end_of_month(year, which * months), at, last + 1);
}

/* "a finales de 2027" */
static struct due find_end_of_year(const struct looking *looking, size_t at)
{
    size_t count = tokens_match_one(looking->tokens, at, looking->end, looking->lexicon->end_of);
    size_t last = skip_parts(looking, at + count);
    int year = count ? year_at(looking, last) : 0;
    return year ? found((struct day){year, 12, 31}, at, last + 1) : nothing;
}

/* "durante 2027", "antes de 2027" */
static struct due find_year(const struct looking *looking, size_t at)
{
    size_t before = tokens_match_one(looking->tokens, at, looking->end, looking->lexicon->before);
    size_t count =
        before ? before : tokens_match_one(looking->tokens, at, looking->end, looking->lexicon->during);
    int year = count ? year_at(looking, at + count) : 0;
    return year ? found((struct day){before ? year - 1 : year, 12, 31}, at, at + count + 1) : nothing;
}

static struct day add_span(struct day day, int count, int unit)
{
    return unit < 0 ? day_add_months(day, -unit * count)
                    : day_of_number(day_number(day) + (int64_t)unit * count);
}

/* "en un plazo de seis meses" */
static struct due find_span(const struct looking *looking, size_t at)
{
    size_t count = tokens_match_one(looking->tokens, at, looking->end, looking->lexicon->within);
    int how_many = count ? number_at(looking, at + count, false) : -1;
    if (count && how_many < 0)
        how_many = value_at(looking, at + count, looking->lexicon->numbers);
    int unit =
        how_many > 0 && how_many <= 1000 ? value_at(looking, at + count + 1, looking->lexicon->units) : 0;
    if (!unit || !looking->adopted.year)
        return nothing;
    struct day day = add_span(looking->adopted, how_many, unit);
    return day_is_valid(day) ? found(day, at, at + count + 2) : nothing;
}

static struct due find_next_meeting(const struct looking *looking, size_t at)
{
    size_t count = tokens_match_one(looking->tokens, at, looking->end, looking->lexicon->next);
    return count ? found((struct day){0}, at, at + count) : nothing;
}

/* --- which of them counts --------------------------------------------------------------------------------------------- */

/* Where "until" begins that ends just before `at`; `at`: none does. */
static size_t lead_before(const struct looking *looking, size_t from, size_t at)
{
    for (size_t back = LONGEST_LEAD; back; back--)
        if (at >= from + back &&
            tokens_match_one(looking->tokens, at - back, at, looking->lexicon->deadlines) == back)
            return at - back;
    return at;
}

/* The same with an article between: "before the end of 2027". */
static size_t lead_of(const struct looking *looking, size_t from, size_t at)
{
    size_t lead = lead_before(looking, from, at);
    if (lead < at || at == from || !token_is_one_of(looking->tokens, at - 1, at, looking->lexicon->articles))
        return lead;
    lead = lead_before(looking, from, at - 1);
    return lead < at - 1 ? lead : at;
}

static struct due find_at(const struct looking *looking, size_t at)
{
    static struct due (*const ways[])(const struct looking *, size_t) = {
        find_date, find_part_of_year, find_end_of_year, find_span, find_year, find_next_meeting,
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct due due = ways[i](looking, at);
        if (due.to)
            return due;
    }
    return nothing;
}

static bool is_past(const struct looking *looking, const struct due *due)
{
    return due->day.year && looking->adopted.year && day_number(due->day) < day_number(looking->adopted);
}

struct due due_find(const struct tokens *tokens, size_t from, size_t end, const struct lexicon *lexicon,
                    struct day adopted)
{
    const struct looking looking = {.tokens = tokens, .end = end, .lexicon = lexicon, .adopted = adopted};
    for (size_t at = from; at < end; at++) {
        struct due due = find_at(&looking, at);
        if (!due.to)
            continue;
        due.from = lead_of(&looking, from, at);
        if (due.from < at || (due.day.year && !is_past(&looking, &due)))
            return due;
        at = due.to - 1;
    }
    return nothing;
}
