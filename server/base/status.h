/* One enum for every outcome, with the code that goes over the wire and the sentence that goes with it.
 *
 *   enum status st = draft_submit(...);
 *   if (st != STATUS_OK)
 *       reply(status_code(st), status_message(st));
 *
 * Three causes, three answers. The client is wrong: one of the coded refusals below, and the state is as it was.
 * The world is wrong (disk, peer): a STATUS_ of the last group goes to the owner, who degrades and says so.
 * We are wrong: ALWAYS(...) of base/always.h stops the process, and the log is replayed at the next start.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

/* X(name, wire code, HTTP status, one English sentence that says what to do) */
#define STATUS_MAP(X)                                                                                        \
    X(OK, "ok", 200, "Done.")                                                                                \
    /* refusals of an op; clients translate by code */                                                       \
    X(BAD_OP, "bad-op", 400, "The change is malformed or does not fit the text; reload and try again.")      \
    X(BAD_N, "bad-n", 400, "Use the last accepted n plus one.")                                              \
    X(BAD_BASE, "bad-base", 400, "The base lies in the future; use a seq that this server has sent.")        \
    X(STALE, "stale", 409, "The base is too far back; reload the draft and make the change again.")          \
    X(FORBIDDEN, "forbidden", 403, "Your role may not do this; ask the chair or the secretariat.")           \
    X(LOCKED, "locked", 409, "The item is locked by its status; ask the chair to reopen it.")                \
    X(ADOPTED, "adopted", 409, "The draft is adopted and no longer changes.")                                \
    X(NO_ITEM, "no-item", 404, "The item is not there any more; choose another place.")                      \
    X(EXISTS, "exists", 409, "The id is taken; choose a fresh one.")                                         \
    X(CYCLE, "cycle", 409, "An item cannot be moved below itself.")                                          \
    X(TOO_LARGE, "too-large", 413, "That is larger than this server takes; send less at once.")              \
    X(LIMIT, "limit", 429, "A limit of this server is reached; slow down or remove something first.")        \
    X(STORAGE, "storage", 503,                                                                               \
      "The disk took no more, so the change was not applied; ask the host to make room.")                    \
    /* refusals of a message or a request */                                                                 \
    X(BAD_MESSAGE, "bad-message", 400, "The message is not what the protocol describes; correct it.")        \
    X(UNAUTHORIZED, "unauthorized", 401, "Open your invitation link again or ask for a new one.")            \
    X(EXPIRED, "expired", 401, "Your invitation has expired; ask the secretariat for a new one.")            \
    X(REVOKED, "revoked", 401, "Your invitation has been revoked; ask the secretariat for a new one.")       \
    X(SIGN_IN, "sign-in", 401, "Sign in with the login of your institution.")                                \
    X(LAST_CHAIR, "last-chair", 409, "A draft always has a chair; invite the next one first.")               \
    X(NOT_FOUND, "not-found", 404, "There is nothing here for you; check the address.")                      \
    X(BAD_METHOD, "method-not-allowed", 405, "Use a method that this address supports.")                     \
    X(BAD_FILE, "bad-file", 422, "The file cannot be read; save it as .docx with Word and try again.")       \
    X(LENGTH_REQUIRED, "length-required", 411, "Send a Content-Length.")                                     \
    X(BAD_ORIGIN, "bad-origin", 403, "Use the page that this server serves.")                                \
    X(CLIENT_TAKEN, "client-taken", 403, "This client id belongs to somebody else; use a fresh one.")        \
    X(TIMEOUT, "timeout", 408, "Say hello sooner.")                                                          \
    X(SLOW_READER, "slow-reader", 408, "The connection cannot keep up; reconnect on a better line.")         \
    X(STOPPING, "stopping", 503, "The server is stopping; reconnect in a moment.")                           \
    X(RENEWED, "renewed", 503, "Your seat has changed; connect again.")                                      \
    /* the world */                                                                                          \
    X(CONFLICT, "conflict", 409, "Somebody else appended first; reload and try again.")                      \
    X(UNKNOWN, "unknown", 503, "It is not known yet whether the change was stored; reconnect in a moment.")  \
    X(FENCED, "moved", 503, "Another server looks after this draft now; reconnect in a moment.")             \
    X(CORRUPT, "corrupt", 500, "The stored data is damaged; run plenaria verify and restore a backup.")      \
    X(IO, "io", 503, "Reading or writing failed; check the disk.")                                           \
    X(USAGE, "usage", 400, "See --help.")

enum status {
#define X(name, code, http, message) STATUS_##name,
    STATUS_MAP(X)
#undef X
        STATUS_COUNT
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* The code on the wire, for example "bad-op". Static. */
const char *status_code(enum status status);
/* The HTTP status that fits. */
int status_http(enum status status);
/* One English sentence that says what to do. Static. */
const char *status_message(enum status status);

#endif
