#include "convert/word_align.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/glyph.h"

#define MAX_EDITS 600 /* words that differ; more are a new text */

/* A word, a sign or a run of blanks. */
struct token {
    size_t start;
    size_t len;
    uint64_t hash; /* the same for all runs of blanks */
};

struct tokens {
    struct token *list;
    size_t count;
};

void align_cells_add(struct align_cells *cells, struct align_cell cell)
{
    cells->list = mem_grow(cells->list, cells->count, &cells->capacity, sizeof *cells->list);
    cells->list[cells->count++] = cell;
}

void align_cells_clear(struct align_cells *cells)
{
    free(cells->list);
    *cells = (struct align_cells){NULL, 0, 0};
}

static bool is_blank(uint32_t glyph)
{
    return glyph == ' ' || glyph == 0xa0 || glyph == 0x202f || glyph == '\t';
}

static bool is_word(uint32_t glyph)
{
    return glyph_is_letter(glyph) || glyph_is_digit(glyph) || glyph >= 0x300;
}

static bool goes_on(const struct align_cell *cell, const struct align_cell *next)
{
    if (is_blank(cell->glyph) || is_blank(next->glyph))
        return is_blank(cell->glyph) && is_blank(next->glyph);
    return is_word(cell->glyph) && is_word(next->glyph) && cell->inserted == next->inserted;
}

static struct tokens tokens_of(const struct align_cells *cells)
{
    struct tokens out = {mem_alloc((cells->count + 1) * sizeof *out.list), 0};

    for (size_t i = 0; i < cells->count;) {
        struct token token = {.start = i, .hash = UINT64_C(1469598103934665603)};
        do {
            uint32_t glyph = cells->list[i].glyph;
            if (!is_blank(glyph))
                token.hash = (token.hash ^ glyph) * UINT64_C(1099511628211);
            i++;
        } while (i < cells->count && goes_on(&cells->list[i - 1], &cells->list[i]));
        token.len = i - token.start;
        out.list[out.count++] = token;
    }
    return out;
}

static bool same(const struct align_cells *a, const struct align_cells *b, const struct token *x,
                 const struct token *y)
{
    if (x->hash != y->hash)
        return false;
    if (is_blank(a->list[x->start].glyph))
        return is_blank(b->list[y->start].glyph);
    if (x->len != y->len)
        return false;
    for (size_t i = 0; i < x->len; i++)
        if (a->list[x->start + i].glyph != b->list[y->start + i].glyph)
            return false;
    return true;
}

struct aligning {
    const struct align_cells *was, *now;
    struct tokens before, after;
    uint32_t *out;
};

static bool same_at(const struct aligning *aligning, size_t x, size_t y)
{
    return same(aligning->was, aligning->now, &aligning->before.list[x], &aligning->after.list[y]);
}

/* Pairs the characters of two tokens that are the same; of blanks, the first ones. */
static void pair_tokens(struct aligning *aligning, size_t x, size_t y)
{
    const struct token *from = &aligning->before.list[x], *to = &aligning->after.list[y];

    for (size_t i = 0; i < to->len && i < from->len; i++)
        aligning->out[to->start + i] = (uint32_t)(from->start + i);
}

/* What stands unpaired between two pairs: where something was only put in, or only taken out, equal beginnings and ends are paired, unless so little
 * is equal that it is another word. A word in which one thing stands for another is another word: nobody reads "pued[e → a]n". */
static void pair_ends(struct aligning *aligning, size_t was_from, size_t was_to, size_t now_from,
                      size_t now_to)
{
    const struct align_cell *was = aligning->was->list, *now = aligning->now->list;
    size_t was_len = was_to - was_from, now_len = now_to - now_from;
    size_t shorter = was_len < now_len ? was_len : now_len, longer = was_len > now_len ? was_len : now_len;
    size_t head = 0, tail = 0;

    while (head < shorter && was[was_from + head].glyph == now[now_from + head].glyph)
        head++;
    while (tail < shorter - head && was[was_to - 1 - tail].glyph == now[now_to - 1 - tail].glyph)
        tail++;
    if (head + tail < shorter || (head + tail) * 2 < longer)
        return;
    for (size_t i = 0; i < head; i++)
        aligning->out[now_from + i] = (uint32_t)(was_from + i);
    for (size_t i = 1; i <= tail; i++)
        aligning->out[now_to - i] = (uint32_t)(was_to - i);
}

