#include "record/minutes.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/map.h"
#include "base/mem.h"
#include "convert/country.h"
#include "draft/change_kind.h"
#include "draft/proposal_parts.h"
#include "draft/consultations.h"
#include "draft/cosigning.h"
#include "draft/items.h"
#include "draft/participants.h"
#include "draft/positions.h"
#include "draft/proposals.h"
#include "draft/versions.h"
#include "load/draft_document.h"
#include "record/minutes_page.h"
#include "text/locale.h"
#include "wire/op_codec.h"

static const struct {
    const char *name, *type;
} formats[] = {
    [MINUTES_TXT] = {"txt", "text/plain; charset=utf-8"},
    [MINUTES_MD] = {"md", "text/markdown; charset=utf-8"},
    [MINUTES_HTML] = {"html", "text/html; charset=utf-8"},
    [MINUTES_DOCX] = {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    [MINUTES_JSON] = {"json", "application/json; charset=utf-8"},
};

bool minutes_format_from_name(const char *name, enum minutes_format *out)
{
    for (size_t i = 0; i < MINUTES_FORMAT_COUNT; i++) {
        if (strcmp(formats[i].name, name) != 0)
            continue;
        *out = (enum minutes_format)i;
        return true;
    }
    return false;
}

const char *minutes_content_type(enum minutes_format format)
{
    return formats[format].type;
}

/* ---- words ---- */

struct vocabulary {
    const char *minutes, *meeting, *from, *to, *changes, *adopted, *open;
    const char *people, *no_ops, *entered, *left;
    const char *versions, *cosigned, *change, *asked, *decisions, *none, *status, *reason, *accepted,
        *rejected, *withdrawn, *pending, *part_accepted, *part_rejected, *of;
    const char *consultation, *silence, *until, *positions, *reservations, *removed;
    const char *statuses[ITEM_STATUS_COUNT];
    const char *stands[POSITION_COUNT];
    const char *ends[CONSULTATION_STATE_COUNT];
    const char *roles[ROLE_COUNT];
};

static const struct vocabulary vocabularies[LOCALE_COUNT] = {
    [LOCALE_EN] = {"Minutes",
                   "Course",
                   "from",
                   "to",
                   "changes",
                   "The text was adopted.",
                   "The text is not adopted.",
                   "Participants",
                   "no change of their own",
                   "link opened",
                   "seat ended",
                   "Versions",
                   "Cosignatures",
                   "change",
                   "asked for by the chair",
                   "Decisions, item by item",
                   "none",
                   "status",
                   "reason",
                   "accepted",
                   "rejected",
                   "withdrawn",
                   "still open",
                   "a part accepted",
                   "a part rejected",
                   "proposal of",
                   "consultation of",
                   "silence procedure",
                   "until",
                   "Positions at the end",
                   "Reservations and objections",
                   "Removed items",
                   {"open", "in review", "agreed", "approved"},
                   {"", "supports", "accepts", "reserves", "objects"},
                   {"running", "silence kept", "silence broken", "expired", "closed by the chair"},
                   {"observer", "delegation", "secretariat", "chair"}},
    [LOCALE_ES] = {"Acta",
                   "Desarrollo",
                   "desde",
                   "hasta",
                   "cambios",
                   "El texto fue aprobado.",
                   "El texto no ha sido aprobado.",
                   "Participantes",
                   "ningún cambio propio",
                   "enlace abierto",
                   "asiento terminado",
                   "Versiones",
                   "Cofirmas",
                   "cambio",
                   "pedida por la presidencia",
                   "Decisiones, punto por punto",
                   "ninguna",
                   "estado",
                   "motivo",
                   "aceptada",
                   "rechazada",
                   "retirada",
                   "sigue abierta",
                   "aceptada en parte",
                   "rechazada en parte",
                   "propuesta de",
                   "consulta a",
                   "procedimiento de silencio",
                   "hasta",
                   "Posiciones al final",
                   "Reservas y objeciones",
                   "Puntos suprimidos",
                   {"abierto", "en revisión", "acordado", "aprobado"},
                   {"", "apoya", "acepta", "reserva", "objeta"},
                   {"en curso", "silencio mantenido", "silencio roto", "vencida",
                    "cerrada por la presidencia"},
                   {"observación", "delegación", "secretaría", "presidencia"}},
    [LOCALE_FR] = {"Procès-verbal",
                   "Déroulement",
                   "du",
                   "au",
                   "changements",
                   "Le texte a été adopté.",
                   "Le texte n’est pas adopté.",
                   "Participants",
                   "aucun changement propre",
                   "lien ouvert",
                   "place retirée",
                   "Versions",
                   "Cosignatures",
                   "changement",
                   "demandée par la présidence",
                   "Décisions, point par point",
                   "aucune",
                   "état",
                   "motif",
                   "acceptée",
                   "rejetée",
                   "retirée",
                   "encore ouverte",
                   "acceptée en partie",
                   "rejetée en partie",
                   "proposition de",
                   "consultation de",
                   "procédure d’approbation tacite (silence)",
                   "jusqu’au",
                   "Positions à la fin",
                   "Réserves et objections",
                   "Points supprimés",
                   {"ouvert", "à l’examen", "convenu", "approuvé"},
                   {"", "appuie", "accepte", "réserve", "fait objection"},
                   {"en cours", "silence gardé", "silence rompu", "expirée", "close par la présidence"},
                   {"observateur", "délégation", "secrétariat", "présidence"}},
    [LOCALE_PT] = {"Ata",
                   "Desenvolvimento",
                   "de",
                   "até",
                   "alterações",
                   "O texto foi adotado.",
                   "O texto não foi adotado.",
                   "Participantes",
                   "nenhuma alteração própria",
                   "link aberto",
                   "lugar retirado",
                   "Versões",
                   "Coassinaturas",
                   "alteração",
                   "pedida pela presidência",
                   "Decisões, ponto por ponto",
                   "nenhuma",
                   "estado",
                   "motivo",
                   "aceita",
                   "rejeitada",
                   "retirada",
                   "ainda em aberto",
                   "aceita em parte",
                   "rejeitada em parte",
                   "proposta de",
                   "consulta a",
                   "procedimento de silêncio",
                   "até",
                   "Posições ao final",
                   "Reservas e objeções",
                   "Pontos suprimidos",
                   {"aberto", "em revisão", "acordado", "aprovado"},
                   {"", "apoia", "aceita", "reserva", "objeta"},
                   {"em curso", "silêncio mantido", "silêncio rompido", "vencida",
                    "encerrada pela presidência"},
                   {"observador", "delegação", "secretaria", "presidência"}},
};

struct writer {
    const struct minutes_request *request;
    const struct draft *draft;
    const struct weave *weave;
    const struct vocabulary *words;
    struct draft_document document;
    struct minutes_page page;
    enum status status;
};

static void add_time(struct buf *out, int64_t at_ms)
{
    char text[32];
    struct tm utc;
    time_t seconds = (time_t)(at_ms / 1000);
    if (gmtime_r(&seconds, &utc) && strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &utc))
        buf_text(out, text);
}

