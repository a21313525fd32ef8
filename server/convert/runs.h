/* Walks the words of an item as they are to be shown: pieces of words with their formatting, and brackets of proposals opening and closing
 * around them. The one place that knows what a view shows.
 *
 *   DOCUMENT_BRACKETS   open("ins:p") "new words" close()  open("del:q") "old words" close()
 *                       standing in each other as nesting.h says
 *   DOCUMENT_CLEAN      inserted words without brackets, but for those of an undecided alternative, deleted words not at all
 *   DOCUMENT_BASE       the reverse
 */
#ifndef CONVERT_RUNS_H
#define CONVERT_RUNS_H

#include "convert/document.h"
#include "convert/nesting.h"

/* RUN_LEAD: the scheme prints it in italics, whatever is said of the words. */
enum run_format { RUN_BOLD = 1, RUN_ITALIC = 2, RUN_UNDERLINE = 4, RUN_LEAD = 64 };
#define RUN_FORMATS 3 /* that words have of their own */

unsigned run_format_of(const struct attributes *set);
/* The reverse: writes the attributes that a format is to `list`, which has room for RUN_FORMATS. How many they are. */
size_t run_format_attributes(unsigned format, struct attribute *list);

/* A piece of words. `next` is the character right behind it in what is shown, ' ' at the end. */
struct run {
    const char *bytes;
    size_t len;
    unsigned format;                     /* RUN_… */
    const char *link;                    /* an address; NULL: none */
    const char *target;                  /* id of the item that the words refer to; NULL: to none */
    const struct attributes *attributes; /* all that is said of the words, marks of proposals too; borrowed */
    char next;
};

struct run_visitor {
    void (*open)(void *context, const struct nesting_bracket *bracket);
    void (*close)(void *context, const struct nesting_bracket *bracket);
    void (*run)(void *context, const struct run *run);
    void *context;
    bool leads; /* a lead is a run of its own, RUN_LEAD: for formats that print it */
    /* A blank at the edge of a bracket stands outside of it (edge_blanks.h): for formats that write brackets as signs. */
    bool edges;
};

/* An item proposed as a whole, or proposed away, has brackets around all of it. Borrows everything; what the visitor
 * gets lasts until the call is over. */
void runs_visit(const struct document_item *item, enum document_view view, const struct run_visitor *visitor);

/* Whether a view shows words with these attributes. */
bool runs_show(const struct attributes *attributes, enum document_view view);

/* The entries that a view shows, numbered, in a list of their own that borrows from the document: without items that are only
 * proposed (base), or proposed away (clean), and what is below them. Caller frees `items`. */
struct document runs_select(const struct document *document, enum document_view view);

/* The name in the bracket of these proposals, of which there is at least one. */
const char *runs_who(const struct document_markup *markup, const char *const *proposals, size_t count);

#endif
