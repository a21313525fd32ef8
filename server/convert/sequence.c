/* How the cheapest reading is found: a beam search over the candidates of a text, in order.
 *
 * A way is one reading of everything up to the current candidate: the lists that are open (levels), and the price so far. Each
 * candidate offers every kept way its continuations: offer_reading carries on or opens a list, offer_words leaves the marker in
 * the words. keep() keeps the BEAM cheapest results and notes each decision in the trace.
 *
 *   "7."            opens a list                   levels: 7
 *   "a."            opens a list below it          levels: 7, a
 *   "2003. Asim…"   a gap of 1996 is impossible    levels: 7, a   (the words stay words)
 *   "b."            carries on                     levels: 7, b
 *
 * Invariants: the kept ways are sorted by price, and no two have the same levels; the cheapest has the price 0. At the end
 * sequence_place follows `before` from the cheapest way back through the trace.
 */
#include "convert/sequence.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/glyph.h"
#include "convert/outline.h"
#include "text/utf.h"

#define HEADING_U16     120 /* longer ones are paragraphs */
#define CAPITAL_LETTERS 4   /* of a heading in capitals */

#define BEAM   8
#define LEVELS 10 /* lists inside lists that are told apart; a draft may hold fewer */

/* Prices. Only their differences matter. */
enum {
    PRICE_TEXT = 8,             /* leave it in the words */
    PRICE_TEXT_BULLET = 12,     /* a bullet is rarely anything else */
    PRICE_TEXT_WRAPPED = 1,     /* in mid-sentence a number is most likely a number */
    PRICE_TEXT_BELOW_TITLE = 6, /* what starts with 1 right below a numbered title begins its list */
    PRICE_HEADING = 6,          /* "II. Compromisos" as heading */
    PRICE_HEADING_OF_TEXT = 0,  /* … with a paragraph below, or in capitals */
    PRICE_HEADING_NEXT = 1,     /* … with a number that follows that of the heading before it */
    PRICE_ITEM_OF_TEXT = 4,     /* … as item, with a paragraph below */
    PRICE_MIXED = 8,            /* … where "I." was an item */
    PRICE_OPEN = 4,             /* a list inside the current item */
    PRICE_NO_COLON = 2,         /* … which did not announce it */
    PRICE_HEADING_FIRST = 5,    /* … under a heading that is not part of that item */
    PRICE_RANK = 4,             /* numbers inside letters: rare */
    PRICE_SAME_STYLE = 6,       /* "1." inside "1." */
    PRICE_START = 8,            /* a list that does not start at the beginning */
    PRICE_LATE_START = 10,      /* … nor anywhere near */
    PRICE_NEW_LIST = 10,        /* another list in the place of one that is over */
    PRICE_AFTER_HEADING = -6,
    PRICE_GAP = 8,
    PRICE_RESTART = 12,
    PRICE_REPEAT = 10,
    PRICE_STOP = 3,   /* "a)" where the list had "a." */
    PRICE_INDENT = 2, /* not where the list stands */
    PRICE_NEST_BULLET = 5,
    PRICE_WRAPPED = 6, /* a marker in mid-sentence */
    PRICE_LOWER = 2,   /* "1. de junio" */
    PRICE_GLUED = 3,
    PRICE_SPOKEN = 12, /* one "Segundo." alone is the beginning of a sentence; two are a list */
    PRICE_BARE = 2,    /* a number without a stop */
};

#define IMPOSSIBLE INT32_MIN
#define FAR_START  100
#define MAX_GAP    12

/* A list that is open: how it counts and where it has got to. */
struct level {
    enum marker_style style;
    uint32_t stop;
    enum marker_series series;
    uint32_t label;
    uint32_t value;
    uint32_t above; /* of a chain */
    uint32_t indent;
    uint32_t list; /* as in a candidate */
    int list_level;
};

/* One way of reading everything up to here. */
struct way {
    struct level levels[LEVELS];
    int depth;
    /* by style: numbers of the last headings, "II. COOPERACIÓN" by roman numerals, "B. Actors" by letters */
    uint32_t heading[MARKER_UPPER_LETTER + 1];
    bool titled; /* the last decision was a numbered title: "II. COOPERACIÓN", be it a heading or an item */
    uint32_t price;
    size_t before; /* the last decision but one, in the trace; once kept: the last one */
    struct placement placement;
};