static void add_person(struct buf *out, const struct writer *writer, const char *id)
{
    const struct participant *who = id ? participants_find(writer->draft, id) : NULL;
    const char *lang = writer->document.document.lang;
    if (who && who->delegation)
        buf_format(out, "%s (%s)", country_name(who->delegation, lang), who->name);
    else
        buf_text(out, who ? who->name : id ? id : "");
}

static void add_strings(struct buf *out, const struct string_list *codes, const char *lang)
{
    for (size_t i = 0; i < codes->count; i++)
        buf_format(out, "%s%s", i ? ", " : "", country_name(codes->strings[i], lang));
}

static const char *language(const struct writer *writer)
{
    return writer->document.document.lang;
}

/* ---- sections ---- */

static void write_course(struct writer *writer)
{
    const struct vocabulary *words = writer->words;
    struct buf line = BUF_EMPTY;
    uint64_t last = writer->draft->seq;
    minutes_page_section(&writer->page, words->meeting);
    buf_format(&line, "%s ", words->from);
    add_time(&line, weave_time(writer->weave, 1));
    buf_format(&line, " %s ", words->to);
    add_time(&line, weave_time(writer->weave, last));
    buf_format(&line, ", %llu %s", (unsigned long long)last, words->changes);
    minutes_page_line(&writer->page, &line);
    buf_text(&line, writer->draft->adopted ? words->adopted : words->open);
    minutes_page_line(&writer->page, &line);
}

