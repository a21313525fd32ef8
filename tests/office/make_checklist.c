/* make_checklist DIR: the twelve Word files that docs/word-checklist.md asks a person to look at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "convert/export_docx.h"

#define MOST 64
#define AT   1638374400000 /* 1 December 2021, 16:00 UTC */

static struct document_item items[MOST];
static struct delta texts[MOST];
static char ids[MOST][8];
static size_t count;
static const char *folder;

static const struct document_proposal proposals[] = {
    {.id = "m",
     .who = "México",
     .at = AT,
     .note = "Como se acordó en Puebla.",
     .support = "Costa Rica, Belice"},
    {.id = "c", .who = "Canadá", .at = AT + 60000},
    {.id = "p", .who = "Perú", .at = AT + 120000},
    {.id = "m2", .who = "México", .at = AT + 180000},
};

static struct document_item *add(int depth, enum item_kind kind)
{
    struct document_item *item = &items[count];
    snprintf(ids[count], sizeof ids[count], "i%zu", count + 1);
    *item = (struct document_item){.depth = depth, .kind = kind, .id = ids[count], .text = &texts[count]};
    count++;
    return item;
}

/* Words in the last item; `marks`: keys of attributes with blanks between, NULL for none. */
static void put(const char *words, const char *marks)
{
    char *copy = mem_copy_string(marks ? marks : ""), *rest = copy;
    struct attribute list[6];
    size_t marked = 0;
    struct attributes *set = NULL;
    for (char *key; (key = strtok_r(rest, " ", &rest));)
        list[marked++] = strncmp(key, "http", 4) == 0 ? (struct attribute){"link", ATTRIBUTE_STRING, key}
                                                      : (struct attribute){key, ATTRIBUTE_TRUE, NULL};
    if (attributes_create(list, marked, &set) != STATUS_OK)
        abort();
    delta_insert(&texts[count - 1], words, strlen(words), set);
    attributes_unref(set);
    free(copy);
}

static void item(int depth, const char *words, const char *marks)
{
    (void)add(depth, KIND_ITEM);
    put(words, marks);
}

static void remove_whole(size_t at, const char *const *proposal)
{
    items[at].removals = proposal;
    items[at].removal_count = 1;
}

static void write_file(int number, const struct buf *bytes)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%02d.docx", folder, number);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes->bytes, 1, bytes->len, file) != bytes->len || fclose(file) != 0)
        exit(1);
}

static const char *who(void *context, const char *const *wanted, size_t how_many)
{
    (void)context, (void)how_many;
    return strcmp(wanted[0], "m") == 0 ? "México" : wanted[0];
}

static struct document about(const char *lang, const char *title)
{
    return (struct document){.id = "lista",
                             .title = title,
                             .lang = lang,
                             .original = "es",
                             .seq = 12,
                             .at = AT,
                             .head = "6f61fe84a3b0c1d2",
                             .items = items,
                             .count = count,
                             .proposals = proposals,
                             .proposal_count = 4};
}

/* Writes what was added, and begins anew. */
static void save(int number, const struct document *documents, size_t langs,
                 const struct document_markup *markup)
{
    struct buf out = BUF_EMPTY;
    if (export_docx(&out, documents, langs, markup) != STATUS_OK)
        exit(1);
    write_file(number, &out);
    buf_clear(&out);
    while (count > 0)
        delta_clear(&texts[--count]);
}

static void save_tracked(int number, const char *title)
{
    const struct document document = about("es", title);
    save(number, &document, 1, &(struct document_markup){.view = DOCUMENT_TRACKED});
}

static void make_words(void)
{
    item(1, "Instar a los Estados a ", NULL);
    put("adoptar", "ins:c");
    put("tomar", "del:c");
    put(" medidas.", NULL);
    save_tracked(1, "1. Palabras de una delegación");
    item(1, "Instar a ", NULL);
    put("pagar ", "ins:m");
    put("todos ", "ins:m ins:c");
    put("los gastos", "ins:m del:c del:p");
    put(" viejos", "del:c del:p");
    put(".", NULL);
    save_tracked(2, "2. Unas dentro de otras, y varios que suprimen");
    item(1, "Instar a ", NULL);
    put("pagar", "ins:m del:m2");
    put(" ya.", NULL);
    save_tracked(3, "3. Quien propone y suprime lo suyo");
}

static void make_wholes(void)
{
    static const char *const by_c = "c", *const by_p = "p";
    item(1, "Se queda.", NULL);
    item(1, "Punto nuevo.", NULL);
    items[1].insertion = "m";
    item(2, "Debajo del nuevo.", NULL);
    item(1, "Punto que sobra.", NULL);
    remove_whole(3, &by_c);
    item(1, "Nuevo que sobra.", NULL);
    items[4].insertion = "m2";
    remove_whole(4, &by_p);
    item(1, "Se queda también.", NULL);
    item(1, "Último, que sobra.", NULL);
    remove_whole(6, &by_p);
    save_tracked(4, "4. Puntos enteros");
    item(1, "Una propuesta con ", NULL);
    put("nota y apoyos", "ins:m");
    put(".", NULL);
    save_tracked(5, "5. Nota y copatrocinio");
}