/* The decision that led to a way; the way back is through `before`. */
struct step {
    size_t before;
    struct placement placement;
};

struct search {
    const struct candidate *now;
    int max_depth;
    struct way kept[BEAM]; /* the best so far, cheapest first, no two with the same open lists */
    size_t kept_count;
    struct way next[BEAM]; /* the same, one candidate later */
    size_t next_count;
    struct step *trace;
    size_t trace_count;
    size_t trace_capacity;
};

static bool levels_equal(const struct way *a, const struct way *b)
{
    if (a->depth != b->depth || a->titled != b->titled || a->heading[0] != b->heading[0] ||
        a->heading[1] != b->heading[1])
        return false;
    for (int i = 0; i < a->depth; i++) {
        const struct level *x = &a->levels[i];
        const struct level *y = &b->levels[i];
        if (x->style != y->style || x->value != y->value || x->stop != y->stop || x->series != y->series ||
            x->label != y->label || x->above != y->above || x->indent != y->indent || x->list != y->list ||
            x->list_level != y->list_level)
            return false;
    }
    return true;
}

static bool is_upper(enum marker_style style)
{
    return style == MARKER_UPPER_ROMAN || style == MARKER_UPPER_LETTER;
}

/* Offers `way`, and `level` as its list number `depth` (from 0; negative: lists stay as they are) for the next step. */
static void offer(struct search *search, const struct way *way, int depth, const struct level *level,
                  int price, struct placement placement)
{
    uint32_t total = way->price + (price > 0 ? (uint32_t)price : 0);
    size_t count = search->next_count;

    if (count == BEAM && search->next[count - 1].price <= total)
        return;
    struct way then = *way;
    then.price = total;
    then.before = way->before;
    then.placement = placement;
    then.titled = placement.kind == PLACEMENT_HEADING ||
                  (placement.kind == PLACEMENT_ITEM && search->now->headline && is_upper(level->style));
    if (depth >= 0) {
        then.levels[depth] = *level;
        then.depth = depth + 1;
    }
    for (size_t i = 0; i < count; i++) {
        if (!levels_equal(&search->next[i], &then))
            continue;
        if (search->next[i].price <= total)
            return;
        memmove(&search->next[i], &search->next[i + 1], (count - i - 1) * sizeof then);
        count--;
        break;
    }
    if (count == BEAM)
        count--;
    size_t at = count;
    while (at > 0 && search->next[at - 1].price > total)
        at--;
    memmove(&search->next[at + 1], &search->next[at], (count - at) * sizeof then);
    search->next[at] = then;
    search->next_count = count + 1;
}

static bool same_place(uint32_t a, uint32_t b)
{
    return (a > b ? a - b : b - a) <= 1;
}

static bool same_series(const struct level *level, const struct marker *marker)
{
    return level->series == marker->series && level->label == marker->label;
}

/* What being a marker costs, wherever it belongs. */
static int price_of_looks(const struct candidate *now)
{
    int price = 0;

    if (now->unfinished)
        price += PRICE_WRAPPED;
    if (now->lower && now->marker.readings[0].style == MARKER_DECIMAL && !marker_is_dotted(&now->marker))
        price += PRICE_LOWER;
    if (now->headline && now->heads_text && is_upper(now->marker.readings[0].style))
        price += PRICE_ITEM_OF_TEXT;
    if (now->marker.glued)
        price += PRICE_GLUED;
    if (now->marker.stop == 0 && now->marker.series == SERIES_NONE)
        price += PRICE_BARE;
    return price;
}

static struct placement item_at(const struct search *search, int depth, uint32_t number, uint32_t guesses)
{
    if (depth > search->max_depth) {
        depth = search->max_depth;
        guesses |= OUTLINE_GUESS_DEPTH;
    }
    if (search->now->marker.extra)
        guesses |= OUTLINE_GUESS_EXTRA;
    return (struct placement){PLACEMENT_ITEM, depth, number, guesses};
}

/* Ordinals and chains of each depth are lists of their own; a list may change between "a." and "a)". */
static uint32_t kind_of_stop(uint32_t stop)
{
    return stop >= MARKER_ORDINAL && stop < 2 * MARKER_CHAIN ? stop : 0;
}

/* "1.2" says that it is below what has the number 1. */
static bool belongs_below(const struct candidate *now, const struct way *way, int depth)
{
    return now->marker.above > 0 && depth > 0 && way->levels[depth - 1].value == now->marker.above &&
           way->levels[depth - 1].style == MARKER_DECIMAL;
}

