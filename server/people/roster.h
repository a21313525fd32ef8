/* A list of people as it is pasted from a sheet or a mail, or comes as CSV: one a line, read into columns.
 *
 * The separator is the tab, the semicolon or the comma, whichever the first line has most of; a cell may stand in quotation marks. Where the first
 * line names columns, in Spanish or English (nombre, delegación, correo, cargo, jefe; name, delegation, e-mail, role, head), these say what is
 * where; else they are taken in the order name, delegation, e-mail, role. A cell with an @ is an e-mail wherever it stands. */
#ifndef PEOPLE_ROSTER_H
#define PEOPLE_ROSTER_H

#include "base/buf.h"
#include "people/meeting_document.h"

#define ROSTER_MAX_ROWS 100
#define EMAIL_MAX_BYTES 254

struct roster_row {
    char *name, *delegation, *email; /* NULL: none */
    enum role role; /* a delegate where nothing is said, an observer where that names no delegation */
    bool head;
    const char *problem; /* a code that the page puts into words, static: NULL, it can be invited as it is */
};

struct roster {
    struct roster_row rows[ROSTER_MAX_ROWS];
    size_t count;
    size_t left_out; /* lines beyond ROSTER_MAX_ROWS */
};

/* Reads valid UTF-8 text; each row is checked against the document: name-missing, name-unfit, unknown-delegation, bad-email, unknown-role,
 * delegation-missing, twice. The caller clears it with roster_clear. */
void roster_read(const char *text, const struct meeting_document *document, struct roster *out);
void roster_clear(struct roster *roster);

/* Whether it looks like an e-mail address: something, an @, a domain with a dot; no blanks. */
bool email_valid(const char *email);

#endif
