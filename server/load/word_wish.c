#include "load/word_wish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/strings.h"
#include "convert/word_voices.h"
#include "convert/words.h"
#include "draft/change_kind.h"
#include "draft/items.h"
#include "load/word_return.h"
#include "load/word_wish_words.h"
#include "text/utf.h"

#define COMMENT_MAX_U16 4000
#define NAME_UNITS      60   /* of the item that another one is to stand beside */
#define EXCERPT_BYTES   1500 /* of what was and what would be, in a comment that keeps it */

static void fresh_id(char out[ID_BYTES])
{
    out[0] = 'w';
    random_id(out + 1, 16);
}

void word_wish_init(struct word_wish *wish, enum word_wish_kind kind, const char *item, const char *lang)
{
    *wish = (struct word_wish){
        .kind = kind, .text = DELTA_EMPTY, .was = BUF_EMPTY, .now = BUF_EMPTY, .why = BUF_EMPTY};
    if (item)
        snprintf(wish->item, sizeof wish->item, "%s", item);
    else
        fresh_id(wish->item);
    snprintf(wish->lang, sizeof wish->lang, "%s", lang);
}

void word_wish_clear(struct word_wish *wish)
{
    for (size_t i = 0; i < wish->edit_count; i++) {
        free(wish->edits[i].words);
        free(wish->edits[i].link);
        free(wish->edits[i].target);
    }
    free(wish->edits);
    delta_clear(&wish->text);
    free(wish->parent);
    free(wish->after);
    free(wish->else_parent);
    free(wish->else_after);
    free(wish->was_below);
    free(wish->was_behind);
    free(wish->was_before);
    free(wish->author);
    free(wish->words);
    free(wish->answered);
    buf_clear(&wish->was);
    buf_clear(&wish->now);
    buf_clear(&wish->why);
}

bool word_wish_is_empty(const struct word_wish *wish)
{
    return (wish->kind == WISH_TEXT || wish->kind == WISH_FORMAT) && wish->edit_count == 0;
}

static struct word_edit *add_edit(struct word_wish *wish, uint32_t at)
{
    wish->edits = mem_grow(wish->edits, wish->edit_count, &wish->edit_capacity, sizeof *wish->edits);
    struct word_edit *edit = &wish->edits[wish->edit_count++];
    *edit = (struct word_edit){.at = at};
    return edit;
}

void word_wish_delete(struct word_wish *wish, uint32_t at, uint32_t units)
{
    struct word_edit *last = wish->edit_count > 0 ? &wish->edits[wish->edit_count - 1] : NULL;

    if (last && last->deletes > 0 && last->at + last->deletes == at)
        last->deletes += units;
    else
        add_edit(wish, at)->deletes = units;
}

static bool looks_so(const struct word_edit *edit, const struct word_look *look)
{
    return edit->format == look->format && strings_same(edit->link, look->link);
}

static struct word_edit *add_styled(struct word_wish *wish, uint32_t at, const struct word_look *look)
{
    struct word_edit *edit = add_edit(wish, at);

    edit->format = look->format;
    edit->link = mem_copy_string(look->link);
    return edit;
}

void word_wish_insert(struct word_wish *wish, uint32_t at, const char *utf8, size_t len,
                      const struct word_look *look)
{
    struct word_edit *last = wish->edit_count > 0 ? &wish->edits[wish->edit_count - 1] : NULL;
    struct buf words = BUF_EMPTY;

    if (!last || !last->words || last->at != at || !looks_so(last, look) || last->target) {
        last = add_styled(wish, at, look);
    } else {
        buf_text(&words, last->words);
        free(last->words);
    }
    buf_add(&words, utf8, len);
    last->words = buf_take(&words);
}

void word_wish_restyle(struct word_wish *wish, uint32_t at, uint32_t units, const struct word_look *look)
{
    struct word_edit *last = wish->edit_count > 0 ? &wish->edits[wish->edit_count - 1] : NULL;

    if (!last || last->at + last->restyles != at || !looks_so(last, look))
        last = add_styled(wish, at, look);
    last->restyles += units;
}

