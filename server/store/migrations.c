#include "store/migrations.h"

#include "base/always.h"
#include "store/database.h"
#include "store/why.h"

/* 1: the op log. One row a draft in `logs` says how far its log goes, so that the writer checks and moves it without
 * searching `ops`. The unique key is the last guard against a seq that is given twice. A rowid table with an index costs
 * a third of a table that is ordered by (log, seq): ops of many drafts commit together, and the rows go to the end.
 * No foreign key from ops to logs: it would be looked up for every op, and only one place inserts them. */
static const char op_log[] = "CREATE TABLE logs("
                             "  id INTEGER PRIMARY KEY,"
                             "  draft TEXT NOT NULL UNIQUE,"
                             "  last_seq INTEGER NOT NULL,"
                             "  head BLOB NOT NULL,"
                             "  bytes INTEGER NOT NULL);"
                             "CREATE TABLE ops("
                             "  id INTEGER PRIMARY KEY,"
                             "  log INTEGER NOT NULL,"
                             "  seq INTEGER NOT NULL,"
                             "  hash BLOB NOT NULL,"
                             "  bytes BLOB NOT NULL,"
                             "  UNIQUE(log, seq));"
                             "CREATE TABLE snapshots("
                             "  id INTEGER PRIMARY KEY,"
                             "  log INTEGER NOT NULL,"
                             "  seq INTEGER NOT NULL,"
                             "  head BLOB NOT NULL,"
                             "  checksum BLOB NOT NULL,"
                             "  bytes BLOB NOT NULL,"
                             "  clients BLOB NOT NULL,"
                             "  UNIQUE(log, seq));";

/* 2: drafts and the people in them. Secrets are stored as hashes only. */
static const char people[] = "CREATE TABLE drafts("
                             "  id TEXT NOT NULL PRIMARY KEY,"
                             "  created_at INTEGER NOT NULL);"
                             "CREATE TABLE invitations("
                             "  id TEXT NOT NULL PRIMARY KEY,"
                             "  draft TEXT NOT NULL REFERENCES drafts(id),"
                             "  participant TEXT NOT NULL REFERENCES invitations(id),"
                             "  role TEXT NOT NULL,"
                             "  name TEXT NOT NULL,"
                             "  delegation TEXT,"
                             "  token_hash BLOB UNIQUE," /* NULL: a grant, which has no token of its own */
                             "  created_at INTEGER NOT NULL,"
                             "  expires_at INTEGER NOT NULL," /* 0: never */
                             "  revoked_at INTEGER NOT NULL," /* 0: not */
                             "  UNIQUE(participant, draft));"
                             "CREATE INDEX invitations_of_draft ON invitations(draft);"
                             "CREATE TABLE cookies("
                             "  hash BLOB NOT NULL PRIMARY KEY,"
                             "  created_at INTEGER NOT NULL,"
                             "  expires_at INTEGER NOT NULL);"
                             "CREATE INDEX cookies_by_end ON cookies(expires_at);"
                             "CREATE TABLE cookie_seats("
                             "  cookie BLOB NOT NULL REFERENCES cookies(hash) ON DELETE CASCADE,"
                             "  invitation TEXT NOT NULL REFERENCES invitations(id),"
                             "  at INTEGER NOT NULL,"
                             "  PRIMARY KEY(cookie, invitation)) WITHOUT ROWID;";

/* 3: when a draft needs the server again by itself, because a consultation ends; 0: not. */
static const char wakes[] = "ALTER TABLE logs ADD COLUMN wake_at INTEGER NOT NULL DEFAULT 0;";

/* 4: the cookies of a token, oldest first, to end what is beyond its bound. */
static const char cookies_by_seat[] = "CREATE INDEX cookie_seats_by_age ON cookie_seats(invitation, at);";

/* 5: snapshots of before say less than the fold gives now (families of items, reasons, times of decisions). They are made anew from the logs,
 * which are the truth. */
static const char fresh_snapshots[] = "DELETE FROM snapshots;";

/* 6: a seat may wait for a confirmation, and what is done to seats is noted for the op log (acts.h). What was done
 * before this step is noted as far as it is known: that a seat was given and that it was revoked, but not by whom.
 * A revocation used to end all seats that the token opened, and now ends one: what had ended stays so. */
