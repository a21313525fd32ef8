#include "cli/meeting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_write.h"
#include "base/mem.h"
#include "cli/expiry.h"
#include "cli/read_file.h"
#include "convert/decode.h"
#include "people/roster.h"
#include "text/code.h"
#include "text/utf.h"

#define LIST_MAX_BYTES (1u << 16)

struct invite {
    const char *dir, *meeting, *role, *name, *delegation, *email, *head, *expires, *list, *url, *mail;
};

static void print_invited(const struct invite *invite, const char *name,
                          const struct meeting_invited *invited)
{
    struct buf out = BUF_EMPTY, url = BUF_EMPTY;
    buf_format(&url, "%s/join#%s", invite->url ? invite->url : "http://127.0.0.1:8080", invited->token);
    buf_format(&out, "{\"id\":\"%s\",\"name\":", invited->id);
    json_write_string(&out, name);
    if (invited->mailed) {
        buf_text(&out, ",\"mailed\":true}");
    } else {
        buf_format(&out, ",\"token\":\"%s\",\"url\":", invited->token);
        json_write_string(&out, url.bytes);
        buf_char(&out, '}');
    }
    puts(out.bytes);
    buf_clear(&url);
    buf_clear(&out);
}

/* The code as the meeting spells it; NULL where it has no such delegation. */
static const char *find_delegation(const struct meeting_document *document, const char *given)
{
    char *code = code_normalise(given);
    const struct meeting_delegation *found = meeting_document_delegation(document, code);
    free(code);
    return found ? found->code : NULL;
}

/* One person of the options. A sentence where something is wrong. */
static const char *read_one(const struct invite *invite, const struct meeting_document *document,
                            struct person_row *row)
{
    enum role role;
    if (!invite->role || !role_from_name(invite->role, &role))
        return "Choose a --role: observer, delegation, secretariat or chair.";
    if (!invite->name || !name_valid(invite->name))
        return "Give a --name of 1 to 200 bytes of text that can be seen.";
    if (invite->email && !email_valid(invite->email))
        return "Give --email as name@example.org.";
    const char *code = invite->delegation && utf_valid(invite->delegation, strlen(invite->delegation))
                           ? find_delegation(document, invite->delegation)
                           : NULL;
    if (invite->delegation && !code)
        return "The meeting has no such --delegation; it is part of what the meeting is "
               "(protocol/meetings.md).";
    if (role == ROLE_DELEGATION && !code)
        return "Say which delegation it is with --delegation, for example MX.";
    *row = (struct person_row){.role = invite->role,
                               .name = invite->name,
                               .delegation = code,
                               .email = invite->email,
                               .head = invite->head != NULL};
    return NULL;
}

/* All people of a list, or a sentence. */
static const char *read_list(const struct invite *invite, const struct meeting_document *document,
                             struct roster *roster, struct person_row *rows, size_t *count)
{
    struct buf file = BUF_EMPTY, text = BUF_EMPTY;
    bool ok = read_file(invite->list, LIST_MAX_BYTES, &file) == STATUS_OK;
    if (ok) {
        decode_text(file.bytes, file.len, &text); /* sheets are saved in Windows-1252 and UTF-16 as well */
        buf_char(&text, '\0');
        roster_read(text.bytes, document, roster);
    }
    buf_clear(&text);
    buf_clear(&file);
    if (!ok || !roster->count || roster->left_out)
        return "The --list cannot be read; give 1 to 100 lines of name, delegation, e-mail, role.";
    for (size_t i = 0; i < roster->count; i++) {
        const struct roster_row *row = &roster->rows[i];
        if (row->problem) {
            fprintf(stderr, "plenaria: person %zu of the list, %s: %s\n", i + 1, row->name ? row->name : "?",
                    row->problem);
            return "Nobody was invited; mend the list first.";
        }
        rows[i] = (struct person_row){.role = role_name(row->role),
                                      .name = row->name,
                                      .delegation = row->delegation,
                                      .email = row->email,
                                      .head = row->head};
    }
    *count = roster->count;
    return NULL;
}

static enum status invite_all(const struct invite *invite, const struct meeting_desk *desk,
                              struct person_row *rows, size_t count, int64_t expires_at)
{
    struct meeting_invited *invited = mem_zero(count, sizeof *invited);
    for (size_t i = 0; i < count; i++)
        rows[i].expires_at = expires_at;
    enum status status = meeting_invite(&desk->act, rows, count, invite->mail != NULL, invited);
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        print_invited(invite, rows[i].name, &invited[i]);
    free(invited);
    return status;
}

static int run(int argc, char **argv)
{
    struct invite invite = {0};
    const struct option options[] = {
        {"data", "DIR", "the data folder", true, &invite.dir},
        {"meeting", "ID", "the meeting", true, &invite.meeting},
        {"list", "FILE", "a list of people, as CSV or as pasted from a sheet: name, delegation, e-mail, role",
         false, &invite.list},
        {"role", "R", "of one person: observer, delegation, secretariat or chair", false, &invite.role},
        {"name", "N", "what they are called", false, &invite.name},
        {"delegation", "D", "code of their delegation, one of the meeting's", false, &invite.delegation},
        {"email", "E", "their e-mail address", false, &invite.email},
        {"head", NULL, "they are the head of their delegation", false, &invite.head},
        {"mail", NULL,
         "write to those who have an address; the server sends it, and their links are not shown", false,
         &invite.mail},
        {"expires", "30d", "how long the link is good: days, hours or minutes; for good", false,
         &invite.expires},
        {"url", "URL", "where people reach the server, for the links; http://127.0.0.1:8080", false,
         &invite.url},
        {0},
    };
    bool helped;
    struct meeting_desk desk;
    struct person_row rows[ROSTER_MAX_ROWS];
    size_t count = 1;
    int64_t expires_at = 0;
    int code = args_read(&meeting_invite_command, options, argc, argv, NULL, &helped);
    if (code != EXIT_OK || helped)
        return code;
    if (invite.expires && !expiry_read(invite.expires, loop_now_ms(), &expires_at))
        return args_misuse("Give --expires as a number and d, h or m, for example 30d.");
    struct roster *roster = mem_zero(1, sizeof *roster);
    enum status status = STATUS_OK;
    code = meeting_open(&desk, invite.dir, invite.meeting);
    if (code == EXIT_OK) {
        const char *wrong = invite.list ? read_list(&invite, &desk.document, roster, rows, &count)
                                        : read_one(&invite, &desk.document, rows);
        if (wrong)
            code = args_misuse(wrong);
        else
            status = invite_all(&invite, &desk, rows, count, expires_at);
    }
    int closed = meeting_close(&desk, status, NULL);
    roster_clear(roster);
    free(roster);
    return code == EXIT_OK ? closed : code;
}

const struct command meeting_invite_command = {
    "meeting invite",
    "give somebody, or all of a list, a link to everything they have in a meeting; shown once", NULL, run};
