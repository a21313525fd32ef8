/* How a draft becomes Akoma Ntoso:
 *
 *   an item                <paragraph>, below another one <point>, with its number in <num>
 *   a heading              <hcontainer name="heading">, with its words in <heading>
 *   an unnumbered one      <hcontainer name="paragraph">
 *   its words              <content>; where something stands below it, <intro>, for an element holds one or the other
 *
 * Of alternatives only one can be accepted: the clean view takes one, which stands in its bracket, "[Alt 1, Canada: words]", in an
 * <inline name="alternative">.
 *
 * wId is the item's handle, which all languages share and which never changes. eId follows from the place, by the naming convention: the eId above, two underscores, the
 * element's short name, an underscore, and the number without the signs around it ("para_2__point_a"); what has no number is counted.
 */
#include "convert/export_akn.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/xml_write.h"
#include "convert/bracket_label.h"
#include "convert/runs.h"
#include "convert/uri.h"

#define NAMESPACE "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"

struct writer {
    struct buf *out;
    const struct document_markup *markup;
    const char *above[DRAFT_MAX_DEPTH + 1];    /* eIds of the elements that are open, while they are named */
    const char *elements[DRAFT_MAX_DEPTH + 1]; /* and their names */
    size_t unnumbered[DRAFT_MAX_DEPTH + 1];    /* below each, so far */
    struct map eids;                           /* those that are taken */
    char **kept;                               /* eIds, by place in the document */
    struct map by_item;                        /* eIds, by id of the item */
};

/* --- who, when, in which language ----------------------------------------------------------------------------------- */

/* The three letters of ISO 639-2 that the convention asks for; the tag itself where we have none. */
static const char *three_letters(const char *lang)
{
    static const char *const codes[][2] = {
        {"ar", "ara"}, {"de", "deu"}, {"el", "ell"}, {"en", "eng"}, {"es", "spa"},
        {"fa", "fas"}, {"fr", "fra"}, {"he", "heb"}, {"hi", "hin"}, {"ht", "hat"},
        {"id", "ind"}, {"it", "ita"}, {"ja", "jpn"}, {"ko", "kor"}, {"nl", "nld"},
        {"pl", "pol"}, {"pt", "por"}, {"ro", "ron"}, {"ru", "rus"}, {"sv", "swe"},
        {"sw", "swa"}, {"tr", "tur"}, {"uk", "ukr"}, {"vi", "vie"}, {"zh", "zho"}};
    size_t len = strcspn(lang, "-");

    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (len == 2 && strncasecmp(lang, codes[i][0], 2) == 0)
            return codes[i][1];
    return lang;
}

static void write_day(struct buf *out, int64_t at)
{
    time_t seconds = (time_t)(at / 1000);
    struct tm when;
    char day[16];

    if (at > 0 && gmtime_r(&seconds, &when) && strftime(day, sizeof day, "%Y-%m-%d", &when))
        buf_text(out, day);
    else
        buf_text(out, "1970-01-01");
}

/* "/akn/un/statement/deliberation/plenaria/2021-12-01/grcm" */
static void write_work(struct buf *out, const struct document *document)
{
    buf_text(out, "/akn/un/statement/deliberation/plenaria/");
    write_day(out, document->begun); /* a work is the same in all of its versions */
    buf_format(out, "/%s", document->id);
}

static void write_expression(struct buf *out, const struct document *document, const char *lang)
{
    write_work(out, document);
    buf_format(out, "/%s@", three_letters(lang));
    write_day(out, document->at);
    buf_format(out, ":%llu", (unsigned long long)document->seq);
}

/* What work, expression and manifestation begin with. */
static void write_core(struct buf *out, int64_t at, const char *uri, const char *ending)
{
    buf_format(out, "<FRBRthis value=\"%s/!main%s\"/><FRBRuri value=\"%s%s\"/><FRBRdate date=\"", uri, ending,
               uri, ending);
    write_day(out, at);
    buf_text(out, "\" name=\"generation\"/><FRBRauthor href=\"#plenaria\" as=\"#author\"/>");
}