/* When somebody made their first and their last change, and how many. */
struct presence {
    uint64_t first, last, count;
};

/* By participant; the caller frees the entries. */
static void note_presence(const struct writer *writer, struct map *out)
{
    for (uint64_t seq = 1; seq <= writer->draft->seq; seq++) {
        const char *by = weave_author(writer->weave, seq);
        struct presence *presence = map_get(out, by);
        if (!presence) {
            presence = mem_zero(1, sizeof *presence);
            presence->first = seq;
            map_put(out, by, presence);
        }
        presence->last = seq;
        presence->count++;
    }
}

static void add_presence(struct buf *line, const struct writer *writer, const struct person *person,
                         const struct presence *presence)
{
    const struct vocabulary *words = writer->words;
    if (!presence) {
        buf_format(line, ": %s", words->no_ops);
    } else {
        buf_format(line, ": %llu %s, %s ", (unsigned long long)presence->count, words->changes, words->from);
        add_time(line, weave_time(writer->weave, presence->first));
        buf_format(line, " %s ", words->to);
        add_time(line, weave_time(writer->weave, presence->last));
    }
    if (person->seat && person->seat->entered_at) {
        buf_format(line, "; %s ", words->entered);
        add_time(line, (int64_t)person->seat->entered_at);
    }
    if (person->seat && person->seat->ended_at) {
        buf_format(line, "; %s ", words->left);
        add_time(line, (int64_t)person->seat->ended_at);
    }
}

/* The chair first; delegations as their language sorts them, each with its people by name. */
static int in_order_of_table(const void *left, const void *right, void *lang)
{
    const struct person *a = *(const struct person *const *)left, *b = *(const struct person *const *)right;
    if (a->who->role != b->who->role)
        return a->who->role > b->who->role ? -1 : 1;
    if (!a->who->delegation != !b->who->delegation)
        return a->who->delegation ? 1 : -1;
    int delegations = a->who->delegation ? country_compare(a->who->delegation, b->who->delegation, lang) : 0;
    int names = strcmp(a->who->name, b->who->name);
    return delegations ? delegations : names ? names : strcmp(a->id, b->id);
}

static const struct person **sort_people(const struct writer *writer)
{
    size_t count = writer->draft->participants.count;
    const struct person **people = mem_zero(count + 1, sizeof *people);
    for (size_t i = 0; i < count; i++)
        people[i] = writer->draft->participants.all[i];
    qsort_r(people, count, sizeof *people, in_order_of_table, (char *)language(writer));
    return people;
}

static void write_people(struct writer *writer)
{
    const struct person **people = sort_people(writer);
    struct map presences = {0};
    void *presence;
    note_presence(writer, &presences);
    minutes_page_section(&writer->page, writer->words->people);
    for (size_t i = 0; i < writer->draft->participants.count; i++) {
        const struct person *person = people[i];
        struct buf line = BUF_EMPTY;
        add_person(&line, writer, person->id);
        if (person->who->role < ROLE_COUNT)
            buf_format(&line, ", %s", writer->words->roles[person->who->role]);
        add_presence(&line, writer, person, map_get(&presences, person->id));
        minutes_page_line(&writer->page, &line);
    }
    for (size_t i = 0; (presence = map_next(&presences, &i));)
        free(presence);
    map_clear(&presences);
    free(people);
}

static void write_versions(struct writer *writer)
{
    minutes_page_section(&writer->page, writer->words->versions);
    for (size_t i = 0; i < writer->draft->versions.count; i++) {
        const struct version *version = writer->draft->versions.all[i];
        struct buf line = BUF_EMPTY;
        buf_format(&line, "%s: ", version->name);
        add_time(&line, weave_time(writer->weave, version->of));
        buf_text(&line, ", ");
        add_person(&line, writer, version->by);
        minutes_page_line(&writer->page, &line);
    }
}

