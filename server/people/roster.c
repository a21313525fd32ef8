#include "people/roster.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "text/code.h"
#include "text/utf.h"

#define MAX_CELLS 12

enum column {
    COLUMN_NAME,
    COLUMN_DELEGATION,
    COLUMN_EMAIL,
    COLUMN_ROLE,
    COLUMN_HEAD,
    COLUMN_OTHER,
    COLUMN_COUNT
};

/* ---- cells ---- */

struct line {
    char *cells[MAX_CELLS];
    size_t count;
};

static char *trimmed(const char *from, size_t len)
{
    for (; len && (*from == ' ' || *from == '\t' || *from == '\r'); len--)
        from++;
    while (len && (from[len - 1] == ' ' || from[len - 1] == '\t' || from[len - 1] == '\r'))
        len--;
    return mem_copy_bytes(from, len);
}

static size_t count_char(const char *text, char wanted)
{
    size_t count = 0;
    for (; *text && *text != '\n'; text++)
        count += *text == wanted;
    return count;
}

static char separator_of(const char *text)
{
    size_t tabs = count_char(text, '\t'), semicolons = count_char(text, ';'), commas = count_char(text, ',');
    if (tabs && tabs >= semicolons && tabs >= commas)
        return '\t';
    return semicolons >= commas && semicolons ? ';' : ',';
}

/* Reads what stands in quotation marks, where two of them are one; `text` is behind the first. Returns what follows the last. */
static const char *read_quoted(const char *text, struct buf *out)
{
    for (; *text; text++) {
        if (*text == '"' && text[1] != '"')
            return text + 1;
        if (*text == '"')
            text++;
        buf_char(out, *text == '\n' ? ' ' : *text);
    }
    return text;
}

/* Reads the cell that `text` begins with and returns where it ends: at a separator or the end of the line. */
static const char *read_cell(const char *text, char separator, char **cell)
{
    struct buf out = BUF_EMPTY;
    while (*text == ' ')
        text++;
    if (*text == '"')
        text = read_quoted(text + 1, &out);
    for (; *text && *text != separator && *text != '\n'; text++)
        buf_char(&out, *text);
    *cell = trimmed(out.bytes ? out.bytes : "", out.len);
    buf_clear(&out);
    return text;
}

/* Reads one line and returns where the next one begins. */
static const char *read_line(const char *text, char separator, struct line *line)
{
    *line = (struct line){0};
    for (;;) {
        char *cell;
        text = read_cell(text, separator, &cell);
        if (line->count < MAX_CELLS)
            line->cells[line->count++] = cell;
        else
            free(cell);
        if (*text != separator)
            break;
        text++;
    }
    return *text == '\n' ? text + 1 : text;
}

static void line_clear(struct line *line)
{
    for (size_t i = 0; i < line->count; i++)
        free(line->cells[i]);
    line->count = 0;
}

static bool line_is_blank(const struct line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (*line->cells[i])
            return false;
    return true;
}

/* ---- columns and roles by their words ---- */

static const struct {
    const char *word; /* how it begins, in small letters; with a blank behind it, the whole word */
    enum column column;
} headings[] = {
    {"nombre", COLUMN_NAME},     {"name", COLUMN_NAME},       {"deleg", COLUMN_DELEGATION},
    {"país", COLUMN_DELEGATION}, {"pais", COLUMN_DELEGATION}, {"country", COLUMN_DELEGATION},
    {"correo", COLUMN_EMAIL},    {"e-mail", COLUMN_EMAIL},    {"email", COLUMN_EMAIL},
    {"mail", COLUMN_EMAIL},      {"role", COLUMN_ROLE},       {"rol", COLUMN_ROLE},
    {"función", COLUMN_ROLE},    {"funcion", COLUMN_ROLE},    {"cargo", COLUMN_ROLE},
    {"nom ", COLUMN_NAME},       {"nome ", COLUMN_NAME},      {"délég", COLUMN_DELEGATION},
    {"pays", COLUMN_DELEGATION}, {"courriel", COLUMN_EMAIL},  {"adresse", COLUMN_EMAIL},
    {"correio", COLUMN_EMAIL},   {"rôle", COLUMN_ROLE},       {"papel", COLUMN_ROLE},
    {"função", COLUMN_ROLE},     {"funcao", COLUMN_ROLE},     {"fonction", COLUMN_ROLE},
    {"chef", COLUMN_HEAD},       {"jef", COLUMN_HEAD},        {"head", COLUMN_HEAD},
};

static const struct {
    const char *word;
    enum role role;
} role_words[] = {
    {"observ", ROLE_OBSERVER},      {"deleg", ROLE_DELEGATION}, {"délég", ROLE_DELEGATION},
    {"secrétar", ROLE_SECRETARIAT}, {"présid", ROLE_CHAIR},     {"secretar", ROLE_SECRETARIAT},
    {"presid", ROLE_CHAIR},         {"chair", ROLE_CHAIR},
};

static bool begins_with(const char *cell, const char *word)
{
    size_t len = strlen(word);
    bool whole = word[len - 1] == ' ';
    len -= whole;
    return strncasecmp(cell, word, len) == 0 && (!whole || strchr(" :(/", cell[len]));
}

static enum column heading_of(const char *cell)
{
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (begins_with(cell, headings[i].word))
            return headings[i].column;
    return COLUMN_OTHER;
}

