/* What the commands note in the audit log of a data folder. */
#ifndef CLI_HOST_ACT_H
#define CLI_HOST_ACT_H

/* Notes that the host has done `act` to `draft`, with `target`; both may be NULL. For what changes nothing in the folder: a folder that cannot be written is read all the
 * same, and one line on stderr says that nothing was noted. */
void host_act_note(const char *dir, const char *act, const char *draft, const char *target);

#endif
