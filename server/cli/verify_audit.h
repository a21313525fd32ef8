/* What was signed of the audit log, held against a data folder. */
#ifndef CLI_VERIFY_AUDIT_H
#define CLI_VERIFY_AUDIT_H

/* Follows the log of the folder, and looks whether it holds what the file says; `vkey` NULL: under any key that the folder's server has had. Prints what was found, or one line
 * on stderr. Returns the exit code. */
int verify_audit(const char *dir, const char *path, const char *vkey);

#endif