static const char acts[] =
    "ALTER TABLE invitations ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE drafts ADD COLUMN acts INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE acts("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  draft TEXT NOT NULL REFERENCES drafts(id),"
    "  number INTEGER NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  seat TEXT NOT NULL REFERENCES invitations(id),"
    "  by TEXT NOT NULL,"
    "  at INTEGER NOT NULL,"
    "  pending INTEGER NOT NULL,"
    "  UNIQUE(draft, number));"
    "CREATE INDEX acts_of_seat ON acts(seat, kind, at);"
    "UPDATE invitations AS i SET revoked_at ="
    "  (SELECT v.revoked_at FROM invitations v WHERE v.id = i.participant)"
    "  WHERE revoked_at = 0 AND token_hash IS NULL;"
    "INSERT INTO acts(draft, number, kind, seat, by, at, pending)"
    "  SELECT draft, row_number() OVER (PARTITION BY draft ORDER BY at, kind, place), kind, seat, 'system', "
    "at, 0"
    "  FROM (SELECT draft, 1 AS kind, id AS seat, created_at AS at, rowid AS place FROM invitations UNION ALL"
    "        SELECT draft, 3, id, max(revoked_at, created_at), rowid FROM invitations WHERE revoked_at <> 0);"
    "UPDATE drafts SET acts = (SELECT count(*) FROM acts WHERE acts.draft = drafts.id);";

/* 7: once more: snapshots of before do not say who removed an item, what a comment was given on, and what a language was aligned to. */
#define SNAPSHOTS_AGAIN fresh_snapshots

/* 8: which drafts are due, without a look at all of them. A draft without a deadline is not in it. */
static const char due[] = "CREATE INDEX logs_due ON logs(wake_at) WHERE wake_at > 0;";

/* 9: meetings (meetings.h). A row of `invitations` is an invitation to a draft or to a meeting: the latter is a person of it, whose link opens all
 * that they have in it. A seat that follows from a meeting names that person. Who gets another role gets another seat, so a participant has one
 * seat in a draft that has not ended, and as many as they may that have. SQLite cannot drop a constraint: the table is made anew, with the
 * rowids, by which what was made in one millisecond is ordered. */
static const char meetings[] =
    "CREATE TABLE meetings("
    "  id TEXT NOT NULL PRIMARY KEY,"
    "  document TEXT NOT NULL,"
    "  revision INTEGER NOT NULL,"
    "  created_at INTEGER NOT NULL,"
    "  archived_at INTEGER NOT NULL," /* 0: not */
    "  logo BLOB,"
    "  logo_type TEXT);"
    "CREATE TABLE invitations_anew("
    "  id TEXT NOT NULL PRIMARY KEY,"
    "  draft TEXT REFERENCES drafts(id),"
    "  meeting TEXT REFERENCES meetings(id),"
    "  person TEXT REFERENCES invitations(id),"
    "  participant TEXT NOT NULL REFERENCES invitations(id),"
    "  role TEXT NOT NULL,"
    "  name TEXT NOT NULL,"
    "  delegation TEXT,"
    "  token_hash BLOB UNIQUE," /* NULL: it has no link of its own */
    "  created_at INTEGER NOT NULL,"
    "  expires_at INTEGER NOT NULL," /* 0: never */
    "  revoked_at INTEGER NOT NULL," /* 0: not */
    "  pending INTEGER NOT NULL DEFAULT 0,"
    "  silent INTEGER NOT NULL DEFAULT 0," /* takes no positions: the head of the delegation does */
    "  CHECK((draft IS NULL) <> (meeting IS NULL)));"
    "INSERT INTO invitations_anew(rowid, id, draft, participant, role, name, delegation, token_hash, "
    "created_at,"
    "  expires_at, revoked_at, pending) SELECT rowid, id, draft, participant, role, name, delegation, "
    "token_hash,"
    "  created_at, expires_at, revoked_at, pending FROM invitations;"
    "DROP TABLE invitations;"
    "ALTER TABLE invitations_anew RENAME TO invitations;"
    "CREATE INDEX invitations_of_draft ON invitations(draft);"
    "CREATE INDEX invitations_of_participant ON invitations(participant, draft);"
    "CREATE INDEX invitations_of_meeting ON invitations(meeting) WHERE meeting IS NOT NULL;"
    "CREATE INDEX seats_of_person ON invitations(person) WHERE person IS NOT NULL;"
    "CREATE UNIQUE INDEX one_seat ON invitations(participant, draft)"
    "  WHERE revoked_at = 0 AND draft IS NOT NULL;"
    "CREATE UNIQUE INDEX one_person ON invitations(participant, meeting)"
    "  WHERE revoked_at = 0 AND meeting IS NOT NULL;"
    "CREATE TABLE persons("
    "  id TEXT NOT NULL PRIMARY KEY REFERENCES invitations(id),"
    "  email TEXT,"
    "  lang TEXT,"
    "  head INTEGER NOT NULL,"
    "  linked_at INTEGER NOT NULL,"  /* when their link was made; 0: they have none of their own */
    "  opened_at INTEGER NOT NULL);" /* when it was opened last; 0: not yet */
    "CREATE TABLE exceptions("
    "  person TEXT NOT NULL REFERENCES persons(id),"
    "  scope TEXT NOT NULL," /* draft or group */
    "  target TEXT NOT NULL,"
    "  role TEXT NOT NULL," /* none: no access */
    "  PRIMARY KEY(person, scope, target)) WITHOUT ROWID;"
    "CREATE TABLE agenda("
    "  draft TEXT NOT NULL PRIMARY KEY REFERENCES drafts(id),"
    "  meeting TEXT NOT NULL REFERENCES meetings(id),"
    "  place INTEGER NOT NULL,"
    "  folder TEXT," /* a working group's; NULL: none */
    "  closed INTEGER NOT NULL);"
    "CREATE INDEX agenda_of_meeting ON agenda(meeting, place);";

