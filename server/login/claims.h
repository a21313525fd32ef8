/* What an ID token says, judged: whether it is for us, from whom we asked, for this sign-in and in time, and for which address it vouches. Pure. The
 * signature is looked at before (keys.h).
 *
 * OpenID Connect Core §3.1.3.7 for sign-ins, Back-Channel Logout §2.6 for logouts; clocks may differ by CLAIMS_LEEWAY seconds. */
#ifndef LOGIN_CLAIMS_H
#define LOGIN_CLAIMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CLAIMS_LEEWAY     60
#define CLAIMS_TEXT_BYTES 512

struct claims_expected {
    const char *issuer;
    const char *client;
    const char *nonce; /* of this sign-in */
    const char *email_claim;
    bool assume_verified; /* the provider vouches for every address, and does not say so */
    int64_t now_ms;
};

struct identity {
    char issuer[CLAIMS_TEXT_BYTES], subject[CLAIMS_TEXT_BYTES];
    char session[CLAIMS_TEXT_BYTES];                        /* empty: it names none */
    char email[CLAIMS_TEXT_BYTES], name[CLAIMS_TEXT_BYTES]; /* name empty: not said */
};

enum claims_verdict {
    CLAIMS_GOOD,
    CLAIMS_WRONG,      /* it is not for us, or not for this sign-in */
    CLAIMS_NO_ADDRESS, /* it names no address */
    CLAIMS_UNVERIFIED, /* it does not vouch for the address */
};

/* Reads the JSON of a token. `*why`: what is wrong, static, for the log of the host. */
enum claims_verdict claims_judge(const char *json, size_t len, const struct claims_expected *expected,
                                 struct identity *out, const char **why);
/* The same for a logout token, of which issuer, subject and session are filled in, one of the two last at least; nonce and what is about the address
 * are not looked at. */
bool claims_judge_logout(const char *json, size_t len, const struct claims_expected *expected,
                         struct identity *out, const char **why);

#endif
