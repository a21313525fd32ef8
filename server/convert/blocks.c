#include "convert/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "convert/conjunction.h"
#include "convert/glyph.h"
#include "convert/hyphen.h"
#include "convert/item_label.h"
#include "convert/lone_lead.h"
#include "convert/outline.h"
#include "convert/part_name.h"
#include "convert/sequence.h"
#include "convert/wrap.h"
#include "text/utf.h"

#define CLAUSE_BYTES    80
#define LABEL_LINES     12 /* that a labelled item is wrapped to, at most looked at */
#define LONG_BYTES      55 /* shorter lines are headings and names */
#define REST_BYTES      24 /* what is left of a sentence on the last line that it was wrapped to */
#define OPEN_BYTES      30 /* a shorter line without a stop is a heading or a name */
#define WRAPPED_HEADING 40 /* bytes: nobody wraps a shorter one */
#define CLAUSES_MIN     2  /* with a comma, and a last one with a full stop */

/* A line with what was found out about it. */
struct reading {
    bool marked; /* looks like a marker; `candidate` says which */
    bool broken; /* a bullet that a page break put into the middle of a sentence */
    bool clause; /* one of several short lines behind a colon, each of them with a comma */
    bool closes; /* the line behind such, with a full stop */
    bool lead;   /* "recalling", alone */
    size_t candidate;
};

struct build {
    const struct lines *lines;
    struct wrap wrap;
    struct reading *readings; /* one a line */
    struct candidate *candidates;
    size_t candidate_count;
    size_t candidate_capacity;
    struct placement *placements; /* one a candidate */
    bool dotted;                  /* the text numbers what is below a paragraph ".1" */
    bool round;                   /* "o" is a bullet in it */
    struct item_labels labels;    /* … or has words in front of its numbers */
    struct blocks *out;
};

static bool starts_lower(const char *text, size_t len)
{
    return glyph_is_lower(glyph_first(text, len));
}

static bool is_short(const char *text, size_t len)
{
    return len <= (size_t)4 * BLOCK_HEADING_U16 && utf_len_u16(text, len) <= BLOCK_HEADING_U16;
}

static bool ends_open(const struct line *line)
{
    uint32_t last = glyph_last_inside(line->at, line->len);

    return last == ',' || glyph_is_letter(last) || glyph_is_digit(last);
}

/* "1. de junio", "3 de mayo": a day in the midst of a sentence. */
static bool starts_with_day(const struct line *line)
{
    size_t at = 0;

    while (at < 2 && at < line->len && line->at[at] >= '0' && line->at[at] <= '9')
        at++;
    if (at == 0)
        return false;
    at += at < line->len && line->at[at] == '.';
    return line->len > at + 4 && memcmp(line->at + at, " de ", 4) == 0;
}

/* "on 17 and 18", "in", and below it "November 2027". */
static bool starts_with_month(const struct line *line)
{
    static const char *const months[] = {"January ",   "February ", "March ",    "April ",
                                         "May ",       "June ",     "July ",     "August ",
                                         "September ", "October ",  "November ", "December "};
    bool found = false;

    for (size_t i = 0; !found && i < sizeof months / sizeof *months; i++) {
        size_t len = strlen(months[i]);
        found = line->len > len && memcmp(line->at, months[i], len) == 0 &&
                glyph_is_digit((unsigned char)line->at[len]);
    }
    return found;
}

/* "until 31 December", and below it "2028;". */
static bool starts_with_year(const struct line *line)
{
    for (size_t i = 0; i < 4; i++)
        if (i >= line->len || !glyph_is_digit((unsigned char)line->at[i]))
            return false;
    return line->len == 4 || strchr(" ,;.)", line->at[4]);
}

/* "40 hours of classes." */
static bool starts_with_quantity(const struct line *line)
{
    size_t at = 0;

    while (at < line->len && line->at[at] >= '0' && line->at[at] <= '9')
        at++;
    return at > 0 && at < line->len && line->at[at] == ' ' &&
           starts_lower(line->at + at + 1, line->len - at - 1);
}