/* 10: once more: snapshots of before do not say which handles are longer than others. */

/* The audit log (audit.h). What is personal stands beside the entry, with the salt of the hash that the entry has of it, and can be erased. */
static const char audit[] = "CREATE TABLE audit("
                            "  number INTEGER NOT NULL PRIMARY KEY,"
                            "  at INTEGER NOT NULL,"
                            "  act TEXT NOT NULL,"
                            "  by TEXT NOT NULL,"
                            "  meeting TEXT,"
                            "  draft TEXT,"
                            "  target TEXT,"
                            "  detail TEXT,"
                            "  personal TEXT,"
                            "  commitment BLOB,"
                            "  salt BLOB,"
                            "  hash BLOB NOT NULL);"
                            "CREATE INDEX audit_of ON audit(by, at);"
                            "CREATE TABLE audit_end("
                            "  id INTEGER NOT NULL PRIMARY KEY," /* 1 */
                            "  number INTEGER NOT NULL,"
                            "  hash BLOB NOT NULL);";

/* How far the people of this folder follow a journal that several servers share (people_replica.h). */
static const char replica[] = "CREATE TABLE replica("
                              "  one INTEGER PRIMARY KEY CHECK(one = 1),"
                              "  seq INTEGER NOT NULL,"
                              "  hash BLOB NOT NULL,"
                              "  address TEXT NOT NULL);";

/* The host's view: administrators' keys (admin_keys.h), and the end of drafts and meetings (deletion.h). */
static const char host_view[] = "CREATE TABLE admin_keys("
                                "  hash BLOB NOT NULL PRIMARY KEY,"
                                "  kind TEXT NOT NULL," /* token, cookie, host */
                                "  name TEXT NOT NULL,"
                                "  token BLOB REFERENCES admin_keys(hash)," /* that a cookie was given for */
                                "  created_at INTEGER NOT NULL,"
                                "  expires_at INTEGER NOT NULL);" /* 0: never */
                                "ALTER TABLE drafts ADD COLUMN deleted_at INTEGER NOT NULL DEFAULT 0;"
                                "ALTER TABLE drafts ADD COLUMN purged_at INTEGER NOT NULL DEFAULT 0;"
                                "ALTER TABLE meetings ADD COLUMN deleted_at INTEGER NOT NULL DEFAULT 0;"
                                "ALTER TABLE meetings ADD COLUMN purged_at INTEGER NOT NULL DEFAULT 0;";

