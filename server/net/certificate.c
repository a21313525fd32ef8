#include "net/certificate.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static FILE *open_or_say(const char *path, const char *what, struct buf *why)
{
    FILE *file = fopen(path, "re");
    if (!file)
        buf_format(why, "Cannot read the TLS %s %s: %s.", what, path, strerror(errno));
    return file;
}

/* A key with a passphrase would make the server ask for it at the terminal. */
static int no_passphrase(char *out, int size, int writing, void *context)
{
    (void)out, (void)size, (void)writing, (void)context;
    return -1;
}

enum status certificate_check(const char *cert_file, const char *key_file, struct buf *why)
{
    enum status status = STATUS_USAGE;
    X509 *cert = NULL;
    EVP_PKEY *key = NULL;
    FILE *cert_in = open_or_say(cert_file, "certificate", why);
    FILE *key_in = cert_in ? open_or_say(key_file, "key", why) : NULL;
    if (!cert_in || !key_in)
        goto done;
    cert = PEM_read_X509(cert_in, NULL, NULL, NULL);
    key = PEM_read_PrivateKey(key_in, NULL, no_passphrase, NULL);
    if (!cert)
        buf_format(why, "There is no PEM certificate in %s.", cert_file);
    else if (!key)
        buf_format(why, "There is no PEM private key without a passphrase in %s.", key_file);
    else if (X509_check_private_key(cert, key) != 1)
        buf_format(why, "The key in %s does not belong to the certificate in %s.", key_file, cert_file);
    else
        status = STATUS_OK;
done:
    ERR_clear_error();
    EVP_PKEY_free(key);
    X509_free(cert);
    if (key_in)
        fclose(key_in);
    if (cert_in)
        fclose(cert_in);
    return status;
}

enum status certificate_end(const char *cert_file, int64_t *out)
{
    struct tm end;
    FILE *in = fopen(cert_file, "re");
    X509 *cert = in ? PEM_read_X509(in, NULL, NULL, NULL) : NULL;
    bool known = cert && ASN1_TIME_to_tm(X509_get0_notAfter(cert), &end) == 1;
    if (known)
        *out = (int64_t)timegm(&end) * 1000;
    ERR_clear_error();
    X509_free(cert);
    if (in)
        fclose(in);
    return known ? STATUS_OK : STATUS_USAGE;
}