void word_wish_refer(struct word_wish *wish, uint32_t at, const char *words, const char *target,
                     unsigned format)
{
    struct word_edit *edit = add_edit(wish, at);

    edit->format = format;
    edit->words = mem_copy_string(words);
    edit->target = mem_copy_string(target);
}

void word_wish_place(struct word_wish *wish, const char *parent, const char *after)
{
    wish->parent = mem_copy_string(parent);
    wish->after = mem_copy_string(after);
}

void word_wish_place_else(struct word_wish *wish, const char *parent, const char *after)
{
    wish->else_parent = mem_copy_string(parent);
    wish->else_after = mem_copy_string(after);
}

void word_wish_say(struct word_wish *wish, const char *author, const char *words, const char *answered)
{
    wish->author = mem_copy_string(author);
    wish->words = mem_copy_string(words);
    wish->answered = mem_copy_string(answered);
    buf_text(&wish->now, words);
}

void word_wish_range(struct word_wish *wish, uint32_t from, uint32_t to)
{
    wish->ranged = from < to;
    wish->from = from;
    wish->to = to;
}

static char *copy_id(const struct item *item)
{
    return mem_copy_string(item ? item->id : NULL);
}

static const struct item *there_beside(const struct item *item, bool behind)
{
    const struct item *beside = behind ? item->previous : item->next;

    while (beside && beside->removed)
        beside = behind ? beside->previous : beside->next;
    return beside;
}

static bool moves(const struct word_wish *wish)
{
    return wish->kind == WISH_ORDER || wish->kind == WISH_LEVEL;
}

static void prepare(struct word_wish *wish, const struct draft *draft)
{
    const struct item *item = item_find(draft, wish->item);
    const struct item_text *text = item ? item_text_find(item, wish->lang) : NULL;

    if (text && (wish->kind == WISH_TEXT || wish->kind == WISH_FORMAT))
        text_slice(text->text, 0, text_len(text->text), &wish->text);
    if (item)
        wish->was_kind = item->kind;
    if (!item || !moves(wish))
        return;
    wish->was_behind = copy_id(there_beside(item, true));
    wish->was_before = copy_id(there_beside(item, false));
    wish->was_below = copy_id(item->parent);
}

void word_wish_prepare(struct word_wish *wishes, size_t count, const struct draft *draft)
{
    for (size_t i = 0; i < count; i++)
        prepare(&wishes[i], draft);
}

/* An item that stands below another one than it did, or between two others, was moved. */
void word_wish_look_around(struct word_wish *wish, const struct draft *draft)
{
    const struct item *item = moves(wish) ? item_find(draft, wish->item) : NULL;

    if (!item)
        return;
    const struct item *behind = there_beside(item, true), *before = there_beside(item, false);
    wish->moved_since = !strings_same(item->parent ? item->parent->id : NULL, wish->was_below) ||
                        (!strings_same(behind ? behind->id : NULL, wish->was_behind) &&
                         !strings_same(before ? before->id : NULL, wish->was_before));
}

/* ---- ways ---- */

enum way { WAY_EDIT, WAY_PROPOSE, WAY_COMMENT };

static void add_proposal(struct change_list *list, size_t at, const struct word_wish *wish,
                         enum proposal_act act, const char *proposal)
{
    struct change *change = change_list_add(list);
    change->kind = &change_proposal_add;
    change->proposal = mem_copy_string(proposal);
    change->item = mem_copy_string(wish->item);
    change->act = act;
    struct change moved = *change; /* it comes first */
    memmove(&list->changes[at + 1], &list->changes[at], (list->count - 1 - at) * sizeof moved);
    list->changes[at] = moved;
}