/* Logins of the institution (logins.h), and who asks to be let into a meeting (asks.h). A seat that a cookie has by a login ends with it, `until`; 0: by a
 * link. */
static const char logins[] =
    "ALTER TABLE meetings ADD COLUMN links INTEGER NOT NULL DEFAULT 1;"
    "ALTER TABLE cookie_seats ADD COLUMN until INTEGER NOT NULL DEFAULT 0;"
    "CREATE INDEX persons_by_email ON persons(email COLLATE NOCASE) WHERE email IS NOT NULL;"
    "CREATE TABLE logins("
    "  cookie BLOB NOT NULL PRIMARY KEY REFERENCES cookies(hash) ON DELETE CASCADE,"
    "  issuer TEXT NOT NULL,"
    "  subject TEXT NOT NULL,"
    "  session TEXT," /* the provider's name of it */
    "  email TEXT NOT NULL,"
    "  name TEXT,"
    "  id_token TEXT," /* to end it at the provider too */
    "  created_at INTEGER NOT NULL,"
    "  expires_at INTEGER NOT NULL);"
    "CREATE INDEX logins_by_email ON logins(email COLLATE NOCASE);"
    "CREATE INDEX logins_by_subject ON logins(issuer, subject);"
    "CREATE TABLE login_nonces(" /* that were used */
    "  hash BLOB NOT NULL PRIMARY KEY,"
    "  expires_at INTEGER NOT NULL);"
    "CREATE TABLE asks("
    "  id TEXT NOT NULL PRIMARY KEY,"
    "  meeting TEXT NOT NULL REFERENCES meetings(id),"
    "  email TEXT NOT NULL COLLATE NOCASE,"
    "  name TEXT,"
    "  created_at INTEGER NOT NULL,"
    "  refused_at INTEGER NOT NULL," /* 0: not */
    "  UNIQUE(meeting, email));";

/* What people are told (notices.h), and what is still to be mailed to them (mails.h). What
 * happened before this step is told to nobody: each draft begins where its log ends. In a cluster the logs are elsewhere; there the age of what
 * happened bounds it. */
static const char notices[] =
    "CREATE TABLE told("
    "  draft TEXT NOT NULL PRIMARY KEY,"
    "  seq INTEGER NOT NULL,"
    "  title TEXT NOT NULL);" /* of the draft, as of that seq */
    "INSERT INTO told(draft, seq, title) SELECT draft, last_seq, '{}' FROM logs;"
    "CREATE TABLE notices("
    "  participant TEXT NOT NULL,"
    "  event TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  draft TEXT NOT NULL,"
    "  seq INTEGER NOT NULL,"
    "  item TEXT,"
    "  label TEXT,"
    "  subject TEXT,"
    "  outcome TEXT,"
    "  words TEXT,"
    "  by TEXT NOT NULL,"
    "  until INTEGER NOT NULL,"
    "  at INTEGER NOT NULL,"
    "  read_at INTEGER NOT NULL,"
    "  mail TEXT," /* NULL: none; 'due'; or the id of the mail that tells it */
    "  PRIMARY KEY(participant, event));"
    "CREATE INDEX notices_by_age ON notices(participant, at);"
    "CREATE INDEX notices_to_mail ON notices(mail, participant) WHERE mail IS NOT NULL;"
    "CREATE TABLE reminders("
    "  event TEXT NOT NULL PRIMARY KEY,"
    "  draft TEXT NOT NULL,"
    "  seq INTEGER NOT NULL,"
    "  item TEXT NOT NULL,"
    "  label TEXT,"
    "  outcome TEXT NOT NULL,"
    "  delegations TEXT NOT NULL," /* a code a line */
    "  until INTEGER NOT NULL,"
    "  due_at INTEGER NOT NULL);"
    "CREATE INDEX reminders_due ON reminders(due_at);"
    "CREATE INDEX reminders_of_item ON reminders(draft, item);"
    "CREATE TABLE notice_settings("
    "  participant TEXT NOT NULL PRIMARY KEY,"
    "  muted INTEGER NOT NULL,"   /* a bit for each kind that is not mailed */
    "  digest INTEGER NOT NULL);" /* minutes between two mails */
    "CREATE TABLE mails("
    "  id TEXT NOT NULL PRIMARY KEY,"
    "  participant TEXT NOT NULL,"
    "  person TEXT,"         /* of an invitation: whom it invites; of news NULL */
    "  meeting TEXT,"        /* of an invitation */
    "  state TEXT NOT NULL," /* waiting, sending, sent, uncertain, failed */
    "  tries INTEGER NOT NULL,"
    "  created_at INTEGER NOT NULL,"
    "  next_at INTEGER NOT NULL,"
    "  done_at INTEGER NOT NULL,"
    "  why TEXT);" /* what the other server said last */
    "CREATE INDEX mails_to_send ON mails(state, next_at);"
    "CREATE INDEX mails_of_participant ON mails(participant, created_at);"
    "CREATE TABLE secrets("
    "  name TEXT NOT NULL PRIMARY KEY,"
    "  secret TEXT NOT NULL);";