/* --- meta ----------------------------------------------------------------------------------------------------------- */

static void write_identification(struct buf *out, const struct document *document)
{
    const char *original = document->original ? document->original : document->lang;
    struct buf work = BUF_EMPTY, expression = BUF_EMPTY, master = BUF_EMPTY;

    write_work(&work, document);
    write_expression(&expression, document, document->lang);
    write_expression(&master, document, original);
    buf_text(out, "<identification source=\"#plenaria\">\n<FRBRWork>");
    write_core(out, document->begun, work.bytes, "");
    buf_format(
        out, "<FRBRcountry value=\"un\"/><FRBRsubtype value=\"%s\"/><FRBRnumber value=\"%s\"/></FRBRWork>\n",
        document->adopted ? "resolution" : "resolutionDraft", document->id);
    buf_text(out, "<FRBRExpression>");
    write_core(out, document->at, expression.bytes, "");
    buf_format(out, "<FRBRversionNumber value=\"%llu\"/>", (unsigned long long)document->seq);
    if (strcmp(original, document->lang) != 0)
        buf_format(out, "<FRBRmasterExpression href=\"%s\" showAs=\"%s\"/>", master.bytes, original);
    buf_format(out, "<FRBRlanguage language=\"%s\"/>", three_letters(document->lang));
    if (strcmp(original, document->lang) != 0)
        buf_format(
            out,
            "<FRBRtranslation href=\"%s\" fromLanguage=\"%s\" authoritative=\"false\" by=\"#plenaria\"/>",
            master.bytes, three_letters(original));
    buf_text(out, "</FRBRExpression>\n<FRBRManifestation>");
    write_core(out, document->at, expression.bytes, ".akn");
    buf_text(out, "<FRBRformat value=\"application/akn+xml\"/></FRBRManifestation>\n</identification>\n");
    buf_clear(&work);
    buf_clear(&expression);
    buf_clear(&master);
}

/* The other languages of the same moment, and the fingerprint of the log at it. */
static void write_references(struct buf *out, const struct document *document)
{
    buf_text(out, "<references source=\"#plenaria\"><original eId=\"original\" href=\"");
    write_work(out, document);
    buf_text(out, "/!main\" showAs=\"");
    xml_write_text(out, document->title);
    buf_text(out, "\"/>");
    if (document->head)
        buf_format(
            out,
            "<TLCReference eId=\"head\" name=\"fingerprint\" href=\"urn:sha256:%s\" showAs=\"SHA-256 %s\"/>",
            document->head, document->head);
    for (size_t i = 0; i < document->lang_count; i++) {
        if (strcmp(document->langs[i], document->lang) == 0)
            continue;
        buf_format(out, "<TLCReference eId=\"lang_%zu\" name=\"language\" href=\"", i + 1);
        write_expression(out, document, document->langs[i]);
        buf_format(out, "/!main\" showAs=\"%s\"/>", document->langs[i]);
    }
    buf_text(
        out,
        "<TLCOrganization eId=\"plenaria\" href=\"/akn/ontology/organization/plenaria\" showAs=\"Plenaria\"/>"
        "<TLCRole eId=\"author\" href=\"/akn/ontology/role/author\" showAs=\"Author\"/></references>\n");
}

static void write_meta(struct buf *out, const struct document *document)
{
    buf_text(out, "<meta>\n");
    write_identification(out, document);
    buf_text(out, "<lifecycle source=\"#plenaria\"><eventRef eId=\"event_1\" date=\"");
    write_day(out, document->at);
    buf_text(out, "\" source=\"#original\" type=\"generation\"/></lifecycle>\n");
    write_references(out, document);
    buf_text(out, "</meta>\n");
}

/* --- names of elements ---------------------------------------------------------------------------------------------- */

static const char *short_name(const struct document_item *item, const char *element)
{
    if (item->kind != KIND_ITEM)
        return "hcontainer";
    return strcmp(element, "paragraph") == 0 ? "para" : "point";
}