/* "; et", as French has a blank in front of such signs where a line may be broken. */
static bool starts_with_sign(const struct line *line)
{
    return line->len > 0 && strchr(";:!?,)", line->at[0]);
}

/* "OPTION 1", apart: it stands inside what there are several texts for, and its numbers begin anew. */
static bool is_option(const struct line *line)
{
    return line->blank_above > 0 && is_short(line->at, line->len) && part_name_is_option(line->at, line->len);
}

/* Short, apart from what is above it, and without the stop of a sentence (a colon is fine). */
static bool looks_like_heading(const struct line *line)
{
    uint32_t last = glyph_last(line->at, line->len);

    if (line->level || line->underline)
        return true;
    return line->blank_above > 0 && is_short(line->at, line->len) && !starts_lower(line->at, line->len) &&
           last != '.' && last != ';' && last != ',';
}

/* What follows the marker on line `i`: on the same line, or on the next where the marker stands alone. */
static void words_after(const struct build *build, size_t i, const struct marker *marker, const char **text,
                        size_t *len)
{
    const struct line *line = &build->lines->list[i];

    if (marker->alone) {
        size_t next = lines_next(build->lines, i + 1);
        line = &build->lines->list[next < build->lines->count ? next : i];
        *text = line->at;
        *len = next < build->lines->count ? line->len : 0;
        return;
    }
    *text = line->at + marker->len_bytes;
    *len = line->len - marker->len_bytes;
}

/* What stands between a marker and the one before it. */
struct between {
    size_t above;   /* the kept line right above, lines->count where there is none */
    uint32_t last;  /* last character of the words of the marker before */
    bool first_run; /* no blank line since that marker */
    bool heading;
    bool option;
    bool heading_above; /* the same without the line right above */
};

/* Whether the line below goes on with its sentence. */
static bool goes_on_below(const struct lines *lines, size_t i)
{
    size_t next = lines_next(lines, i + 1);

    return next < lines->count && lines->list[next].blank_above == 0 && !lines->list[next].page_above &&
           starts_lower(lines->list[next].at, lines->list[next].len) && ends_open(&lines->list[i]);
}

static void pass_line(const struct build *build, struct between *between, size_t i)
{
    const struct lines *lines = build->lines;
    const struct line *line = &lines->list[i];

    if (build->readings[i].marked) {
        between->first_run = true;
        between->heading = between->heading_above = between->option = false;
    } else {
        if (line->blank_above > 0 || line->page_above)
            between->first_run = false;
        between->heading_above = between->heading;
        between->option = between->option || is_option(line);
        between->heading = between->heading || build->readings[i].lead ||
                           (looks_like_heading(line) && !is_option(line) && !goes_on_below(lines, i));
    }
    if (between->first_run)
        between->last = glyph_last(line->at, line->len);
    between->above = i;
}

/* Whether what stands below line `i`, apart, is a paragraph without a marker. */
static bool heads_text(const struct build *build, size_t i)
{
    struct marker marker;
    size_t next = lines_next(build->lines, i + 1);
    if (next >= build->lines->count)
        return false;
    const struct line *line = &build->lines->list[next];
    return line->blank_above > 0 && !marker_parse(line->at, line->len, &marker);
}

static void describe(const struct build *build, size_t i, const struct between *between, bool markdown,
                     struct candidate *out)
{
    const struct lines *lines = build->lines;
    const struct line *line = &lines->list[i];
    const char *text;
    size_t len;

    words_after(build, i, &out->marker, &text, &len);
    out->indent = line->indent;
    candidate_see_words(out, text, len);
    out->after_colon = between->last == ':';
    out->led = between->above < lines->count &&
               glyph_last(lines->list[between->above].at, lines->list[between->above].len) == ':';
    out->below_title = out->led && !between->heading_above && build->candidate_count > 0 &&
                       build->candidates[build->candidate_count - 1].headline &&
                       build->candidates[build->candidate_count - 1].heads_text;
    out->after_heading = between->heading;
    out->after_option = between->option;
    out->repeats_allowed = markdown;
    out->heads_text = heads_text(build, i);
    if (between->above < lines->count && line->blank_above == 0 && !line->page_above) {
        const struct line *above = &lines->list[between->above];
        out->unfinished = !above->level && ends_open(above) &&
                          (wrap_is_full(&build->wrap, above, line) || starts_with_day(line));
    }
}

