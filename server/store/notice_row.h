/* How notices are read, for notices.c and mails.c: the beginning of a query, and a row of it. */
#ifndef STORE_NOTICE_ROW_H
#define STORE_NOTICE_ROW_H

#include "store/notices.h"
#include "store/people_query.h"

#define NOTICE_SELECT                                                                                        \
    "SELECT n.event, n.kind, n.draft, n.seq, n.item, n.label, n.subject, n.outcome, n.words, n.by, n.until," \
    "  n.at, n.read_at, (SELECT title FROM told t WHERE t.draft = n.draft),"                                 \
    "  (SELECT name FROM invitations b WHERE b.participant = n.by AND b.draft = n.draft LIMIT 1),"           \
    "  (SELECT delegation FROM invitations b WHERE b.participant = n.by AND b.draft = n.draft LIMIT 1)"      \
    " FROM notices n"
/* Its participant has a good seat at the time ?2 in its draft, which is not deleted. */
#define NOTICE_IS_SEEN                                                                                       \
    "EXISTS(SELECT 1 FROM invitations i JOIN drafts d ON d.id = i.draft AND d.deleted_at = 0"                \
    " WHERE i.participant = n.participant AND i.draft = n.draft AND " PEOPLE_GOOD("i", "?2") ")"

struct notice notice_of_row(sqlite3_stmt *statement); /* borrowed until the next step */

#endif
