#include "record/compare_write.h"

#include <string.h>
#include <time.h>

#include "convert/country.h"
#include "text/locale.h"
#include "draft/participants.h"

static const struct {
    const char *name;
    const char *type;
    void (*write)(struct buf *out, const struct comparison *comparison);
} formats[] = {
    [COMPARE_HTML] = {"html", "text/html; charset=utf-8", compare_write_html},
    [COMPARE_TXT] = {"txt", "text/plain; charset=utf-8", compare_write_txt},
    [COMPARE_JSON] = {"json", "application/json; charset=utf-8", compare_write_json},
    [COMPARE_DOCX] = {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                      NULL},
};

bool compare_format_from_name(const char *name, enum compare_format *out)
{
    for (size_t i = 0; i < COMPARE_FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) != 0)
            continue;
        *out = (enum compare_format)i;
        return true;
    }
    return false;
}

const char *compare_format_name(enum compare_format format)
{
    return formats[format].name;
}

const char *compare_content_type(enum compare_format format)
{
    return formats[format].type;
}

enum document_view compare_usual_view(enum compare_format format)
{
    return format == COMPARE_DOCX ? DOCUMENT_CLEAN : DOCUMENT_BRACKETS;
}

enum status compare_write(struct buf *out, enum compare_format format, const struct comparison *comparison)
{
    if (!formats[format].write)
        return compare_write_docx(out, comparison);
    formats[format].write(out, comparison);
    return STATUS_OK;
}

/* ---- words ---- */

static const struct compare_words vocabulary[LOCALE_COUNT] = {
    [LOCALE_EN] = {"Changes", "from change", "to change", "Nothing has changed.", "new", "restored",
                   "removed", "moved", "split off from", "joined to", "inserted by", "deleted by",
                   "decided by", "status", "kind"},
    [LOCALE_ES] = {"Cambios", "del cambio", "al cambio", "No ha cambiado nada.", "nuevo", "restablecido",
                   "suprimido", "trasladado", "separado de", "unido a", "insertado por", "suprimido por",
                   "decidido por", "estado", "tipo"},
    [LOCALE_FR] = {"Modifications", "du changement", "au changement", "Rien n’a changé.", "nouveau",
                   "rétabli", "supprimé", "déplacé", "séparé de", "réuni à", "inséré par", "supprimé par",
                   "décidé par", "état", "type"},
    [LOCALE_PT] = {"Alterações", "da alteração", "à alteração", "Nada mudou.", "novo", "restabelecido",
                   "suprimido", "deslocado", "separado de", "unido a", "inserido por", "suprimido por",
                   "decidido por", "estado", "tipo"},
};

const struct compare_words *compare_words_for(const char *lang)
{
    return &vocabulary[locale_of(lang)];
}

/* ---- who, when, where ---- */

void compare_write_person(struct buf *out, const struct comparison *comparison, const char *id)
{
    const struct participant *who = id ? participants_find(comparison->moments.to->draft, id) : NULL;
    const char *lang = comparison->after.document.lang;
    if (!who)
        buf_text(out, id ? id : "");
    else if (who->delegation)
        buf_format(out, "%s (%s)", country_name(who->delegation, lang), who->name);
    else
        buf_text(out, who->name);
}

void compare_write_group(struct buf *out, const struct comparison *comparison, const char *group)
{
    if (participants_find(comparison->moments.to->draft, group))
        compare_write_person(out, comparison, group);
    else
        buf_text(out, country_name(group, comparison->after.document.lang));
}

void compare_write_time(struct buf *out, int64_t at_ms)
{
    char text[32];
    struct tm utc;
    time_t seconds = (time_t)(at_ms / 1000);
    if (gmtime_r(&seconds, &utc) && strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &utc))
        buf_text(out, text);
}

void compare_write_author(struct buf *out, const struct comparison *comparison,
                          const struct authorship *author, const struct compare_words *words)
{
    if (!author->by)
        return;
    compare_write_person(out, comparison, author->by);
    if (author->decider) {
        buf_format(out, ", %s ", words->decided);
        compare_write_person(out, comparison, author->decider);
    }
    if (author->seq) {
        buf_text(out, ", ");
        compare_write_time(out, author->at);
    }
}

static const struct document_item *find(const struct document *document, const char *id)
{
    for (size_t i = 0; i < document->count; i++)
        if (strcmp(document->items[i].id, id) == 0)
            return &document->items[i];
    return NULL;
}

#define QUOTE_BYTES 40

static void write_quote(struct buf *out, const struct delta *text)
{
    size_t room = QUOTE_BYTES;
    buf_text(out, "\xe2\x80\x9c");
    for (size_t i = 0; text && i < text->count && room; i++) {
        size_t len = text->ops[i].len_bytes < room ? text->ops[i].len_bytes : room;
        const char *bytes = delta_op_bytes(text, &text->ops[i]);
        while (len < text->ops[i].len_bytes && len && ((unsigned char)bytes[len] & 0xC0) == 0x80)
            len--; /* not in the midst of a character */
        buf_add(out, bytes, len);
        room = len < text->ops[i].len_bytes ? 0 : room - len;
    }
    buf_text(out, "\xe2\x80\x9d");
}

void compare_write_item(struct buf *out, const struct comparison *comparison, const char *item)
{
    const struct document_item *found = find(&comparison->shown_after, item);
    if (!found)
        found = find(&comparison->shown_before, item);
    if (found && found->number[0])
        buf_text(out, found->number);
    else if (found)
        write_quote(out, found->text);
    else
        buf_text(out, item);
}