/* How many more brackets a piece of text opens than it closes; `least` is the lowest that this gets on the way. */
static int bracket_balance(const char *text, size_t len, int *least)
{
    int balance = 0;

    *least = 0;
    for (size_t i = 0; i < len; i++) {
        balance += (text[i] == '[') - (text[i] == ']');
        *least = balance < *least ? balance : *least;
    }
    return balance;
}

/* "safe [and legal:" and below it "Brava] pathways": the bracket goes on. */
static bool closes_bracket(const struct line *upper, const struct line *line)
{
    int least;

    if (line->blank_above > 0 || line->page_above || bracket_balance(upper->at, upper->len, &least) <= 0)
        return false;
    bracket_balance(line->at, line->len, &least);
    return least < 0;
}

/* "- en el GRCM": below a page break, and the sentence above it is not over. */
static bool is_broken_bullet(const struct build *build, size_t i, size_t above, const struct marker *marker)
{
    const struct line *line = &build->lines->list[i];

    return marker->readings[0].style == MARKER_BULLET && !marker->alone && line->page_above &&
           above < build->lines->count && ends_open(&build->lines->list[above]) &&
           starts_lower(line->at + marker->len_bytes, line->len - marker->len_bytes);
}

/* "[Also requests a report;" and below it "- Ecuador]": the dash stands in front of a name. */
static bool is_end_of_bracket(const struct lines *lines, size_t i, size_t above, const struct marker *marker)
{
    return marker->readings[0].style == MARKER_BULLET && above < lines->count &&
           closes_bracket(&lines->list[above], &lines->list[i]);
}

/* At least ".1" and ".2". */
static bool is_dotted_text(const struct lines *lines)
{
    bool first = false, second = false;

    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1)) {
        struct marker marker;
        if (!marker_parse(lines->list[i].at, lines->list[i].len, &marker) || marker.stop != MARKER_DOT)
            continue;
        first = first || marker.readings[0].value == 1;
        second = second || (first && marker.readings[0].value == 2);
    }
    return second;
}

/* At least two lines begin with "o ", and whatever is above one of them is over: a conjunction or an article stands in mid-sentence. */
static bool has_round_bullets(const struct lines *lines)
{
    size_t count = 0, above = lines->count;

    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1)) {
        struct marker marker;
        const struct line *line = &lines->list[i];
        if (marker_parse_round(line->at, line->len, &marker)) {
            if (above == lines->count || !glyph_ends_sentence(lines->list[above].at, lines->list[above].len))
                return false;
            count++;
        }
        above = i;
    }
    return count > 1;
}

/* Whether line `i`, with those that it was wrapped to, ends as a sentence does. */
static bool begins_sentence(const struct lines *lines, const struct wrap *wrap, size_t i)
{
    size_t next = lines_next(lines, i + 1);

    for (int lines_left = LABEL_LINES; lines_left > 0 && next < lines->count; lines_left--) {
        const struct line *line = &lines->list[i], *below = &lines->list[next];
        if (below->blank_above > 0 || below->page_above || below->row || !ends_open(line) ||
            !(starts_lower(below->at, below->len) || wrap_is_full(wrap, line, below)))
            break;
        i = next;
        next = lines_next(lines, next + 1);
    }
    return glyph_ends_sentence(lines->list[i].at, lines->list[i].len);
}

/* The words that the text has in front of its numbers. */
static void find_labels(const struct lines *lines, const struct wrap *wrap, struct item_labels *out)
{
    *out = (struct item_labels){.count = 0};
    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1))
        item_labels_see(out, lines->list[i].at, lines->list[i].len, begins_sentence(lines, wrap, i));
    item_labels_choose(out);
}