/* 16: hooks that are told of ops, and how far each has been told of each draft. */
static const char hooks[] =
    "CREATE TABLE hooks("
    "  name TEXT NOT NULL PRIMARY KEY,"
    "  created_at INTEGER NOT NULL,"
    "  failing_since INTEGER NOT NULL," /* 0: it is not */
    "  paused_at INTEGER NOT NULL,"     /* 0: it is not */
    "  why TEXT);"                      /* what was answered last */
    "CREATE TABLE hook_positions("
    "  hook TEXT NOT NULL,"
    "  draft TEXT NOT NULL,"
    "  seq INTEGER NOT NULL,"
    "  asked INTEGER NOT NULL," /* 1: somebody set it back, and the server has not heeded that yet */
    "  PRIMARY KEY(hook, draft));"
    "CREATE INDEX hook_positions_asked ON hook_positions(asked) WHERE asked <> 0;"
    "CREATE INDEX hook_positions_of_draft ON hook_positions(draft);";

static const char *const steps[] = {
    op_log,   people,          wakes, cookies_by_seat, fresh_snapshots, acts,   SNAPSHOTS_AGAIN, due,
    meetings, SNAPSHOTS_AGAIN, audit, replica,         host_view,       logins, notices,         hooks};

int migrations_latest(void)
{
    return (int)(sizeof steps / sizeof steps[0]);
}

static enum status read_version(sqlite3 *db, int *version)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    enum status status = database_prepare(db, "PRAGMA user_version", &statement);
    if (status == STATUS_OK)
        status = database_step(statement, &row);
    *version = row ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

static enum status take(sqlite3 *db, int step)
{
    struct buf sql = BUF_EMPTY;
    enum status status = database_run(db, steps[step]);
    buf_format(&sql, "PRAGMA user_version = %d", step + 1);
    if (status == STATUS_OK)
        status = database_run(db, sql.bytes);
    buf_clear(&sql);
    return status;
}

static enum status take_all(sqlite3 *db, int version)
{
    int current = 0;
    /* a step may make a table anew that others refer to; inside a transaction this could not be said */
    enum status status = database_run(db, "PRAGMA foreign_keys=OFF; BEGIN IMMEDIATE");
    if (status == STATUS_OK)
        status = read_version(db, &current); /* another process may have been first */
    for (int step = current; status == STATUS_OK && step < version; step++)
        status = take(db, step);
    if (status == STATUS_OK)
        status = database_run(db, "COMMIT");
    if (status != STATUS_OK)
        database_rollback(db);
    enum status back = database_run(db, "PRAGMA foreign_keys=ON");
    return status == STATUS_OK ? back : status;
}

enum status migrations_apply(sqlite3 *db, int version, struct buf *why)
{
    int current = 0;
    ALWAYS(version <= migrations_latest());
    enum status status = read_version(db, &current);
    if (status == STATUS_OK && current > migrations_latest()) {
        why_add(
            why,
            "The data was written by a newer plenaria (schema %d, this one knows %d); install the newer one "
            "or restore a backup.",
            current, migrations_latest());
        return STATUS_CONFLICT;
    }
    if (status == STATUS_OK && current < version)
        status = take_all(db, version);
    if (status != STATUS_OK)
        why_add(why, "The data could not be brought to schema %d (%s); check the disk, or restore a backup.",
                version, sqlite3_errmsg(db));
    return status;
}
