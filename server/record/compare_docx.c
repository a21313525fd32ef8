#include "convert/export_docx.h"
#include "record/compare_revise.h"
#include "record/compare_write.h"

enum status compare_write_docx(struct buf *out, const struct comparison *comparison)
{
    struct document document = comparison->after.document;
    const struct docx_about about = {.document = &document,
                                     .langs = document.lang,
                                     .view = "compare",
                                     .from = comparison->before.document.seq};
    struct revised revised;
    const struct docx_text text = {&revised, document.lang};

    document.at = comparison_op(comparison, document.seq).at;
    compare_revise(comparison, &revised);
    enum status status = export_docx_texts(out, &text, 1, &about);
    revised_clear(&revised);
    return status;
}
