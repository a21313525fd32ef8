/* A text in a few bytes, to know it again: its length, and a hash of its words and their formatting. Two texts of one length that differ have the
 * same one in four thousand millions; who decides something by it must be able to live with that, and with somebody who looks for such a text.
 *
 * The hash is FNV-1a of 32 bits over UTF-16 units, the lower byte of each first. Of each insert of the text in normal form: the words, a line
 * feed, and for each attribute, in order of their names, `name=value` and a line feed, where the value is `true` or the string.
 */
#ifndef TEXT_FINGERPRINT_H
#define TEXT_FINGERPRINT_H

#include "text/text.h"

struct fingerprint {
    uint32_t len_u16;
    uint32_t hash;
};

struct fingerprint fingerprint_of(const struct text *text); /* NULL: as of an empty one */

#endif