/* The number without the signs around it, signs in it as '-', without blanks: "1-2", "3abis"; of "Article 5." what is behind the word. */
static void write_number(struct buf *out, const struct document_item *item)
{
    const char *label = item->number, *word = strpbrk(label, "0123456789");
    size_t len = item->label_len;

    if (word && word > label && word < label + len && word[-1] == ' ') {
        len -= (size_t)(word - label);
        label = word;
    }
    while (len > 0 && (unsigned char)label[len - 1] < 0x80 && !isalnum((unsigned char)label[len - 1]))
        len--;
    while (len > 0 && (unsigned char)*label < 0x80 && !isalnum((unsigned char)*label)) {
        label++;
        len--;
    }
    for (size_t i = 0; i < len; i++) {
        bool plain = isalnum((unsigned char)label[i]) || (unsigned char)label[i] >= 0x80;
        if (label[i] != ' ')
            buf_char(out, plain ? label[i] : '-');
    }
}

/* A name that nothing else in the file has. */
static const char *make_eid(struct writer *writer, size_t at, const struct document_item *item,
                            const char *element)
{
    const char *above = writer->above[item->depth - 1];
    struct buf eid = BUF_EMPTY;

    if (above)
        buf_format(&eid, "%s__", above);
    buf_format(&eid, "%s_", short_name(item, element));
    if (item->number[0])
        write_number(&eid, item);
    else
        buf_format(&eid, item->kind == KIND_ITEM ? "nn_%zu" : "%zu", ++writer->unnumbered[item->depth - 1]);
    size_t len = eid.len;
    for (unsigned again = 2; map_get(&writer->eids, eid.bytes); again++) {
        eid.len = len;
        buf_format(&eid, "_%u", again);
    }
    writer->kept[at] = buf_take(&eid);
    map_put(&writer->eids, writer->kept[at], writer->kept[at]);
    if (item->id)
        map_put(&writer->by_item, item->id, writer->kept[at]);
    return writer->kept[at];
}

static const char *element_of(const struct writer *writer, const struct document_item *item)
{
    if (item->kind != KIND_ITEM)
        return "hcontainer";
    for (int depth = 1; depth < item->depth; depth++)
        if (writer->elements[depth] && strcmp(writer->elements[depth], "hcontainer") != 0)
            return "point";
    return "paragraph";
}

/* Before anything is written: words may refer to what stands behind them. */
static void name_items(struct writer *writer, const struct document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        for (int depth = item->depth; depth <= DRAFT_MAX_DEPTH; depth++)
            writer->elements[depth] = writer->above[depth] = NULL;
        const char *element = element_of(writer, item);
        writer->above[item->depth] = make_eid(writer, i, item, element);
        writer->elements[item->depth] = element;
        writer->unnumbered[item->depth] = 0;
    }
    memset(writer->elements, 0, sizeof writer->elements);
}

/* --- words ---------------------------------------------------------------------------------------------------------- */

/* What the clean view leaves undecided. */
static void open_alternative(void *context, const struct nesting_bracket *bracket)
{
    const struct writer *writer = context;
    struct bracket_label label = bracket_label_make(writer->markup, bracket);

    buf_format(writer->out, "<inline name=\"alternative\">[%s", label.before);
    xml_write_text(writer->out, label.name);
    buf_text(writer->out, label.after);
}

static void close_alternative(void *context, const struct nesting_bracket *bracket)
{
    const struct writer *writer = context;

    buf_format(writer->out, "%s</inline>", bracket_label_end(bracket));
}