static void make_text(struct word_wish *wish, enum way way, const struct participant *who,
                      const struct draft *draft, struct change_list *list)
{
    char proposal[ID_BYTES];
    struct change *change = change_list_add(list);
    fresh_id(proposal);
    change->kind = &change_text;
    change->item = mem_copy_string(wish->item);
    change->lang = mem_copy_string(wish->lang);
    struct wish_words making = {wish, draft, who, proposal, way == WAY_PROPOSE, false, &change->delta};
    wish_words_make(&making);
    snprintf(wish->proposal, sizeof wish->proposal, "%s", making.used ? proposal : "");
    if (making.used)
        add_proposal(list, 0, wish, PROPOSAL_TEXT, proposal);
}

static bool is_there(const struct draft *draft, const char *id)
{
    const struct item *item = item_find(draft, id);
    return item && item_is_there(item);
}

/* Where it is wanted; where that is below or behind what did not come about, the nearest place that is there. */
static void put_place(const struct word_wish *wish, const struct draft *draft, struct change *change)
{
    bool parent = !wish->parent || is_there(draft, wish->parent);
    bool after = parent && (!wish->after || is_there(draft, wish->after));

    change->parent = mem_copy_string(parent ? wish->parent : wish->else_parent);
    change->after = mem_copy_string(after ? wish->after : wish->else_after);
}

static void make_move(const struct word_wish *wish, const struct draft *draft, struct change_list *list)
{
    struct change *change = change_list_add(list);
    change->kind = &change_item_move;
    change->item = mem_copy_string(wish->item);
    put_place(wish, draft, change);
}

static void make_kind(const struct word_wish *wish, struct change_list *list)
{
    struct change *change = change_list_add(list);
    change->kind = &change_item_kind;
    change->item = mem_copy_string(wish->item);
    change->item_kind = wish->item_kind;
}

static void make_title(const struct word_wish *wish, struct change_list *list)
{
    struct change *change = change_list_add(list);
    change->kind = &change_draft_set;
    change->title.there = true;
    lang_map_add(&change->title, wish->lang)->words = mem_copy_bytes(wish->now.bytes, wish->now.len);
}

static void make_item(struct word_wish *wish, enum way way, const struct draft *draft,
                      struct change_list *list)
{
    struct change *change = change_list_add(list);
    change->kind = &change_item_add;
    change->item = mem_copy_string(wish->item);
    put_place(wish, draft, change);
    change->item_kind = wish->item_kind;
    struct delta words = DELTA_EMPTY;
    struct wish_words making = {.wish = wish, .draft = draft, .out = &words};
    for (size_t i = 0; i < wish->edit_count; i++)
        wish_words_insert(&making, &wish->edits[i], NULL, NULL);
    if (words.count)
        lang_map_add(&change->texts, wish->lang)->delta = words;
    wish->proposal[0] = '\0';
    if (way != WAY_PROPOSE)
        return;
    fresh_id(wish->proposal);
    add_proposal(list, 0, wish, PROPOSAL_ADD, wish->proposal);
}

static void make_removal(struct word_wish *wish, enum way way, struct change_list *list)
{
    wish->proposal[0] = '\0';
    if (way == WAY_PROPOSE) {
        fresh_id(wish->proposal);
        add_proposal(list, 0, wish, PROPOSAL_REMOVE, wish->proposal);
        return;
    }
    struct change *change = change_list_add(list);
    change->kind = &change_item_remove;
    change->item = mem_copy_string(wish->item);
}

static struct change *make_comment(const char *item, const char *words, struct change_list *list)
{
    size_t len = strlen(words);
    char id[ID_BYTES];
    struct change *change = change_list_add(list);
    fresh_id(id);
    change->kind = &change_comment_add;
    change->comment = mem_copy_string(id);
    change->item = mem_copy_string(item);
    if (utf_len_u16(words, len) > COMMENT_MAX_U16)
        len = utf_bytes_of(words, len, COMMENT_MAX_U16 - 1, NULL);
    change->words = mem_copy_bytes(words, len);
    change->anchor = change->head = -1;
    return change;
}

