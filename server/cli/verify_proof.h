/* plenaria verify --bundle and --receipt: files that the server gave out, checked on any machine. */
#ifndef CLI_VERIFY_PROOF_H
#define CLI_VERIFY_PROOF_H

/* Both print what they found and return the exit code. `vkey` NULL: the key that the bundle names. */
int verify_bundle(const char *path, const char *vkey);
/* A receipt, against a data folder or a bundle, whichever is not NULL; with neither, the signature alone, and then `vkey` is needed. */
int verify_receipt(const char *path, const char *dir, const char *bundle, const char *vkey);

#endif
