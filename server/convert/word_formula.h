/* Formulas as words. What Word draws of a formula it keeps in elements, not in words: the bar of a fraction, the sign of a root, brackets that grow with what
 * they hold. As words they are written in Word's own linear form, which Word builds up again when it is pasted there:
 *
 *   <m:f> a+b over 2            (a+b)/2          <m:sSubSup>    x_1^2           <m:d>    (a|b)
 *   <m:rad> of 2, with 3        √(3&2)           <m:nary>       ∑_(i=1)^n i     <m:m>    ■(a&b@c&d)
 *
 * An element of a formula is a shape that has arguments, or an argument, or (a row of a matrix) both. Its signs are asked for when it has ended: only then
 * it is known whether an argument has words at all, and whether they need brackets to be one.
 */
#ifndef CONVERT_WORD_FORMULA_H
#define CONVERT_WORD_FORMULA_H

#include "ooxml/xml_reader.h"

#define WORD_FORMULA_SIGN_BYTES 9

/* An element of a formula that is open. */
struct word_formula {
    const char *name;                   /* of the element; static */
    unsigned arguments;                 /* that have ended */
    bool has_degree;                    /* of a root */
    char sign[WORD_FORMULA_SIGN_BYTES]; /* these as the properties say */
    char open[WORD_FORMULA_SIGN_BYTES], close[WORD_FORMULA_SIGN_BYTES], between[WORD_FORMULA_SIGN_BYTES];
};

/* What stands around words; both "" where nothing does. */
struct word_formula_signs {
    char before[2 * WORD_FORMULA_SIGN_BYTES];
    char after[2 * WORD_FORMULA_SIGN_BYTES];
};

/* `name` is an element's that belongs to formulas, such as "m:f" or "m:num"; it is looked up, not kept. */
struct word_formula word_formula_begin(const char *name);

/* Takes what the properties of a shape say: "m:chr", "m:begChr", "m:type" and the like. */
void word_formula_take(struct word_formula *formula, const char *name,
                       const struct xml_attributes *attributes);

/* The signs of a shape that has ended. */
void word_formula_around(const struct word_formula *formula, struct word_formula_signs *out);

/* The signs of `argument`, which has ended with these words; `shape` is the element around it and counts it. Where the element is no argument, it has none. */
void word_formula_around_argument(struct word_formula *shape, const struct word_formula *argument,
                                  const char *utf8, size_t len, struct word_formula_signs *out);

#endif
