/* What a provider and a browser may send while somebody signs in is read or refused: who is taken for signed in is from the issuer that was asked, for us, of this
 * sign-in, and has an address; a set of keys opens no token that it did not sign; what a browser keeps of a sign-in comes back as it was given, or not at all.
 * The input is a JWK set, a token, a token's claims, a sealed attempt, a path and a cookie, one a line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/always.h"
#include "base/mem.h"
#include "draft_states.h"
#include "login/attempt.h"
#include "login/claims.h"
#include "login/keys.h"
#include "text/utf.h"

#define NOW_MS INT64_C(1700000000000)

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* The next line as a string that ends exactly where its memory does; an empty one at the end of the input. */
static char *next_string(const char **at, const char *end)
{
    const char *line;
    size_t len;
    if (!states_next_line(at, end, &line, &len))
        return mem_copy_string("");
    char *whole = mem_copy_bytes(line, len), *exact = mem_copy_string(whole);
    free(whole);
    return exact;
}

static void hold_identity(const struct identity *who)
{
    const char *const texts[] = {who->issuer, who->subject, who->session, who->email, who->name};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        ALWAYS(strlen(texts[i]) < CLAIMS_TEXT_BYTES && utf_valid(texts[i], strlen(texts[i])));
}

static void hold_claims(const char *json)
{
    struct claims_expected expected = {.issuer = "https://sso.example",
                                       .client = "plenaria",
                                       .nonce = "n",
                                       .email_claim = "email",
                                       .now_ms = NOW_MS};
    struct identity who, leaving;
    const char *why;
    enum claims_verdict verdict = claims_judge(json, strlen(json), &expected, &who, &why);
    hold_identity(&who);
    ALWAYS(verdict == CLAIMS_GOOD || why);
    if (verdict == CLAIMS_GOOD)
        ALWAYS(strcmp(who.issuer, expected.issuer) == 0 && *who.subject && *who.email);
    expected.assume_verified = true;
    if (verdict == CLAIMS_GOOD || verdict == CLAIMS_UNVERIFIED)
        ALWAYS(claims_judge(json, strlen(json), &expected, &who, &why) == CLAIMS_GOOD);
    if (claims_judge_logout(json, strlen(json), &expected, &leaving, &why)) {
        hold_identity(&leaving);
        ALWAYS(*leaving.subject || *leaving.session);
        ALWAYS(verdict != CLAIMS_GOOD); /* one token is not for both */
    }
}

static void hold_token(const char *set, const char *token)
{
    struct keys *keys = keys_read(set, strlen(set));
    struct buf said = BUF_EMPTY;
    const char *why;
    enum status status = keys_open_token(keys, token, &said, &why);
    ALWAYS(keys || status != STATUS_OK);
    ALWAYS(status == STATUS_OK || (said.len == 0 && why));
    if (status == STATUS_OK)
        hold_claims(said.bytes ? said.bytes : "");
    buf_clear(&said);
    ALWAYS(keys_open_token(NULL, token, &said, &why) != STATUS_OK);
    keys_free(keys);
}

static void hold_attempt(const char *sealed, const char *back, const char *cookie)
{
    static const struct sha256 key = {{1, 2, 3}}, other = {{1, 2, 4}};
    struct attempt attempt, found;
    struct buf out = BUF_EMPTY;
    ALWAYS(!attempt_open(sealed, &key, NOW_MS, &found)); /* nobody but us can seal one */
    attempt_begin(&attempt, cookie, back, NOW_MS);
    ALWAYS(attempt_path_valid(attempt.back));
    attempt_seal(&attempt, &key, &out);
    ALWAYS(attempt_open(out.bytes, &key, NOW_MS + ATTEMPT_MS, &found));
    ALWAYS(strcmp(found.state, attempt.state) == 0 && strcmp(found.nonce, attempt.nonce) == 0 &&
           strcmp(found.verifier, attempt.verifier) == 0 && strcmp(found.back, attempt.back) == 0 &&
           strcmp(found.cookie, attempt.cookie) == 0);
    ALWAYS(!attempt_open(out.bytes, &key, NOW_MS + ATTEMPT_MS + 1, &found));
    ALWAYS(!attempt_open(out.bytes, &other, NOW_MS, &found));
    out.bytes[out.len / 2] = out.bytes[out.len / 2] == 'A' ? 'B' : 'A';
    ALWAYS(!attempt_open(out.bytes, &key, NOW_MS, &found));
    buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *at = (const char *)bytes, *end = at + len;
    char *set = next_string(&at, end), *token = next_string(&at, end), *claims = next_string(&at, end),
         *sealed = next_string(&at, end), *back = next_string(&at, end), *cookie = next_string(&at, end);
    hold_token(set, token);
    hold_claims(claims);
    hold_attempt(sealed, back, cookie);
    free(set);
    free(token);
    free(claims);
    free(sealed);
    free(back);
    free(cookie);
    return 0;
}