static void make_comments(void)
{
    static const struct document_comment said[] = {
        {.id = "c1",
         .who = "Ana López (México)",
         .words = "¿Es el término de 2018?\nSegunda línea.",
         .at = AT,
         .from = 0,
         .to = 6},
        {.id = "c2",
         .parent = "c1",
         .who = "Jean (Canadá)",
         .words = "Sí.",
         .at = AT + 1000,
         .from = 0,
         .to = 6},
        {.id = "c3",
         .who = "Rosa (Perú)",
         .words = "Resuelto.",
         .at = AT + 2000,
         .resolved = true,
         .whole = true},
        {.id = "c4",
         .who = "Rosa (Perú)",
         .words = "En un lugar sin palabras.",
         .at = AT + 3000,
         .from = 7,
         .to = 7},
    };
    item(1, "Instar a los Estados.", NULL);
    items[0].comments = said;
    items[0].comment_count = 4;
    save_tracked(6, "6. Comentarios");
}

static void make_numbers(void)
{
    (void)add(1, KIND_HEADING);
    put("Letras más allá de la z", NULL);
    item(1, "Instar a:", NULL);
    for (int i = 0; i < 30; i++)
        item(2, "letra;", NULL);
    item(1, "Propuesto: 1 bis.", NULL);
    items[count - 1].insertion = "m";
    item(2, "su letra a.", NULL);
    item(1, "Sigue el 2.", NULL);
    const struct document brackets = about("es", "7. Números, con corchetes");
    save(7, &brackets, 1, &(struct document_markup){.view = DOCUMENT_BRACKETS, .who = who});
    item(1, "Uno.", NULL);
    item(2, "Uno punto uno.", NULL);
    item(3, "Uno punto uno punto uno.", NULL);
    item(2, "Uno punto dos.", NULL);
    struct document decimal = about("es", "8. Números decimales");
    decimal.numbering = numbering_preset(NUMBERING_DECIMALS);
    save(8, &decimal, 1, &(struct document_markup){.view = DOCUMENT_TRACKED});
}

static void make_languages(void)
{
    item(1, "El mismo texto en dos columnas, ", NULL);
    put("con un cambio", "ins:c");
    item(1, "Un punto nuevo entero.", NULL);
    items[1].insertion = "m";
    const struct document both[] = {about("es", "9. Dos lenguas"), about("en", "9. Two languages")};
    save(9, both, 2, &(struct document_markup){.view = DOCUMENT_TRACKED});
    item(1, "دعوة الدول إلى ", NULL);
    put("اعتماد", "ins:c");
    put(" تدابير.", NULL);
    const struct document arabic = about("ar", "10. من اليمين");
    save(10, &arabic, 1, &(struct document_markup){.view = DOCUMENT_TRACKED});
    item(1, "Negrita", "bold");
    put(", cursiva", "italic");
    put(" y un enlace", "https://example.org/a_(b)?c=d&e");
    put(".", NULL);
    items[0].status = ITEM_AGREED;
    const struct document clean = about("es", "11. Texto limpio, con estados");
    save(11, &clean, 1, &(struct document_markup){.view = DOCUMENT_CLEAN, .statuses = true});
}

static void add_moved(struct revised *revised, enum revised_move move, const struct revision *by)
{
    static const char first[] = "Se traslada y ", old[] = "cambia", new[] = "se enmienda";
    struct revised_paragraph *paragraph = revised_add(revised);
    *paragraph = (struct revised_paragraph){.depth = 1,
                                            .kind = KIND_ITEM,
                                            .id = "i1",
                                            .move = move,
                                            .move_name = move == REVISED_STAYS ? NULL : "move1",
                                            .moved = by,
                                            .was = {.depth = 1},
                                            .is = {.depth = 1}};
    *revised_add_span(paragraph) = (struct revised_span){.bytes = first, .len = sizeof first - 1};
    *revised_add_span(paragraph) =
        (struct revised_span){.bytes = old,
                              .len = sizeof old - 1,
                              .deleted = move == REVISED_ARRIVES ? revised_apart(revised, by, by) : NULL};
    if (move == REVISED_ARRIVES)
        *revised_add_span(paragraph) =
            (struct revised_span){.bytes = new, .len = sizeof new - 1, .inserted = by};
}

static void make_redline(void)
{
    static const struct revision by = {"México", AT};
    const struct document document = about("es", "12. Comparación: un punto trasladado y enmendado");
    struct revised revised = {.lang = "es"};
    struct buf out = BUF_EMPTY;
    revised.title = mem_zero(1, sizeof *revised.title);
    revised.title[0] = (struct revised_span){.bytes = document.title, .len = strlen(document.title)};
    revised.title_count = 1;
    add_moved(&revised, REVISED_LEAVES, &by);
    for (int i = 0; i < 2; i++) {
        add_moved(&revised, REVISED_STAYS, NULL);
        revised.paragraphs[revised.count - 1].id = i ? "i3" : "i2";
    }
    add_moved(&revised, REVISED_ARRIVES, &by);
    revised_number(&revised);
    const struct docx_text text = {&revised, "es"};
    const struct docx_about what = {.document = &document, .langs = "es", .view = "compare", .from = 7};
    if (export_docx_texts(&out, &text, 1, &what) != STATUS_OK)
        exit(1);
    write_file(12, &out);
    buf_clear(&out);
    revised_clear(&revised);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: make_checklist DIR\n");
        return 2;
    }
    folder = argv[1];
    make_words();
    make_wholes();
    make_comments();
    make_numbers();
    make_languages();
    make_redline();
    return 0;
}