/* Myers: the furthest reach on each diagonal, edit by edit, kept so that the way can be walked back. False: too many edits. */
static bool find_way(struct aligning *aligning, size_t x0, size_t x1, size_t y0, size_t y1, bool *paired_x,
                     size_t *mate)
{
    long n = (long)(x1 - x0), m = (long)(y1 - y0);
    long most = n + m < MAX_EDITS ? n + m : MAX_EDITS;
    size_t width = (size_t)(2 * most + 3);
    int32_t *reach = mem_zero(width, sizeof *reach);
    int32_t **trace = mem_zero((size_t)most + 1, sizeof *trace);
    long edits = 0, found = -1;
    long middle = most + 1;

    for (; edits <= most && found < 0; edits++) {
        trace[edits] = mem_alloc(width * sizeof **trace);
        memcpy(trace[edits], reach, width * sizeof **trace);
        for (long k = -edits; k <= edits; k += 2) {
            bool down = k == -edits || (k != edits && reach[middle + k - 1] < reach[middle + k + 1]);
            long x = down ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
            long y = x - k;
            while (x < n && y < m && y >= 0 && same_at(aligning, x0 + (size_t)x, y0 + (size_t)y)) {
                x++;
                y++;
            }
            reach[middle + k] = (int32_t)x;
            if (x >= n && y >= m) {
                found = edits;
                break;
            }
        }
    }
    long x = n, y = m;
    for (long e = found; e >= 0; e--) {
        const int32_t *before = trace[e];
        long k = x - y;
        bool down = k == -e || (k != e && before[middle + k - 1] < before[middle + k + 1]);
        long from_k = down ? k + 1 : k - 1;
        long from_x = e == 0 ? 0 : before[middle + from_k];
        long from_y = e == 0 ? 0 : from_x - from_k;
        while (x > from_x && y > from_y && x > 0 && y > 0) {
            x--;
            y--;
            paired_x[x] = true;
            mate[x] = y0 + (size_t)y;
        }
        x = from_x;
        y = from_y;
    }
    for (long e = 0; e < edits; e++)
        free(trace[e]);
    free(trace);
    free(reach);
    return found >= 0;
}

void align_pair(const struct align_cells *was, const struct align_cells *now, uint32_t *out)
{
    struct aligning aligning = {was, now, tokens_of(was), tokens_of(now), out};
    size_t x0 = 0, x1 = aligning.before.count, y0 = 0, y1 = aligning.after.count;
    size_t was_at = 0, now_at = 0;

    for (size_t i = 0; i < now->count; i++)
        out[i] = ALIGN_NONE;
    while (x0 < x1 && y0 < y1 && same_at(&aligning, x0, y0))
        pair_tokens(&aligning, x0++, y0++);
    while (x0 < x1 && y0 < y1 && same_at(&aligning, x1 - 1, y1 - 1))
        pair_tokens(&aligning, --x1, --y1);
    bool *paired = mem_zero(x1 - x0 + 1, sizeof *paired);
    size_t *mate = mem_zero(x1 - x0 + 1, sizeof *mate);
    bool way = find_way(&aligning, x0, x1, y0, y1, paired, mate);
    if (x0 < aligning.before.count || y0 < aligning.after.count) {
        was_at = x0 < aligning.before.count ? aligning.before.list[x0].start : was->count;
        now_at = y0 < aligning.after.count ? aligning.after.list[y0].start : now->count;
    }
    for (size_t i = 0; way && i < x1 - x0; i++) {
        const struct token *from = &aligning.before.list[x0 + i];
        if (!paired[i])
            continue;
        const struct token *to = &aligning.after.list[mate[i]];
        pair_ends(&aligning, was_at, from->start, now_at, to->start);
        pair_tokens(&aligning, x0 + i, mate[i]);
        was_at = from->start + from->len;
        now_at = to->start + to->len;
    }
    size_t was_end = x1 < aligning.before.count ? aligning.before.list[x1].start : was->count;
    size_t now_end = y1 < aligning.after.count ? aligning.after.list[y1].start : now->count;
    if (was_at <= was_end && now_at <= now_end)
        pair_ends(&aligning, was_at, was_end, now_at, now_end);
    free(paired);
    free(mate);
    free(aligning.before.list);
    free(aligning.after.list);
}

static int compare_hashes(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

static size_t word_hashes(const struct align_cells *cells, uint64_t **out)
{
    struct tokens tokens = tokens_of(cells);
    size_t count = 0;

    *out = mem_alloc((tokens.count + 1) * sizeof **out);
    for (size_t i = 0; i < tokens.count; i++)
        if (is_word(cells->list[tokens.list[i].start].glyph))
            (*out)[count++] = tokens.list[i].hash;
    qsort(*out, count, sizeof **out, compare_hashes);
    free(tokens.list);
    return count;
}

unsigned align_likeness(const struct align_cells *a, const struct align_cells *b)
{
    uint64_t *x, *y;
    size_t x_count = word_hashes(a, &x), y_count = word_hashes(b, &y);
    size_t shared = 0;

    for (size_t i = 0, k = 0; i < x_count && k < y_count;) {
        int order = compare_hashes(&x[i], &y[k]);
        shared += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    free(x);
    free(y);
    size_t longest = x_count > y_count ? x_count : y_count;
    return longest > 0 ? (unsigned)(shared * 1000 / longest) : 0;
}