static void find_leads(struct build *build)
{
    const struct lines *lines = build->lines;

    if (!lone_lead_in(lines))
        return;
    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1))
        build->readings[i].lead = lone_lead_at(lines, i);
}

/* "II. Compromisos", "B. Remedies": may be a heading. */
static bool is_numbered_title(const struct candidate *candidate)
{
    enum marker_style style = candidate->marker.readings[0].style;

    return candidate->headline && (style == MARKER_UPPER_ROMAN || style == MARKER_UPPER_LETTER);
}

static void find_candidates(struct build *build, bool markdown)
{
    const struct lines *lines = build->lines;
    struct between between = {.above = lines->count};

    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1)) {
        const struct line *line = &lines->list[i];
        struct reading *reading = &build->readings[i];
        struct candidate candidate = {.indent = 0};
        reading->marked = !line->level && !line->underline && !line->section && !line->row &&
                          (marker_parse(line->at, line->len, &candidate.marker) ||
                           (build->dotted && marker_parse_plain(line->at, line->len, &candidate.marker)) ||
                           (line->column && marker_parse_column(line->at, line->len, &candidate.marker) &&
                            candidate.marker.len_bytes == line->column + 1) ||
                           (build->round && marker_parse_round(line->at, line->len, &candidate.marker)) ||
                           item_label_parse(&build->labels, line->at, line->len,
                                            begins_sentence(lines, &build->wrap, i), &candidate.marker));
        if (reading->marked && is_end_of_bracket(lines, i, between.above, &candidate.marker))
            reading->marked = false;
        if (reading->marked && is_broken_bullet(build, i, between.above, &candidate.marker)) {
            reading->broken = true;
            reading->marked = false;
        }
        if (reading->marked) {
            describe(build, i, &between, markdown, &candidate);
            reading->candidate = build->candidate_count;
            build->candidates = mem_grow(build->candidates, build->candidate_count,
                                         &build->candidate_capacity, sizeof *build->candidates);
            build->candidates[build->candidate_count++] = candidate;
        }
        bool heading = between.heading;
        pass_line(build, &between, i);
        if (reading->marked && is_numbered_title(&candidate) && build->candidate_count > 1)
            between.heading =
                heading; /* behind a list, "ANNEX" and "I. Scope": what is below is below both */
    }
}

static bool is_clause(const struct build *build, size_t i, uint32_t end)
{
    const struct line *line = &build->lines->list[i];

    return !build->readings[i].marked && !line->level && !line->row && !line->page_above &&
           starts_lower(line->at, line->len) && line->len <= CLAUSE_BYTES &&
           glyph_last(line->at, line->len) == end;
}

/* Behind a colon: "tránsito vecinal,", "control sanitario,", "bomberos.", each on its line. A wrapped sentence rarely has a comma at the end of two
 * lines in a row, and then it has others inside them; in such a list each line has the one at its end. */
static void find_clauses(struct build *build)
{
    const struct lines *lines = build->lines;
    size_t above = lines->count;

    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1)) {
        size_t last = i, count = 0;
        bool opens = above < lines->count && glyph_last(lines->list[above].at, lines->list[above].len) == ':';
        above = i;
        while (opens && last < lines->count && is_clause(build, last, ',') &&
               !memchr(lines->list[last].at, ',', lines->list[last].len - 1)) {
            above = last;
            count++;
            last = lines_next(lines, last + 1);
        }
        if (count < CLAUSES_MIN || last == lines->count || !is_clause(build, last, '.'))
            continue;
        for (size_t k = i; k < last; k = lines_next(lines, k + 1))
            build->readings[k].clause = true;
        build->readings[last].closes = true;
        above = i = last;
    }
}

static const struct placement *placement_of(const struct build *build, size_t i)
{
    const struct reading *reading = &build->readings[i];

    if (!reading->marked || build->placements[reading->candidate].kind == PLACEMENT_TEXT)
        return NULL;
    return &build->placements[reading->candidate];
}

static struct block *open_block(struct build *build, size_t i)
{
    struct blocks *out = build->out;
    const struct line *line = &build->lines->list[i];