/* What it costs to be the next of an open list, or IMPOSSIBLE. */
static int price_to_continue(const struct candidate *now, const struct marker_reading *reading,
                             const struct level *level, uint32_t *guesses)
{
    bool bullet = reading->style == MARKER_BULLET;
    bool anew = now->after_heading || now->after_option;

    if (level->style != reading->style || !same_series(level, &now->marker) ||
        kind_of_stop(level->stop) != kind_of_stop(now->marker.stop))
        return IMPOSSIBLE;
    if (now->marker.above != level->above) /* 2.1 after 1.4, where what they are below has no number */
        return now->marker.above == level->above + 1 && reading->value == 1 ? 1 : PRICE_RESTART;
    if (bullet)
        return (level->stop == now->marker.stop ? 0 : PRICE_STOP) +
               (same_place(level->indent, now->indent) ? 0 : PRICE_NEST_BULLET);
    int price = (level->stop == now->marker.stop ? 0 : PRICE_STOP) +
                (same_place(level->indent, now->indent) ? 0 : PRICE_INDENT);
    if (reading->value == level->value + 1 || (now->marker.extra && reading->value == level->value))
        return price;
    if (reading->value == level->value && now->repeats_allowed)
        return price + 1;
    *guesses |= OUTLINE_GUESS_SEQUENCE;
    if (reading->value > level->value)
        return reading->value - level->value <= MAX_GAP
                   ? price + PRICE_GAP + (int)(reading->value - level->value)
                   : IMPOSSIBLE;
    if (reading->value == level->value)
        return price + PRICE_REPEAT + (anew ? PRICE_AFTER_HEADING : 0);
    return reading->value == 1 ? price + PRICE_RESTART + (anew ? PRICE_AFTER_HEADING : 0) : IMPOSSIBLE;
}

/* Of two lists that a word processor numbers: one that is not set further in is seldom inside the other. */
static bool stands_beside(const struct candidate *now, const struct level *level)
{
    return now->list && level->list && now->list != level->list && now->indent <= level->indent;
}

/* Preambular and operative parts, and articles, stand beside each other. */
static bool stands_on_top(enum marker_series series)
{
    return series != SERIES_NONE && series != SERIES_LABEL && series != SERIES_SECTION;
}

/* What is led to below an article is part of it: "Article 4. Information", "The Council shall publish:". So it is below a point that is only named. */
static bool is_led_inside(const struct candidate *now, const struct way *way)
{
    if (!now->led || way->depth == 0)
        return false;
    const struct level *top = &way->levels[0], *last = &way->levels[way->depth - 1];
    bool named = now->below_title && !is_upper(last->style) && last->series != SERIES_PREAMBLE;
    return named || top->series == SERIES_ARTICLE || top->series == SERIES_CLAUSE;
}

/* "§ 1º" stands right below its article, whatever list is above it there. */
static bool divides_article(const struct candidate *now, const struct way *way, int depth)
{
    return now->marker.series == SERIES_SECTION && depth > 0 &&
           way->levels[depth - 1].series == SERIES_ARTICLE;
}

