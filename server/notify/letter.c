#include "notify/letter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/hmac.h"
#include "base/mem.h"
#include "base/xml_write.h"
#include "draft/word_in_front.h"
#include "notify/calendar.h"
#include "notify/mime.h"
#include "wire/json.h"

#define TITLE_VALUES 200

/* ---- sentences ---- */

struct filling {
    const char *name; /* of the brace */
    const char *value;
};

/* What a brace stands for: "name", or "words|name". */
static void fill_one(struct buf *out, const char *brace, size_t len, const struct filling *filling)
{
    const char *bar = memchr(brace, '|', len);
    const char *name = bar ? bar + 1 : brace;
    size_t name_len = len - (size_t)(name - brace);
    while (filling->name && (strncmp(filling->name, name, name_len) != 0 || filling->name[name_len]))
        filling++;
    if (!filling->name)
        return;
    if (bar && !has_word_in_front(filling->value)) {
        buf_add(out, brace, (size_t)(bar - brace));
        buf_char(out, ' ');
    }
    buf_text(out, filling->value);
}

/* Puts values into a sentence, which has braces for these only; ends with a row of NULL. */
static void fill(struct buf *out, const char *sentence, const struct filling *fillings)
{
    while (*sentence) {
        size_t plain = strcspn(sentence, "{"), len = strcspn(sentence + plain, "}");
        buf_add(out, sentence, plain);
        if (len)
            fill_one(out, sentence + plain + 1, len - 1, fillings);
        sentence += plain + len + (len > 0);
    }
}

static void format_time(int64_t ms, char out[32])
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    strftime(out, 32, "%Y-%m-%d %H:%M UTC", &tm);
}

/* The title in the language, else in the first that it has; caller frees. */
static char *title_in(const char *titles, const char *lang)
{
    struct json_doc *doc = titles ? json_parse(titles, strlen(titles), TITLE_VALUES) : NULL;
    const struct json *root = doc ? json_root(doc) : NULL;
    const char *title = root ? json_get_string(root, lang) : NULL;
    if (root && !title && json_first(root))
        title = json_string(json_first(root));
    char *copy = mem_copy_string(title ? title : "");
    json_free(doc);
    return copy;
}

/* ---- blocks, in both forms ---- */

static void add_paragraph(struct letter *letter, const char *words)
{
    buf_format(&letter->text, "%s\n\n", words);
    buf_text(&letter->html, "<p>");
    xml_write_text(&letter->html, words);
    buf_text(&letter->html, "</p>\n");
}

static void add_link(struct letter *letter, const char *url, const char *label)
{
    buf_format(&letter->text, "%s\n\n", url);
    buf_text(&letter->html, "<p><a");
    xml_write_attribute(&letter->html, "href", url);
    buf_char(&letter->html, '>');
    xml_write_text(&letter->html, label);
    buf_text(&letter->html, "</a></p>\n");
}

static void add_heading(struct letter *letter, const char *words)
{
    buf_format(&letter->text, "== %s ==\n\n", words);
    buf_text(&letter->html, "<h2 style=\"font-size:1.1em\">");
    xml_write_text(&letter->html, words);
    buf_text(&letter->html, "</h2>\n");
}

static void add_quote(struct letter *letter, const char *words)
{
    buf_text(&letter->text, "> ");
    for (const char *c = words; *c; c++) {
        buf_char(&letter->text, *c);
        if (*c == '\n')
            buf_text(&letter->text, "> ");
    }
    buf_text(&letter->text, "\n\n");
    buf_text(&letter->html, "<blockquote style=\"white-space:pre-wrap\">");
    xml_write_text(&letter->html, words);
    buf_text(&letter->html, "</blockquote>\n");
}

static void add_filled(struct letter *letter, const char *sentence, const struct filling *fillings)
{
    struct buf words = BUF_EMPTY;
    fill(&words, sentence, fillings);
    add_paragraph(letter, words.bytes);
    buf_clear(&words);
}

/* ---- what it tells ---- */

void letter_begin(struct letter *letter, const struct letter_to *to)
{
    *letter = (struct letter){.to = *to, .words = letter_words_of(to->lang)};
    const struct filling fillings[] = {{"name", to->address->name}, {NULL, NULL}};
    add_filled(letter, letter->words->hello, fillings);
}

