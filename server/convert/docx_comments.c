#include "convert/docx_comments.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/xml_write.h"
#include "convert/docx_marks.h"
#include "convert/docx_xml.h"
#include "text/utf.h"

#define MOST_AUTHOR 255 /* bytes of a name; Word takes 255 letters */

static bool write_instant(struct buf *out, const char *name, int64_t at)
{
    time_t seconds = (time_t)(at / 1000);
    struct tm when;
    char date[32];

    if (at <= 0 || !gmtime_r(&seconds, &when) || !strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &when))
        return false;
    buf_format(out, " %s=\"%s\"", name, date);
    return true;
}

void docx_write_who(struct buf *out, const char *author, int64_t at, int64_t said)
{
    size_t len = strlen(author);

    buf_text(out, " w:author=\"");
    if (len > MOST_AUTHOR) {
        for (len = MOST_AUTHOR; ((unsigned char)author[len] & 0xc0) == 0x80;)
            len--;
    }
    xml_write(out, author, len);
    buf_char(out, '"');
    /* Word itself writes local time into w:date, with a Z all the same, and the true one beside it */
    if (write_instant(out, "w:date", said))
        (void)write_instant(out, "w16du:dateUtc", at);
}

/* --- keys ----------------------------------------------------------------------------------------------------------- */

static uint32_t *slot_of(uint32_t *keys, size_t slots, uint32_t key)
{
    size_t at = key & (slots - 1);

    while (keys[at] && keys[at] != key)
        at = (at + 1) & (slots - 1);
    return &keys[at];
}

static void make_room(struct docx_comments *comments)
{
    if (comments->slots > 2 * comments->count)
        return;
    size_t slots = comments->slots ? 2 * comments->slots : 64;
    uint32_t *keys = mem_zero(slots, sizeof *keys);
    for (size_t i = 0; i < comments->slots; i++)
        if (comments->keys[i])
            *slot_of(keys, slots, comments->keys[i]) = comments->keys[i];
    free(comments->keys);
    comments->keys = keys;
    comments->slots = slots;
}

/* The comment's key, or the next one that is free. */
static uint32_t take_key(struct docx_comments *comments, const struct revised_comment *comment)
{
    uint32_t key = comment->of_proposal ? docx_marks_note(comment->id) : docx_marks_comment(comment->id);

    make_room(comments);
    while (*slot_of(comments->keys, comments->slots, key) == key)
        key = key % 0x7fffffff + 1;
    *slot_of(comments->keys, comments->slots, key) = key;
    comments->count++;
    return key;
}

/* --- the two parts -------------------------------------------------------------------------------------------------- */

/* The first letters of a name's words: what Word shows beside the mark. */
static void write_initials(struct buf *out, const char *name)
{
    const char *end = name + strlen(name);

    buf_text(out, " w:initials=\"");
    for (const char *at = name; at < end;) {
        uint32_t code_point;
        size_t taken = utf_decode(at, (size_t)(end - at), &code_point);
        if (at == name || at[-1] == ' ')
            xml_write(out, at, taken);
        at += taken ? taken : 1;
    }
    buf_char(out, '"');
}

/* Lines of a comment are lines of one paragraph: a key belongs to a paragraph. */
static void write_lines(struct buf *out, const char *words)
{
    for (;;) {
        size_t len = strcspn(words, "\n");
        buf_text(out, "<w:r><w:t xml:space=\"preserve\">");
        xml_write(out, words, len);
        buf_text(out, "</w:t></w:r>");
        if (!words[len])
            return;
        buf_text(out, "<w:r><w:br/></w:r>");
        words += len + 1;
    }
}

static void write_comment(struct buf *out, const struct revised_comment *comment, uint32_t id, uint32_t key)
{
    buf_format(out, "<w:comment w:id=\"%u\"", (unsigned)id);
    docx_write_who(out, comment->who, comment->at, comment->at);
    write_initials(out, comment->who);
    buf_format(
        out,
        "><w:p w14:paraId=\"%08X\"><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr><w:r><w:rPr><w:rStyle "
        "w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>",
        (unsigned)key);
    write_lines(out, comment->words);
    buf_text(out, "</w:p></w:comment>");
}

void docx_comments_add(struct docx_comments *comments, const struct revised_paragraph *paragraph, uint32_t id)
{
    uint32_t *keys = mem_zero(paragraph->comment_count + 1, sizeof *keys);

    for (size_t i = 0; i < paragraph->comment_count; i++) {
        const struct revised_comment *comment = &paragraph->comments[i];
        keys[i] = take_key(comments, comment);
        write_comment(&comments->words, comment, id + (uint32_t)i, keys[i]);
        buf_format(&comments->threads, "<w15:commentEx w15:paraId=\"%08X\"", (unsigned)keys[i]);
        if (comment->parent != i)
            buf_format(&comments->threads, " w15:paraIdParent=\"%08X\"", (unsigned)keys[comment->parent]);
        buf_format(&comments->threads, " w15:done=\"%d\"/>",
                   paragraph->comments[comment->parent].resolved ? 1 : 0);
    }
    free(keys);
}

void docx_comments_write(const struct docx_comments *comments, struct buf *words, struct buf *threads)
{
    buf_text(words, DOCX_XML_HEAD "<w:comments" DOCX_XML_NAMES ">");
    buf_add(words, comments->words.bytes, comments->words.len);
    buf_text(words, "</w:comments>");
    buf_text(threads, DOCX_XML_HEAD "<w15:commentsEx" DOCX_XML_NAMES ">");
    buf_add(threads, comments->threads.bytes, comments->threads.len);
    buf_text(threads, "</w15:commentsEx>");
}

void docx_comments_clear(struct docx_comments *comments)
{
    buf_clear(&comments->words);
    buf_clear(&comments->threads);
    free(comments->keys);
    *comments = (struct docx_comments){0};
}
