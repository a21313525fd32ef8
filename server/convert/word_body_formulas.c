/* Formulas of a part: the signs that are drawn around words, as word_formula.h tells them. */
#include "convert/word_body_state.h"

#include <string.h>

void word_body_start_formula(struct word_body *body, const char *name)
{
    struct word_frame *frame = &body->frames[body->depth - 1];
    const struct word_paragraph *paragraph = word_body_paragraph(body);

    frame->formula = word_formula_begin(name);
    frame->formula_at = paragraph ? (uint32_t)paragraph->words.len : 0;
}

void word_body_describe_formula(struct word_body *body, const char *name,
                                const struct xml_attributes *attributes)
{
    for (size_t i = body->depth; i-- > 0;) {
        if (body->frames[i].element != ELEMENT_FORMULA)
            continue;
        word_formula_take(&body->frames[i].formula, name, attributes);
        return;
    }
}

static void write_signs(struct word_body *body, const struct word_frame *frame,
                        const struct word_formula_signs *signs)
{
    struct word_paragraph *paragraph = word_body_paragraph(body);

    word_insert_words(paragraph, frame->formula_at, signs->before, strlen(signs->before));
    word_insert_words(paragraph, (uint32_t)paragraph->words.len, signs->after, strlen(signs->after));
}

void word_body_end_formula(struct word_body *body, const struct word_frame *frame)
{
    const struct word_paragraph *paragraph = word_body_paragraph(body);
    struct word_frame *outer_frame = body->depth > 0 ? &body->frames[body->depth - 1] : NULL;
    struct word_formula_signs signs = {"", ""};

    if (!paragraph || frame->before.paragraph != body->now.paragraph ||
        paragraph->words.len < frame->formula_at)
        return;
    if (paragraph->words.len > frame->formula_at) {
        word_formula_around(&frame->formula, &signs);
        write_signs(body, frame, &signs);
    }
    if (!outer_frame || outer_frame->element != ELEMENT_FORMULA)
        return;
    word_formula_around_argument(&outer_frame->formula, &frame->formula,
                                 paragraph->words.bytes + frame->formula_at,
                                 paragraph->words.len - frame->formula_at, &signs);
    write_signs(body, frame, &signs);
}