/* What a moment is called: the version that it is, or its change. */
static void add_moment(struct buf *line, const struct writer *writer, uint64_t of)
{
    for (size_t i = writer->draft->versions.count; i > 0; i--) {
        const struct version *version = writer->draft->versions.all[i - 1];
        if (version->of != of)
            continue;
        buf_text(line, version->name);
        return;
    }
    buf_format(line, "%s %llu", writer->words->change, (unsigned long long)of);
}

static void write_asked(struct writer *writer, const struct cosigning *asked)
{
    struct buf line = BUF_EMPTY;
    add_moment(&line, writer, asked->of);
    buf_format(&line, ", %s: ", writer->words->asked);
    for (size_t i = 0; i < asked->delegations.count; i++)
        buf_format(&line, "%s%s", i ? ", " : "",
                   country_name(asked->delegations.strings[i], language(writer)));
    if (asked->note)
        buf_format(&line, "; %s: %s", writer->words->reason, asked->note);
    minutes_page_line(&writer->page, &line);
}

/* Devices sign, delegations are told of. */
static void write_cosigned(struct writer *writer)
{
    const struct draft *draft = writer->draft;
    if (!draft->cosigning && !draft->cosignatures.count)
        return;
    minutes_page_section(&writer->page, writer->words->cosigned);
    if (draft->cosigning)
        write_asked(writer, draft->cosigning);
    for (size_t i = 0; i < draft->cosignatures.count; i++) {
        const struct cosignature *cosignature = draft->cosignatures.all[i];
        struct buf line = BUF_EMPTY;
        add_moment(&line, writer, cosignature->of);
        buf_text(&line, ": ");
        add_time(&line, cosignature->at);
        buf_text(&line, ", ");
        add_person(&line, writer, cosignature->by);
        minutes_page_line(&writer->page, &line);
    }
}

struct reason {
    const struct event *event;
    struct buf *line;
    const struct vocabulary *words;
};

static bool add_reason(void *context, const struct log_op *stored)
{
    struct reason *reason = context;
    struct op op;
    if (op_decode(stored->bytes, stored->len, &op) != STATUS_OK)
        return false;
    if (reason->event->change < op.changes.count && op.changes.changes[reason->event->change].note)
        buf_format(reason->line, "; %s: %s", reason->words->reason,
                   op.changes.changes[reason->event->change].note);
    op_clear(&op);
    return false;
}

static void write_status(struct writer *writer, const struct event *event)
{
    const struct minutes_request *request = writer->request;
    struct buf line = BUF_EMPTY;
    add_time(&line, weave_time(writer->weave, event->seq));
    buf_format(&line, ": %s %s, ", writer->words->status, writer->words->statuses[event->value]);
    add_person(&line, writer, weave_author(writer->weave, event->seq));
    struct reason reason = {event, &line, writer->words};
    enum status status =
        request->log->ops->read(request->log, writer->draft->id, event->seq, event->seq, add_reason, &reason);
    writer->status = writer->status == STATUS_OK ? status : writer->status;
    minutes_page_line(&writer->page, &line);
}

/* What was decided of it by itself, before the whole was, or while it is open. */
static void write_parts(struct writer *writer, const struct proposal *proposal)
{
    for (size_t i = 0; i < proposal_parts_count(proposal); i++) {
        const struct proposal_part *part = &proposal->parts->all[i];
        struct buf line = BUF_EMPTY;
        add_time(&line, part->at);
        buf_format(&line, ": %s ", writer->words->of);
        add_person(&line, writer, proposal->by);
        buf_format(&line, ": %s, ",
                   part->accepted ? writer->words->part_accepted : writer->words->part_rejected);
        add_person(&line, writer, part->by);
        if (*part->inserted)
            buf_format(&line, " + \"%s\"", part->inserted);
        if (*part->struck)
            buf_format(&line, " \xe2\x88\x92 \"%s\"", part->struck);
        minutes_page_line(&writer->page, &line);
    }
}