/* What it costs to open a list at `depth` (from 0), below `depth` open ones and in the place of what is open there; or IMPOSSIBLE. */
static int price_to_open(const struct candidate *now, const struct marker_reading *reading,
                         const struct way *way, int depth, uint32_t *guesses)
{
    bool bullet = reading->style == MARKER_BULLET;
    bool inside = is_led_inside(now, way);
    bool headed = now->after_heading && !inside;
    bool announced = now->after_colon || inside;
    int price = 0;

    if (stands_on_top(now->marker.series) && depth > 0)
        return IMPOSSIBLE;
    if (depth < way->depth) {
        if (way->levels[depth].style == reading->style && same_series(&way->levels[depth], &now->marker) &&
            kind_of_stop(way->levels[depth].stop) == kind_of_stop(now->marker.stop))
            return IMPOSSIBLE;
        bool other = way->levels[depth].series != now->marker.series;
        if (other && (stands_on_top(now->marker.series) || way->levels[depth].series == SERIES_PREAMBLE ||
                      divides_article(now, way, depth)))
            price -= PRICE_NEW_LIST;
        price += PRICE_NEW_LIST + (headed ? PRICE_AFTER_HEADING : 0);
    } else if (depth > 0) {
        price += PRICE_OPEN + (announced ? -2 : PRICE_NO_COLON);
        price += headed && !announced ? PRICE_HEADING_FIRST : 0;
        price += now->indent > way->levels[depth - 1].indent + 1 ? -2 : 0;
    }
    for (int i = 0; i < depth; i++) {
        const struct level *above = &way->levels[i];
        bool inner_bullet = bullet && now->indent > above->indent + 1;
        bool same = above->style == reading->style && same_series(above, &now->marker);
        if (same && (above->stop == now->marker.stop || (bullet && !now->after_colon)))
            price += inner_bullet ? 0 : PRICE_SAME_STYLE;
        else if (above->style == reading->style && stands_beside(now, above))
            price += PRICE_RESTART;
    }
    if (depth > 0 && way->levels[depth - 1].style > reading->style)
        price += PRICE_RANK;
    if (belongs_below(now, way, depth))
        price -= PRICE_OPEN + PRICE_NO_COLON;
    bool runs_on = now->marker.series == SERIES_LABEL; /* "Acuerdo 3:" below another point of the agenda */
    if (!bullet && reading->value != 1 && !runs_on) {
        *guesses |= OUTLINE_GUESS_SEQUENCE;
        price += PRICE_START + (reading->value > FAR_START ? PRICE_LATE_START : 0);
        price -= way->depth == 0 ? PRICE_START / 2 : 0;
    }
    if (now->marker.spoken)
        price += PRICE_SPOKEN;
    return price;
}

/* Lists of a way, both included. */
struct places {
    int first;
    int last;
};

/* Where a number may stand. A word processor's own stands at its level of its list where that is open, else right below the level above it. Of a list that
 * began with a deeper level it stands above that, where anything is open above. A typed number, and one whose list is not open, may stand anywhere. */
static struct places places_of(const struct candidate *now, const struct way *way)
{
    int deepest = way->depth < LEVELS ? way->depth : LEVELS - 1;
    struct places places = {0, deepest};

    for (int depth = 0; now->list && depth < way->depth; depth++) {
        const struct level *level = &way->levels[depth];
        if (level->list != now->list)
            continue;
        if (level->list_level == now->level)
            return (struct places){depth, depth};
        if (level->list_level > now->level) {
            places.last = depth - 1 > places.first ? depth - 1 : places.first;
            return places;
        }
        places.first = places.last = depth + 1 < LEVELS ? depth + 1 : LEVELS - 1;
    }
    return places;
}

static void offer_reading(struct search *search, const struct way *way, const struct marker_reading *reading)
{
    const struct candidate *now = search->now;
    int looks = price_of_looks(now);
    struct level level = {.style = reading->style,
                          .stop = now->marker.stop,
                          .series = now->marker.series,
                          .label = now->marker.label,
                          .value = reading->value,
                          .above = now->marker.above,
                          .indent = now->indent,
                          .list = now->list,
                          .list_level = now->level};
    struct places places = places_of(now, way);

    for (int depth = places.first; depth <= places.last; depth++) {
        uint32_t guesses = 0;
        int price = IMPOSSIBLE;
        if (depth < way->depth)
            price = price_to_continue(now, reading, &way->levels[depth], &guesses);
        if (price == IMPOSSIBLE) {
            guesses = 0;
            price = price_to_open(now, reading, way, depth, &guesses);
        }
        if (price == IMPOSSIBLE && now->list) { /* it is a number, whatever came before */
            price = PRICE_RESTART;
            guesses = OUTLINE_GUESS_SEQUENCE;
        }
        if (price != IMPOSSIBLE)
            offer(search, way, depth, &level, price + looks,
                  item_at(search, depth + 1, reading->value, guesses));
    }
}

static bool has_open_list(const struct way *way, enum marker_style style)
{
    for (int i = 0; i < way->depth; i++) {
        if (way->levels[i].style == style)
            return true;
    }
    return false;
}

/* Whether a numbered title goes on from the last heading that counts in the same way: after "I. Mitigation" comes "II. Finance". */
static bool follows_heading(const struct way *way, const struct marker_reading *reading)
{
    return reading->value > 1 && reading->value == way->heading[reading->style] + 1;
}