void letter_set_invitation(struct letter *letter, const char *token)
{
    const struct filling fillings[] = {{"meeting", letter->to.meeting}, {NULL, NULL}};
    struct buf url = BUF_EMPTY;
    buf_format(&url, "%s/join#%s", letter->to.base_url, token);
    fill(&letter->subject, letter->words->invitation_subject, fillings);
    add_filled(letter, letter->words->invitation, fillings);
    add_link(letter, url.bytes, letter->words->enter);
    add_paragraph(letter, letter->words->invitation_own);
    buf_clear(&url);
}

static void add_deadline(struct letter *letter, const struct notice *notice, const char *description,
                         const char *url, const struct filling *fillings)
{
    struct buf summary = BUF_EMPTY, uid = BUF_EMPTY;
    /* a reminder is of the deadline that the first notice told of: the same event, but for how long before it comes */
    const char *event = notice->event;
    size_t len = strlen(event);
    if (strcmp(notice->kind, "deadline") == 0)
        len = (size_t)(strrchr(event, '.') - event);
    buf_format(&uid, "%.*s@plenaria", (int)len, event);
    fill(&summary, letter->words->deadline, fillings);
    const struct calendar_entry entry = {uid.bytes, notice->until, summary.bytes, description, url};
    if (!letter->calendar.len)
        calendar_begin(&letter->calendar);
    calendar_add(&letter->calendar, &entry, letter->to.now);
    buf_clear(&summary);
    buf_clear(&uid);
}

static void begin_draft(struct letter *letter, const struct notice *notice)
{
    if (strcmp(letter->draft, notice->draft) == 0)
        return;
    char *title = title_in(notice->title, letter->words->lang);
    snprintf(letter->draft, sizeof letter->draft, "%s", notice->draft);
    if (*title)
        add_heading(letter, title);
    free(title);
}

void letter_add_notice(struct letter *letter, const struct notice *notice)
{
    struct buf sentence = BUF_EMPTY, url = BUF_EMPTY, who = BUF_EMPTY;
    char until[32] = "";
    enum event_kind kind;
    if (notice->until)
        format_time(notice->until, until);
    buf_text(&who, notice->by_name ? notice->by_name : letter->words->somebody);
    if (notice->by_delegation)
        buf_format(&who, " (%s)", notice->by_delegation);
    const struct filling fillings[] = {
        {"item", notice->label ? notice->label : ""}, {"until", until}, {"who", who.bytes}, {NULL, NULL}};
    fill(&sentence, letter->words->sentences[sentence_of(notice->kind, notice->outcome)], fillings);
    buf_format(&url, "%s/d/%s", letter->to.base_url, notice->draft);
    if (notice->item)
        buf_format(&url, "#item-%s", notice->item);
    begin_draft(letter, notice);
    add_paragraph(letter, sentence.bytes);
    if (notice->words)
        add_quote(letter, notice->words);
    add_link(letter, url.bytes, letter->words->open);
    if (notice->until > letter->to.now)
        add_deadline(letter, notice, sentence.bytes, url.bytes, fillings);
    if (!letter->notices++ && event_kind_from_name(notice->kind, &kind))
        buf_text(&letter->subject, letter->words->subjects[kind]);
    buf_clear(&sentence);
    buf_clear(&url);
    buf_clear(&who);
}

/* ---- the whole ---- */

void unsubscribe_sign(const char *secret, const char *participant, char signature[UNSUBSCRIBE_BYTES])
{
    struct buf what = BUF_EMPTY;
    char hex[SHA256_HEX + 1];
    buf_format(&what, "unsubscribe %s", participant);
    struct sha256 hash = hmac_sha256(secret, strlen(secret), what.bytes, what.len);
    sha256_hex(&hash, hex);
    snprintf(signature, UNSUBSCRIBE_BYTES, "%.32s", hex);
    buf_clear(&what);
}

char *letter_bare_address(const char *from)
{
    const char *open = strrchr(from, '<'), *close = open ? strchr(open, '>') : NULL;
    return close ? mem_copy_bytes(open + 1, (size_t)(close - open - 1)) : mem_copy_string(from);
}

