/* What an exported Word file carries so that it can be told, when it comes back, what it was made of.
 *
 *   docProps/custom.xml    the names below: draft, seq, head, languages, view
 *   hidden bookmarks       an empty one at the start of each item's paragraph: docx_marks_item
 *   comments               w14:paraId of a comment's last paragraph: docx_marks_comment; of a proposal's note: docx_marks_note
 *   styles, by w:name      "plenaria text 1" … "8": a paragraph of that depth · "plenaria number", "plenaria bracket", "plenaria status":
 *                          runs with a number as text, the signs of a bracket, a status: not words of the item
 *
 * Names and keys follow from the ids alone, so whoever reads makes those of all items of the draft and looks them up.
 */
#ifndef CONVERT_DOCX_MARKS_H
#define CONVERT_DOCX_MARKS_H

#include <stdint.h>

#define DOCX_MARKS_START "_pl" /* of every bookmark's name */
#define DOCX_MARKS_DRAFT "plenariaDraft"
#define DOCX_MARKS_SEQ   "plenariaSeq"
#define DOCX_MARKS_HEAD  "plenariaHead"
#define DOCX_MARKS_LANG  "plenariaLang" /* "es", or "es,en" of a file with both */
#define DOCX_MARKS_VIEW  "plenariaView"

#define DOCX_MARKS_NAME_BYTES 41 /* Word takes names of up to 40 letters, digits and underscores */

/* "_pl_" and the id, where capitals are written with an underscore before them, '-' as "_0" and '_' as "__", for names differ in more than
 * their capitals: "_pl_p7_qm2" for p7Qm2. Of an id that is too long for that, "_plh_" and its hash. */
void docx_marks_item(const char *id, char name[DOCX_MARKS_NAME_BYTES]);

/* From 1 to 0x7fffffff. Where two of a file have the same, the later one gets the next that is free. */
uint32_t docx_marks_comment(const char *id);
uint32_t docx_marks_note(const char *proposal);

#endif