static void write_run(void *context, const struct run *run)
{
    struct writer *writer = context;
    struct buf *out = writer->out;
    char *link = run->link && uri_is_openable(run->link) ? uri_encode(run->link) : NULL;
    const char *eid = run->target ? map_get(&writer->by_item, run->target) : NULL;

    if (eid)
        buf_format(out, "<ref href=\"#%s\">", eid);
    if (link) {
        buf_text(out, "<a");
        xml_write_attribute(out, "href", link);
        buf_char(out, '>');
    }
    buf_text(out, run->format & RUN_BOLD ? "<b>" : "");
    buf_text(out, run->format & (RUN_ITALIC | RUN_LEAD) ? "<i>" : "");
    buf_text(out, run->format & RUN_UNDERLINE ? "<u>" : "");
    xml_write(out, run->bytes, run->len);
    buf_text(out, run->format & RUN_UNDERLINE ? "</u>" : "");
    buf_text(out, run->format & (RUN_ITALIC | RUN_LEAD) ? "</i>" : "");
    buf_text(out, run->format & RUN_BOLD ? "</b>" : "");
    buf_text(out, link ? "</a>" : eid ? "</ref>" : "");
    free(link);
}

static void write_words(struct writer *writer, const struct document_item *item)
{
    const struct run_visitor visitor = {open_alternative, close_alternative, write_run, writer, true, false};

    runs_visit(item, writer->markup->view, &visitor);
}

/* --- items ---------------------------------------------------------------------------------------------------------- */

static void write_heading(struct writer *writer, const struct document_item *item)
{
    buf_text(writer->out, "<heading>");
    write_words(writer, item);
    buf_text(writer->out, "</heading>");
}

static void write_block(struct writer *writer, const struct document_item *item, const char *element)
{
    buf_format(writer->out, "<%s><p>", element);
    write_words(writer, item);
    buf_format(writer->out, "</p></%s>", element);
}

/* The element is left open for what stands below it. */
static void write_item(struct writer *writer, size_t at, const struct document_item *item, bool parent)
{
    const char *element = element_of(writer, item);

    writer->elements[item->depth] = element;
    buf_format(writer->out, "<%s", element);
    if (item->kind != KIND_ITEM)
        buf_format(writer->out, " name=\"%s\"", item->kind == KIND_HEADING ? "heading" : "paragraph");
    xml_write_attribute(writer->out, "eId", writer->kept[at]);
    xml_write_attribute(writer->out, "wId", item->handle ? item->handle : item->id);
    buf_char(writer->out, '>');
    if (item->number[0]) {
        buf_text(writer->out, "<num>");
        xml_write_text(writer->out, item->number);
        buf_text(writer->out, "</num>");
    }
    if (item->kind == KIND_HEADING)
        write_heading(writer, item);
    else
        write_block(writer, item, parent ? "intro" : "content");
}

static void close_to(struct writer *writer, int *open, int depth)
{
    for (; *open >= depth; --*open) {
        if (writer->elements[*open])
            buf_format(writer->out, "</%s>\n", writer->elements[*open]);
        writer->elements[*open] = NULL;
    }
}

static void write_items(struct writer *writer, const struct document *document)
{
    int open = 0; /* depth of the innermost open element */

    for (size_t i = 0; i < document->count; i++) {
        const struct document_item *item = &document->items[i];
        close_to(writer, &open, item->depth);
        write_item(writer, i, item, i + 1 < document->count && item[1].depth > item->depth);
        open = item->depth;
    }
    close_to(writer, &open, 1);
}

void export_akn(struct buf *out, const struct document *document, const struct document_markup *markup)
{
    struct writer writer = {.out = out, .markup = markup};
    const char *title = document->title ? document->title : "";

    writer.kept = mem_zero(document->count + 1, sizeof *writer.kept);
    buf_format(out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"" NAMESPACE
               "\">\n<statement name=\"%s\" contains=\"singleVersion\">\n",
               document->adopted ? "resolution" : "resolutionDraft");
    write_meta(out, document);
    buf_text(out, "<preface><p><docTitle>");
    xml_write_text(out, title);
    buf_text(out, "</docTitle></p></preface>\n<mainBody>\n");
    name_items(&writer, document);
    write_items(&writer, document);
    if (!document->count)
        buf_text(out, "<p/>\n");
    buf_text(out, "</mainBody>\n</statement>\n</akomaNtoso>\n");
    for (size_t i = 0; i < document->count; i++)
        free(writer.kept[i]);
    free(writer.kept);
    map_clear(&writer.by_item);
    map_clear(&writer.eids);
}