static bool read_role(const char *cell, enum role *out)
{
    for (size_t i = 0; i < sizeof role_words / sizeof *role_words; i++)
        if (begins_with(cell, role_words[i].word)) {
            *out = role_words[i].role;
            return true;
        }
    return false;
}

static bool is_yes(const char *cell)
{
    return begins_with(cell, "s") || begins_with(cell, "y") || begins_with(cell, "x") ||
           begins_with(cell, "oui") || strcmp(cell, "1") == 0;
}

/* Whether the line names columns: at least the name's. */
static bool read_headings(const struct line *line, enum column columns[MAX_CELLS])
{
    bool has_name = false;
    for (size_t i = 0; i < MAX_CELLS; i++) {
        columns[i] = i < line->count ? heading_of(line->cells[i]) : COLUMN_OTHER;
        has_name |= columns[i] == COLUMN_NAME;
    }
    if (!has_name)
        for (size_t i = 0; i < MAX_CELLS; i++)
            columns[i] = i <= COLUMN_HEAD ? (enum column)i : COLUMN_OTHER;
    return has_name;
}

/* ---- rows ---- */

bool email_valid(const char *email)
{
    const char *at = strchr(email, '@');
    size_t len = strlen(email);
    if (!at || at == email || strchr(at + 1, '@') || len > EMAIL_MAX_BYTES || !utf_valid_text(email, len))
        return false;
    for (const char *c = email; *c; c++)
        if ((unsigned char)*c <= ' ' || strchr("<>,;\"\\()[]", *c))
            return false;
    const char *dot = strchr(at + 1, '.');
    return dot && dot > at + 1 && dot[1];
}

/* By its code, or by its name or short name in any language. */
static const struct meeting_delegation *find_delegation(const struct meeting_document *document,
                                                        const char *cell)
{
    char *code = code_normalise(cell);
    const struct meeting_delegation *found = meeting_document_delegation(document, code);
    free(code);
    for (size_t i = 0; !found && i < document->delegation_count; i++) {
        const struct meeting_delegation *one = &document->delegations[i];
        for (size_t j = 0; !found && j < one->names.count; j++)
            if (strcasecmp(one->names.entries[j].words, cell) == 0)
                found = one;
        for (size_t j = 0; !found && j < one->short_names.count; j++)
            if (strcasecmp(one->short_names.entries[j].words, cell) == 0)
                found = one;
    }
    return found;
}

static void take_cell(struct roster_row *row, enum column column, const char *cell,
                      const struct meeting_document *document, bool *role_given)
{
    char **email = &row->email;
    if (strchr(cell, '@') && !*email) {
        *email = mem_copy_string(cell);
    } else if (column == COLUMN_NAME && !row->name) {
        row->name = mem_copy_string(cell);
    } else if (column == COLUMN_DELEGATION && !row->delegation) {
        const struct meeting_delegation *delegation = find_delegation(document, cell);
        row->delegation = delegation ? mem_copy_string(delegation->code) : code_normalise(cell);
        if (!delegation)
            row->problem = "unknown-delegation";
        else if (!*role_given && delegation->kind != DELEGATION_MEMBER)
            row->role = ROLE_OBSERVER;
    } else if (column == COLUMN_ROLE) {
        *role_given = read_role(cell, &row->role);
        if (!*role_given)
            row->problem = "unknown-role";
    } else if (column == COLUMN_HEAD) {
        row->head = is_yes(cell);
    }
}

static const char *problem_of(const struct roster *roster, const struct roster_row *row)
{
    if (!row->name)
        return "name-missing";
    if (!name_valid(row->name))
        return "name-unfit";
    if (row->email && !email_valid(row->email))
        return "bad-email";
    if (row->role == ROLE_DELEGATION && !row->delegation)
        return "delegation-missing";
    for (size_t i = 0; row->email && i < roster->count; i++)
        if (roster->rows[i].email && strcasecmp(roster->rows[i].email, row->email) == 0)
            return "twice";
    return row->problem;
}

static void take_line(struct roster *roster, const struct line *line, const enum column columns[MAX_CELLS],
                      const struct meeting_document *document)
{
    struct roster_row row = {.role = ROLE_DELEGATION};
    bool role_given = false;
    if (roster->count == ROSTER_MAX_ROWS) {
        roster->left_out++;
        return;
    }
    for (size_t i = 0; i < line->count; i++)
        if (*line->cells[i])
            take_cell(&row, columns[i], line->cells[i], document, &role_given);
    if (!role_given && !row.delegation)
        row.role = ROLE_OBSERVER;
    row.problem = problem_of(roster, &row);
    roster->rows[roster->count++] = row;
}

void roster_read(const char *text, const struct meeting_document *document, struct roster *out)
{
    enum column columns[MAX_CELLS] = {COLUMN_NAME};
    bool first = true;
    *out = (struct roster){0};
    text += strspn(text, "\r\n"); /* the first line that says something tells how cells are parted */
    char separator = separator_of(text);
    while (*text) {
        struct line line;
        text = read_line(text, separator, &line);
        bool skip = line_is_blank(&line) || (first && read_headings(&line, columns));
        if (!line_is_blank(&line))
            first = false;
        if (!skip)
            take_line(out, &line, columns, document);
        line_clear(&line);
    }
}

void roster_clear(struct roster *roster)
{
    for (size_t i = 0; i < roster->count; i++) {
        free(roster->rows[i].name);
        free(roster->rows[i].delegation);
        free(roster->rows[i].email);
    }
    roster->count = 0;
}