static void write_from(const char *from, struct buf *out)
{
    char *address = letter_bare_address(from);
    size_t len = strcspn(from, "<");
    while (len && (from[len - 1] == ' ' || from[len - 1] == '"'))
        len--;
    size_t start = *from == '"';
    char *name = strchr(from, '<') && len > start ? mem_copy_bytes(from + start, len - start) : NULL;
    mime_mailbox(out, "From", name, address);
    free(name);
    free(address);
}

static void write_headers(const struct letter *letter, const char *unsubscribe, struct buf *out)
{
    const struct letter_to *to = &letter->to;
    const char *host = strstr(to->base_url, "://");
    host = host ? host + 3 : to->base_url;
    write_from(to->from, out);
    mime_mailbox(out, "To", to->address->name, to->address->email);
    mime_header(out, "Subject", letter->subject.bytes);
    mime_date(out, to->now);
    buf_format(out, "Message-ID: <%s@%.*s>\r\n", to->id, (int)strcspn(host, ":/"), host);
    buf_format(out, "List-Unsubscribe:\r\n <%s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
               unsubscribe);
    buf_format(out, "Auto-Submitted: auto-generated\r\nContent-Language: %s\r\nMIME-Version: 1.0\r\n",
               letter->words->lang);
}

static void add_footer(struct letter *letter, const char *unsubscribe)
{
    const struct filling fillings[] = {{"meeting", letter->to.meeting}, {NULL, NULL}};
    buf_text(&letter->text, "-- \n");
    buf_text(&letter->html, "<hr>\n");
    add_filled(letter, letter->words->why, fillings);
    buf_format(&letter->text, "%s:\n", letter->words->unsubscribe);
    add_link(letter, unsubscribe, letter->words->unsubscribe);
}

static void write_bodies(struct letter *letter, struct buf *out)
{
    char border[24];
    struct buf page = BUF_EMPTY;
    random_id(border, sizeof border);
    buf_format(&page,
               "<!doctype html>\n<html lang=\"%s\"><head><meta "
               "charset=\"utf-8\"></head>\n<body>\n%s</body></html>\n",
               letter->words->lang, letter->html.bytes);
    if (letter->calendar.len)
        buf_format(out, "Content-Type: multipart/mixed; boundary=\"m%s\"\r\n\r\n--m%s\r\n", border, border);
    buf_format(out, "Content-Type: multipart/alternative; boundary=\"a%s\"\r\n\r\n--a%s\r\n", border, border);
    mime_text_part(out, "text/plain", letter->text.bytes);
    buf_format(out, "\r\n--a%s\r\n", border);
    mime_text_part(out, "text/html", page.bytes);
    buf_format(out, "\r\n--a%s--\r\n", border);
    if (letter->calendar.len) {
        calendar_end(&letter->calendar);
        buf_format(out, "\r\n--m%s\r\n", border);
        mime_attachment(out, "text/calendar; method=PUBLISH", "plenaria.ics", &letter->calendar);
        buf_format(out, "\r\n--m%s--\r\n", border);
    }
    buf_clear(&page);
}

void letter_finish(struct letter *letter, struct buf *out)
{
    char signature[UNSUBSCRIBE_BYTES], count[24];
    struct buf unsubscribe = BUF_EMPTY;
    unsubscribe_sign(letter->to.secret, letter->to.participant, signature);
    buf_format(&unsubscribe, "%s/api/unsubscribe/%s/%s", letter->to.base_url, letter->to.participant,
               signature);
    if (letter->notices > 1) {
        snprintf(count, sizeof count, "%zu", letter->notices);
        const struct filling fillings[] = {{"count", count}, {NULL, NULL}};
        buf_reset(&letter->subject);
        fill(&letter->subject, letter->words->many_subject, fillings);
    }
    add_footer(letter, unsubscribe.bytes);
    write_headers(letter, unsubscribe.bytes, out);
    write_bodies(letter, out);
    buf_clear(&unsubscribe);
}

void letter_clear(struct letter *letter)
{
    buf_clear(&letter->text);
    buf_clear(&letter->html);
    buf_clear(&letter->subject);
    buf_clear(&letter->calendar);
}