/* What somebody says in the file; under their name, where they are not who sends it. */
static void make_said(const struct word_wish *wish, const struct participant *who, struct change_list *list)
{
    char *guess = word_voices_guess(wish->author);
    bool same = (guess && who->delegation && strcmp(guess, who->delegation) == 0) || !*wish->author ||
                strcmp(wish->author, who->name) == 0;
    struct buf words = BUF_EMPTY;
    if (!same)
        buf_format(&words, "%s: ", wish->author);
    buf_text(&words, wish->words);
    struct change *change = make_comment(wish->item, words.bytes, list);
    change->parent = mem_copy_string(wish->answered);
    if (wish->ranged && !wish->answered) {
        change->lang = mem_copy_string(wish->lang);
        change->anchor = wish->from;
        change->head = wish->to;
    }
    buf_clear(&words);
    free(guess);
}

static void excerpt(struct buf *out, const char *before, const struct buf *words)
{
    size_t len = words->len > EXCERPT_BYTES ? utf_bytes_of(words->bytes, words->len, EXCERPT_BYTES / 2, NULL)
                                            : words->len;

    if (len == 0)
        return;
    buf_format(out, "\n%s ", before);
    buf_add(out, words->bytes, len);
    buf_text(out, len < words->len ? " …" : "");
}

/* The first words of an item, to know it by. */
static void name_item(struct buf *out, const struct draft *draft, const char *id, const char *lang)
{
    const struct item *item = item_find(draft, id);
    const struct item_text *text = item ? item_text_find(item, lang) : NULL;
    struct delta words = DELTA_EMPTY;
    struct buf all = BUF_EMPTY;

    if (text)
        text_slice(text->text, 0, text_len(text->text), &words);
    for (size_t i = 0; i < words.count; i++)
        buf_add(&all, delta_op_bytes(&words, &words.ops[i]), words.ops[i].len_bytes);
    size_t len = utf_bytes_of(all.bytes ? all.bytes : "", all.len, NAME_UNITS, NULL);
    buf_text(out, "\xc2\xab");
    buf_add(out, all.bytes ? all.bytes : "", len);
    buf_text(out, len < all.len ? " \xe2\x80\xa6\xc2\xbb" : "\xc2\xbb");
    buf_clear(&all);
    delta_clear(&words);
}

static void say_place(struct buf *out, const struct word_wish *wish, const struct draft *draft,
                      const struct words *words)
{
    const char *beside = wish->after ? wish->after : wish->parent;

    buf_format(out, "\n\xe2\x86\x92 %s",
               wish->after    ? words->behind
               : wish->parent ? words->below
                              : words->first);
    if (!beside)
        return;
    buf_char(out, ' ');
    name_item(out, draft, beside, wish->lang);
}

static void say_looks(struct buf *out, const struct word_wish *wish, const struct words *words)
{
    const struct word_edit *first = &wish->edits[0];
    size_t said = 0;

    buf_text(out, " (");
    for (unsigned i = 0; i < 3; i++)
        if (first->format & (1u << i))
            buf_format(out, "%s%s", said++ ? ", " : "", words->looks[i]);
    if (first->link)
        buf_format(out, "%s%s", said++ ? ", " : "", first->link);
    buf_format(out, "%s)", said ? "" : words->plain);
}

/* What does not fit any more, in words. */
static void make_kept(const struct word_wish *wish, uint64_t base, const struct draft *draft,
                      struct change_list *list)
{
    const char *item = wish->kind != WISH_ADD                           ? wish->item
                       : wish->after && item_find(draft, wish->after)   ? wish->after
                       : wish->parent && item_find(draft, wish->parent) ? wish->parent
                                                                        : wish->item;
    const struct words *said = words_for(wish->lang);
    struct buf words = BUF_EMPTY;
    buf_format(&words, "Word (%llu):", (unsigned long long)base);
    if (moves(wish)) {
        say_place(&words, wish, draft, said);
    } else if (wish->kind == WISH_KIND) {
        buf_format(&words, "\n\xe2\x86\x92 %s", said->kinds[wish->item_kind]);
    } else {
        excerpt(&words, "−", &wish->was);
        excerpt(&words, "+", &wish->now);
    }
    if (wish->kind == WISH_FORMAT)
        say_looks(&words, wish, said);
    make_comment(item, words.bytes, list);
    buf_clear(&words);
}