static void write_proposal(struct writer *writer, const struct proposal *proposal)
{
    const struct vocabulary *words = writer->words;
    const char *const ends[PROPOSAL_STATE_COUNT] = {words->pending, words->accepted, words->rejected,
                                                    words->withdrawn};
    struct buf line = BUF_EMPTY;
    add_time(&line, proposal->closed ? proposal->closed_at : proposal->at);
    buf_format(&line, ": %s ", words->of);
    add_person(&line, writer, proposal->by);
    if (proposal->support && proposal->support->count) {
        buf_text(&line, " + ");
        add_strings(&line, proposal->support, language(writer));
    }
    buf_format(&line, ": %s", ends[proposal->state]);
    if (proposal->closer && proposal->state != PROPOSAL_WITHDRAWN) {
        buf_text(&line, ", ");
        add_person(&line, writer, proposal->closer);
    }
    if (proposal->note)
        buf_format(&line, " \xe2\x80\x94 %s", proposal->note);
    minutes_page_line(&writer->page, &line);
}

static void write_consultation(struct writer *writer, const struct consultation *consultation)
{
    const struct vocabulary *words = writer->words;
    struct buf line = BUF_EMPTY;
    add_time(&line, (int64_t)consultation->at);
    buf_format(&line, ": %s ", words->consultation);
    add_strings(&line, &consultation->delegations, language(writer));
    buf_format(&line, ", %s ", words->until);
    add_time(&line, consultation->until);
    if (consultation->silence)
        buf_format(&line, ", %s", words->silence);
    buf_format(&line, ": %s", words->ends[consultation->state]);
    minutes_page_line(&writer->page, &line);
}

#define QUOTE_BYTES 80

static void add_item(struct buf *out, const struct writer *writer, const char *id)
{
    const struct document *document = &writer->document.document;
    const struct item *item = item_find(writer->draft, id);
    const struct item_text *text = item ? item_text_find(item, document->lang) : NULL;
    for (size_t i = 0; i < document->count; i++)
        if (strcmp(document->items[i].id, id) == 0 && document->items[i].number[0])
            buf_format(out, "%s ", document->items[i].number);
    struct buf words = BUF_EMPTY;
    if (text)
        text_write_plain(text->text, &words);
    size_t len = words.len < QUOTE_BYTES ? words.len : QUOTE_BYTES;
    while (len < words.len && len && ((unsigned char)words.bytes[len] & 0xC0) == 0x80)
        len--; /* not in the midst of a character */
    buf_add(out, words.bytes ? words.bytes : "", len);
    buf_text(out, len < words.len ? "\xe2\x80\xa6" : "");
    buf_clear(&words);
}

/* The heading of an item comes with its first line. */
static void open_item(struct writer *writer, const char *item, bool *opened)
{
    struct buf heading = BUF_EMPTY;
    if (*opened)
        return;
    *opened = true;
    add_item(&heading, writer, item);
    minutes_page_heading(&writer->page, &heading);
}

static void write_decisions_of(struct writer *writer, const char *item)
{
    const struct draft *draft = writer->draft;
    bool opened = false;
    size_t count;
    const struct event *events = chronicle_of(&writer->request->record->chronicle, ABOUT_ITEM, item, &count);
    for (size_t i = 0; i < count; i++)
        if (events[i].kind == &change_item_status && events[i].seq <= draft->seq) {
            open_item(writer, item, &opened);
            write_status(writer, &events[i]);
        }
    for (size_t i = 0; i < draft->proposals.count; i++) {
        const struct proposal *proposal = draft->proposals.all[i];
        if (proposal->item && strcmp(proposal->item->id, item) == 0) {
            open_item(writer, item, &opened);
            write_parts(writer, proposal);
            write_proposal(writer, proposal);
        }
    }
    for (size_t i = 0; i < draft->consultations.count; i++) {
        const struct consultation *consultation = draft->consultations.all[i];
        if (strcmp(consultation->item, item) == 0) {
            open_item(writer, item, &opened);
            write_consultation(writer, consultation);
        }
    }
}

