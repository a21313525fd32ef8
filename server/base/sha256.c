#include "base/sha256.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <string.h>

#include "base/always.h"

/* The algorithm is looked up once: a look-up costs more than hashing an op. */
static const EVP_MD *algorithm(void)
{
    static _Atomic(EVP_MD *) fetched;
    EVP_MD *md = fetched;
    if (!md) {
        md = EVP_MD_fetch(NULL, "SHA256", NULL);
        ALWAYS(md != NULL);
        fetched = md;
    }
    return md;
}

static pthread_key_t contexts;

static void free_context(void *context)
{
    EVP_MD_CTX_free(context);
}

static void make_key(void)
{
    ALWAYS(pthread_key_create(&contexts, free_context) == 0);
}

/* Each thread has one and keeps it: making it costs as much as hashing an op. */
static EVP_MD_CTX *context_of_thread(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    ALWAYS(pthread_once(&once, make_key) == 0);
    EVP_MD_CTX *context = pthread_getspecific(contexts);
    if (!context) {
        context = EVP_MD_CTX_new();
        ALWAYS(context && pthread_setspecific(contexts, context) == 0);
    }
    return context;
}

struct sha256 sha256_of(const void *a, size_t a_len, const void *b, size_t b_len)
{
    struct sha256 hash;
    EVP_MD_CTX *context = context_of_thread();
    ALWAYS(EVP_DigestInit_ex(context, algorithm(), NULL) == 1);
    ALWAYS(EVP_DigestUpdate(context, a, a_len) == 1 && EVP_DigestUpdate(context, b, b_len) == 1);
    ALWAYS(EVP_DigestFinal_ex(context, hash.bytes, NULL) == 1);
    return hash;
}

void sha256_hex(const struct sha256 *hash, char hex[SHA256_HEX + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        hex[2 * i] = digits[hash->bytes[i] >> 4];
        hex[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
    hex[SHA256_HEX] = '\0';
}

bool secrets_equal(const char *a, const char *b)
{
    size_t len = strlen(a);
    return strlen(b) == len && CRYPTO_memcmp(a, b, len) == 0;
}

void random_fill(void *out, size_t len)
{
    ALWAYS(len < 1 << 20 && RAND_bytes(out, (int)len) == 1);
}

void random_id(char *out, size_t len)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char bytes[64];
    ALWAYS(len >= 1 && len <= sizeof bytes);
    random_fill(bytes, len);
    for (size_t i = 0; i + 1 < len; i++)
        out[i] = alphabet[bytes[i] & 63];
    out[len - 1] = '\0';
}

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool sha256_read(const char *hex, struct sha256 *out)
{
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        int high = digit(hex[2 * i]), low = digit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return true;
}