    out->list = mem_grow(out->list, out->count, &out->capacity, sizeof *out->list);
    struct block *block = &out->list[out->count++];
    *block = (struct block){
        .indent = line->indent,
        .space_above = line->blank_above > 0 || line->page_above || i == 0,
        .page_above = line->page_above,
        .clause = build->readings[i].clause,
        .line_first = line->number,
    };
    return block;
}

/* The cells with bars between them; the bars around them go. */
static void add_row(struct block *block, const struct line *line)
{
    size_t from = 1, to = line->len - 1;

    while (from < to && line->at[from] == ' ')
        from++;
    while (to > from && line->at[to - 1] == ' ')
        to--;
    block->guesses |= OUTLINE_GUESS_ROW;
    buf_text(&block->removed, "||");
    buf_add(&block->text, line->at + from, to - from);
}

static void start_block(struct build *build, size_t i)
{
    const struct line *line = &build->lines->list[i];
    const struct placement *placement = placement_of(build, i);
    struct block *block = open_block(build, i);
    size_t skip = 0;
    size_t lead = 0; /* of it, bytes that stay */

    if (line->level || line->underline) {
        block->role = BLOCK_HEADING;
        block->level = line->level ? line->level : line->underline == '=' ? 1 : 2;
        skip = line->level ? line->level + 1 : 0;
    } else if (line->section) {
        block->role = BLOCK_HEADING;
    } else if (build->readings[i].lead || (placement && placement->kind == PLACEMENT_HEADING)) {
        block->role = BLOCK_HEADING;
        block->guesses = OUTLINE_GUESS_HEADING;
    } else if (placement) {
        ALWAYS(build->candidates); /* what was placed was a candidate */
        const struct marker *marker = &build->candidates[build->readings[i].candidate].marker;
        block->role = marker->series == SERIES_PREAMBLE ? BLOCK_PARAGRAPH : BLOCK_ITEM;
        block->depth = placement->depth;
        block->guesses = placement->guesses;
        block->number = placement->number;
        skip = marker->len_bytes;
        lead = marker->lead;
    }
    if (line->row) {
        add_row(block, line);
    } else {
        buf_add(&block->removed, line->at + lead, skip - lead);
        buf_add(&block->text, line->at, lead);
        buf_add(&block->text, line->at + skip, line->len - skip);
    }
    if (line->underline)
        buf_add(&block->removed, line[1].at, line[1].len);
    block->line_last = line->number;
}

bool blocks_announce_more(const char *words, size_t len)
{
    return (len > 1 && words[len - 1] == ';') || ends_in_conjunction(words, len, ';');
}

/* "coopera-" and "ción". */
static bool is_hyphenated(const struct line *upper, const struct line *line)
{
    return line->blank_above == 0 && upper->len > 1 && upper->at[upper->len - 1] == '-' &&
           glyph_is_letter(glyph_last(upper->at, upper->len - 1)) && starts_lower(line->at, line->len);
}

/* "24 hours.", "November 2027;", right below a long line that breaks off: the end of its sentence, whatever it begins with. A quantity, "40 hours of
 * classes.", also where the line above is not so long. */
static bool is_rest(const struct line *upper, const struct line *line)
{
    bool rest = upper->len >= LONG_BYTES && line->len <= REST_BYTES;
    bool quantity = upper->len >= OPEN_BYTES && starts_with_quantity(line);

    return line->blank_above == 0 && !line->page_above && ends_open(upper) && (rest || quantity) &&
           glyph_ends_sentence(line->at, line->len);
}

/* At most a bracket that was open in front of the marker. */
static bool is_without_words(const struct block *block)
{
    return block->text.len == 0 || (block->text.len == 1 && block->text.bytes[0] == '[');
}

