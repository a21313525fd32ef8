/* Who is named in an answer: each participant once, at its end, so that a reader needs no other call. */
#ifndef RECORD_PERSON_JSON_H
#define RECORD_PERSON_JSON_H

#include "draft/draft.h"
#include "record/names.h"

/* ,"by":"p7Qm2" — NULL writes nothing. */
void person_json_write(struct buf *out, const char *key, const char *id, struct names *named);
/* ,"people":{"p7Qm2":{"role","name","delegation"},…} */
void person_json_write_all(struct buf *out, const struct draft *draft, const struct names *named);

#endif