static void write_decisions(struct writer *writer)
{
    minutes_page_section(&writer->page, writer->words->decisions);
    for (struct item *item = item_next(writer->draft, NULL); item && writer->status == STATUS_OK;
         item = item_next(writer->draft, item))
        if (item_is_there(item))
            write_decisions_of(writer, item->id);
}

static bool is_reservation(enum position_value value)
{
    return value == POSITION_RESERVE || value == POSITION_OBJECT;
}

/* By delegation, of each in the order in which they were taken. */
static int by_delegation(const void *left, const void *right, void *lang)
{
    const struct position *a = *(const struct position *const *)left,
                          *b = *(const struct position *const *)right;
    int delegations = country_compare(a->delegation, b->delegation, lang);
    return delegations ? delegations : a->seq < b->seq ? -1 : a->seq > b->seq;
}

static const struct position **sort_positions(const struct writer *writer)
{
    size_t count = writer->draft->positions.count;
    const struct position **positions = mem_zero(count + 1, sizeof *positions);
    for (size_t i = 0; i < count; i++)
        positions[i] = writer->draft->positions.all[i];
    qsort_r(positions, count, sizeof *positions, by_delegation, (char *)language(writer));
    return positions;
}

static void write_positions(struct writer *writer, const char *title, bool reservations)
{
    const struct position **positions = sort_positions(writer);
    bool any = false;
    minutes_page_section(&writer->page, title);
    for (size_t i = 0; i < writer->draft->positions.count; i++) {
        const struct position *position = positions[i];
        struct buf line = BUF_EMPTY;
        if (position->value == POSITION_NONE || (reservations && !is_reservation(position->value)))
            continue;
        any = true;
        buf_format(&line, "%s %s: ", country_name(position->delegation, language(writer)),
                   writer->words->stands[position->value]);
        add_item(&line, writer, position->item);
        if (position->note)
            buf_format(&line, " \xe2\x80\x94 %s", position->note);
        minutes_page_line(&writer->page, &line);
    }
    free(positions);
    struct buf none = BUF_EMPTY;
    buf_text(&none, writer->words->none);
    if (any)
        buf_clear(&none);
    else
        minutes_page_line(&writer->page, &none);
}

static void write_removed(struct writer *writer)
{
    minutes_page_section(&writer->page, writer->words->removed);
    for (struct item *item = item_next(writer->draft, NULL); item; item = item_next(writer->draft, item)) {
        struct buf line = BUF_EMPTY;
        if (!item->removed || !item->removal)
            continue;
        add_item(&line, writer, item->id);
        buf_text(&line, ": ");
        add_time(&line, item->removal->at);
        buf_text(&line, ", ");
        add_person(&line, writer, item->removal->by);
        minutes_page_line(&writer->page, &line);
    }
}

enum status minutes_write(struct buf *out, const struct minutes_request *request)
{
    struct writer writer = {.request = request,
                            .draft = request->now->draft,
                            .weave = request->record->weave,
                            .page = {.out = out, .format = request->format}};
    enum status status =
        draft_document_fill(writer.draft, request->lang, &request->now->head, &writer.document);
    if (status != STATUS_OK)
        return status;
    struct buf title = BUF_EMPTY;
    writer.words = &vocabularies[locale_of(language(&writer))];
    buf_format(&title, "%s \xe2\x80\x94 %s", writer.words->minutes, writer.document.document.title);
    writer.page.document = &writer.document.document;
    minutes_page_open(&writer.page, title.bytes, language(&writer));
    write_course(&writer);
    write_people(&writer);
    if (writer.draft->versions.count)
        write_versions(&writer);
    write_cosigned(&writer);
    write_decisions(&writer);
    write_positions(&writer, writer.words->positions, false);
    write_positions(&writer, writer.words->reservations, true);
    write_removed(&writer);
    status = minutes_page_close(&writer.page);
    buf_clear(&title);
    draft_document_clear(&writer.document);
    return writer.status != STATUS_OK ? writer.status : status;
}