/* Whether line `i` goes on with the block that line `above` ends, and whether that is a guess. */
static bool joins(const struct build *build, size_t above, size_t i, bool *guess)
{
    const struct block *block = &build->out->list[build->out->count - 1];
    const struct line *upper = &build->lines->list[above];
    const struct line *line = &build->lines->list[i];

    *guess = false;
    if (placement_of(build, i) || line->level || line->underline || line->section || line->row || upper->row)
        return false;
    if (upper->section) /* what the section is called */
        return glyph_is_letter(glyph_first(line->at, line->len)) && is_short(line->at, line->len);
    if (block->role == BLOCK_HEADING) /* of Markdown, by a program that wraps whatever is long */
        return block->level && block->text.len >= WRAPPED_HEADING && !upper->underline &&
               line->blank_above == 0 && !line->page_above && ends_open(upper) &&
               starts_lower(line->at, line->len);
    if (is_without_words(block)) /* the marker stood alone */
        return true;
    if (build->readings[i].clause || build->readings[i].closes || build->readings[i].lead)
        return false;
    if (build->readings[i].broken) {
        *guess = true;
        return true;
    }
    bool within = starts_lower(line->at, line->len) || starts_with_day(line) || starts_with_sign(line) ||
                  starts_with_month(line) || starts_with_year(line);
    bool lower = within && !blocks_announce_more(upper->at, upper->len) &&
                 (ends_open(upper) || is_hyphenated(upper, line));
    if (line->page_above || line->blank_above > 0) {
        bool comma = glyph_last(upper->at, upper->len) == ',';
        *guess = true;
        return lower && (line->page_above || !comma) && !glyph_all_capitals(upper->at, upper->len, 2);
    }
    if (lower || closes_bracket(upper, line) || wrap_is_full(&build->wrap, upper, line))
        return true;
    *guess = is_rest(upper, line) || wrap_may_be_full(&build->wrap, upper, line);
    return *guess;
}

static void join(struct build *build, size_t i, bool guess)
{
    struct block *block = &build->out->list[build->out->count - 1];
    const struct line *line = &build->lines->list[i];
    size_t skip = 0;

    if (build->readings[i].broken) {
        struct marker marker;
        if (marker_parse(line->at, line->len, &marker))
            skip = marker.len_bytes;
        buf_add(&block->removed, line->at, skip);
    }
    size_t len = block->text.len;
    bool hyphen = len > 1 && block->text.bytes[len - 1] == '-' && block->text.bytes[len - 2] != ' ' &&
                  starts_lower(line->at + skip, line->len - skip);
    if (hyphen && !hyphen_stays(block->text.bytes, len - 1, line->at + skip, line->len - skip)) {
        block->text.len--;
        buf_char(&block->removed, '-');
    }
    if (!is_without_words(block) && !hyphen)
        buf_char(&block->text, ' ');
    buf_add(&block->text, line->at + skip, line->len - skip);
    block->line_last = line->number;
    block->guesses |= guess || hyphen ? OUTLINE_GUESS_JOINED : 0u;
}

void blocks_build(const struct lines *lines, int max_depth, bool markdown, struct blocks *out)
{
    struct build build = {.lines = lines, .out = out, .wrap = wrap_measure(lines)};

    *out = (struct blocks){NULL, 0, 0};
    build.readings = mem_zero(lines->count + 1, sizeof *build.readings);
    build.dotted = is_dotted_text(lines);
    build.round = has_round_bullets(lines);
    find_labels(lines, &build.wrap, &build.labels);
    find_leads(&build);
    find_candidates(&build, markdown);
    find_clauses(&build);
    build.placements = mem_zero(build.candidate_count + 1, sizeof *build.placements);
    sequence_place(build.candidates, build.candidate_count, max_depth, build.placements);

    size_t above = lines->count;
    for (size_t i = lines_next(lines, 0); i < lines->count; i = lines_next(lines, i + 1)) {
        bool guess = false;
        if (above < lines->count && joins(&build, above, i, &guess))
            join(&build, i, guess);
        else
            start_block(&build, i);
        above = i;
    }
    free(build.readings);
    free(build.candidates);
    free(build.placements);
}

void blocks_clear(struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        buf_clear(&blocks->list[i].text);
        buf_clear(&blocks->list[i].removed);
    }
    free(blocks->list);
    *blocks = (struct blocks){NULL, 0, 0};
}