/* ---- carrying out ---- */

/* The item whose status says whether one may write: itself; of a new one, what it comes below or behind. */
static const struct item *judged_item(const struct word_wish *wish, const struct draft *draft)
{
    if (wish->kind != WISH_ADD)
        return item_find(draft, wish->item);
    if (wish->parent)
        return item_find(draft, wish->parent);
    return wish->after ? item_find(draft, wish->after) : NULL;
}

static bool may_write(const struct word_wish *wish, const struct participant *who, const struct draft *draft)
{
    const struct item *item = judged_item(wish, draft);

    return who->role != ROLE_DELEGATION || !item || item->status == ITEM_OPEN;
}

static void make_wanted(struct word_wish *wish, enum way way, const struct participant *who,
                        const struct draft *draft, struct change_list *list)
{
    switch (wish->kind) {
    case WISH_ADD:
        make_item(wish, way, draft, list);
        break;
    case WISH_REMOVE:
        make_removal(wish, way, list);
        break;
    case WISH_ORDER:
    case WISH_LEVEL:
        make_move(wish, draft, list);
        break;
    case WISH_KIND:
        make_kind(wish, list);
        break;
    case WISH_TITLE:
        make_title(wish, list);
        break;
    default:
        make_text(wish, way, who, draft, list);
    }
}

static bool try_way(struct word_wish *wish, enum way way, uint64_t base, const struct participant *who,
                    const struct word_return_door *door, struct refusal *refusal)
{
    const struct draft *draft = door->draft(door->context);
    struct change_list list = {0};

    if (!draft) {
        refusal_set(refusal, STATUS_STORAGE, NULL, NULL);
        return false;
    }
    if (way == WAY_COMMENT && wish->kind == WISH_COMMENT)
        make_said(wish, who, &list);
    else if (way == WAY_COMMENT)
        make_kept(wish, base, draft, &list);
    else
        make_wanted(wish, way, who, draft, &list);
    return door->submit(door->context, base, &list, refusal) == SUBMIT_ACCEPTED;
}

static void give_reason(struct word_wish *wish, const struct refusal *refusal)
{
    buf_reset(&wish->why);
    buf_text(&wish->why, refusal->message);
}

static void say_why(struct word_wish *wish, const char *sentence)
{
    buf_reset(&wish->why);
    buf_text(&wish->why, sentence);
}

/* Nobody's later title is overwritten. */
static bool has_other_title(const struct word_wish *wish, const struct draft *draft)
{
    const struct lang_entry *title = lang_map_get(&draft->title, wish->lang);
    const char *words = title ? title->words : "";

    return strlen(words) != wish->was.len ||
           memcmp(words, wish->was.bytes ? wish->was.bytes : "", wish->was.len) != 0;
}

static bool has_other_kind(const struct word_wish *wish, const struct draft *draft)
{
    const struct item *item = item_find(draft, wish->item);

    return item && item->kind != wish->was_kind;
}

/* What cannot be proposed is done by who may, where nobody else has meanwhile. */
static bool carry_out_alone(struct word_wish *wish, uint64_t base, const struct participant *who,
                            const struct word_return_door *door)
{
    const struct draft *draft = door->draft(door->context);
    struct refusal refusal;

    if (wish->moved_since)
        say_why(wish, "The item was moved since.");
    else if (wish->kind == WISH_TITLE && draft && has_other_title(wish, draft))
        say_why(wish, "The title was changed since.");
    else if (wish->kind == WISH_KIND && draft && has_other_kind(wish, draft))
        say_why(wish, "The item was made another kind since.");
    else if (try_way(wish, WAY_EDIT, base, who, door, &refusal))
        return true;
    else
        give_reason(wish, &refusal);
    return false;
}