/* Offers a numbered title as a heading in every way its number can be read. */
static void offer_heading(struct search *search, const struct way *way)
{
    const struct candidate *now = search->now;
    if (now->list || !now->headline || !is_upper(now->marker.readings[0].style))
        return;
    const struct placement heading = {PLACEMENT_HEADING, 0, 0, 0};
    int least = now->heads_text || now->capitals ? PRICE_HEADING_OF_TEXT : PRICE_HEADING;
    bool mixed = false;

    for (size_t r = 0; r < now->marker.count; r++)
        mixed = mixed || has_open_list(way, now->marker.readings[r].style);
    for (size_t r = 0; r < now->marker.count; r++) {
        const struct marker_reading *reading = &now->marker.readings[r];
        struct way titled = *way;
        bool next = follows_heading(way, reading);
        titled.heading[reading->style] = reading->value;
        if (reading->style == MARKER_UPPER_ROMAN)
            titled.heading[MARKER_UPPER_LETTER] = 0; /* each section begins at A. again */
        offer(search, &titled, -1, NULL,
              (next && least > PRICE_HEADING_NEXT ? PRICE_HEADING_NEXT : least) + (mixed ? PRICE_MIXED : 0),
              heading);
    }
}

static void offer_words(struct search *search, const struct way *way)
{
    const struct candidate *now = search->now;
    bool bullet = now->marker.readings[0].style == MARKER_BULLET;
    struct placement text = {PLACEMENT_TEXT, 0, 0, 0};
    if (now->list)
        return;
    int price = now->unfinished ? PRICE_TEXT_WRAPPED : bullet ? PRICE_TEXT_BULLET : PRICE_TEXT;
    if (way->titled && now->marker.readings[0].value == 1)
        price += PRICE_TEXT_BELOW_TITLE;

    offer(search, way, -1, NULL, price, text);
}

/* The next step's ways become the kept ones, and leave their decisions in the trace. */
static void keep(struct search *search)
{
    uint32_t least = search->next[0].price;

    for (size_t i = 0; i < search->next_count; i++) {
        struct way *way = &search->kept[i];
        *way = search->next[i];
        way->price -= least; /* only differences matter, and sums of a long text would run over */
        search->trace =
            mem_grow(search->trace, search->trace_count, &search->trace_capacity, sizeof *search->trace);
        search->trace[search->trace_count] = (struct step){way->before, way->placement};
        way->before = search->trace_count++;
    }
    search->kept_count = search->next_count;
    search->next_count = 0;
}

void candidate_see_words(struct candidate *candidate, const char *words, size_t len)
{
    bool is_short = len <= (size_t)4 * HEADING_U16 && utf_len_u16(words, len) <= HEADING_U16;

    candidate->lower = glyph_is_lower(glyph_first(words, len));
    candidate->headline = len > 0 && is_short && !glyph_ends_sentence(words, len) && !candidate->marker.alone;
    candidate->capitals = candidate->headline && glyph_all_capitals(words, len, CAPITAL_LETTERS);
}

/* Letter or roman numeral, both of them early enough to be met. */
static bool is_ambiguous(const struct marker *marker)
{
    size_t early = 0;

    for (size_t r = 0; r < marker->count; r++)
        early += marker->readings[r].value <= 26;
    return early > 1;
}

void sequence_place(const struct candidate *list, size_t count, int max_depth, struct placement *out)
{
    struct search *search = mem_zero(1, sizeof *search);

    search->max_depth = max_depth;
    search->kept_count = 1;
    for (size_t i = 0; i < count; i++) {
        search->now = &list[i];
        for (size_t k = 0; k < search->kept_count; k++) {
            if (list[i].capitals) /* of ways with one price the first counts */
                offer_heading(search, &search->kept[k]);
            for (size_t r = 0; r < list[i].marker.count; r++)
                offer_reading(search, &search->kept[k], &list[i].marker.readings[r]);
            if (!list[i].capitals)
                offer_heading(search, &search->kept[k]);
            offer_words(search, &search->kept[k]);
        }
        keep(search);
    }
    size_t step = search->kept[0].before;
    for (size_t i = count; i-- > 0;) {
        out[i] = search->trace[step].placement;
        if (out[i].kind == PLACEMENT_ITEM && is_ambiguous(&list[i].marker))
            out[i].guesses |= OUTLINE_GUESS_READING;
        step = search->trace[step].before;
    }
    free(search->trace);
    free(search);
}