static bool carry_out_words(struct word_wish *wish, uint64_t base, const struct participant *who,
                            const struct word_return_door *door)
{
    const struct draft *draft = door->draft(door->context);
    struct refusal refusal;

    wish->outcome = WISH_EDITED;
    if (draft && may_write(wish, who, draft) && try_way(wish, WAY_EDIT, base, who, door, &refusal)) {
        wish->outcome = *wish->proposal ? WISH_PROPOSED : WISH_EDITED;
        return true;
    }
    wish->outcome = WISH_PROPOSED;
    if (try_way(wish, WAY_PROPOSE, base, who, door, &refusal))
        return true;
    give_reason(wish, &refusal);
    wish->proposal[0] = '\0';
    return false;
}

void word_wish_carry_out(struct word_wish *wish, uint64_t base, const struct participant *who,
                         const struct word_return_door *door)
{
    struct refusal refusal;
    bool alone = moves(wish) || wish->kind == WISH_KIND || wish->kind == WISH_TITLE;

    if (wish->kind != WISH_COMMENT && !wish->untaken) {
        if (alone ? carry_out_alone(wish, base, who, door) : carry_out_words(wish, base, who, door)) {
            wish->outcome = alone ? WISH_EDITED : wish->outcome;
            return;
        }
    }
    wish->outcome = WISH_TOLD;
    if (wish->untaken)
        say_why(wish, "The file does not say which paragraph is which item, so its looks are not taken.");
    else if (*wish->item && try_way(wish, WAY_COMMENT, base, who, door, &refusal))
        wish->outcome = WISH_COMMENTED;
    else if (wish->why.len == 0)
        give_reason(wish, &refusal);
}

/* ---- saying it ---- */

static void write_place(struct buf *out, const struct word_wish *wish)
{
    if (!moves(wish))
        return;
    buf_text(out, ",\"parent\":");
    json_write_string(out, wish->parent);
    buf_text(out, ",\"after\":");
    json_write_string(out, wish->after);
}

/* Of the first of the words. */
static void write_looks(struct buf *out, const struct word_wish *wish)
{
    static const char *const names[] = {"bold", "italic", "underline"};

    if (wish->kind != WISH_FORMAT)
        return;
    buf_text(out, ",\"looks\":[");
    for (unsigned i = 0; i < 3; i++)
        if (wish->edits[0].format & (1u << i)) {
            json_write_comma(out);
            json_write_string(out, names[i]);
        }
    buf_text(out, "]");
    if (wish->edits[0].link) {
        buf_text(out, ",\"link\":");
        json_write_string(out, wish->edits[0].link);
    }
}

void word_wish_write_json(struct buf *out, const struct word_wish *wish)
{
    static const char *const kinds[] = {"text",  "format", "add",   "remove", "kind",
                                        "order", "level",  "title", "comment"};
    static const char *const outcomes[] = {"waiting", "edit", "proposal", "comment", "told"};

    json_write_comma(out);
    buf_text(out, "{\"item\":");
    json_write_string(out, wish->item);
    write_place(out, wish);
    write_looks(out, wish);
    if (wish->kind == WISH_KIND)
        buf_format(out, ",\"kind\":\"%s\"", item_kind_name(wish->item_kind));
    buf_format(out, ",\"what\":\"%s\",\"outcome\":\"%s\",\"was\":", kinds[wish->kind],
               outcomes[wish->outcome]);
    json_write_bytes(out, wish->was.bytes ? wish->was.bytes : "", wish->was.len);
    buf_text(out, ",\"now\":");
    json_write_bytes(out, wish->now.bytes ? wish->now.bytes : "", wish->now.len);
    if (wish->why.len > 0) {
        buf_text(out, ",\"why\":");
        json_write_string(out, wish->why.bytes);
    }
    buf_char(out, '}');
}
