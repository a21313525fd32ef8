#include "support/random_scheme.h"

#include <stdio.h>

static void random_affixes(struct choices *choices, const char *lang, struct numbering_affixes *out)
{
    static const char *const before[] = {"",   "",  "(",         "Art. ",
                                         "OP", ".", "\xc2\xa7 ", "Recomendaci\xc3\xb3n "};
    static const char *const after[] = {"", ".", ")", " \xe2\x80\x93", ".-", "\xc2\xba"};

    snprintf(out->lang, sizeof out->lang, "%s", lang);
    snprintf(out->before, sizeof out->before, "%s",
             before[choices_below(choices, sizeof before / sizeof *before)]);
    snprintf(out->after, sizeof out->after, "%s",
             after[choices_below(choices, sizeof after / sizeof *after)]);
}

static void random_level(struct choices *choices, struct numbering_level *out)
{
    *out = (struct numbering_level){.start = 1};
    out->format = (enum numbering_format)choices_below(choices, NUMBERING_FORMAT_COUNT);
    out->chain = choices_one_in(choices, 3);
    out->restart = choices_one_in(choices, 4);
    if (choices_one_in(choices, 4))
        out->start = 1 + choices_below(choices, 40);
    random_affixes(choices, "", &out->affixes);
    if (choices_one_in(choices, 3))
        random_affixes(choices, "es", &out->langs[out->lang_count++]);
    if (choices_one_in(choices, 3))
        random_affixes(choices, "fr", &out->langs[out->lang_count++]);
}

void random_scheme(struct choices *choices, struct numbering_scheme *out)
{
    *out = *numbering_preset(NUMBERING_CONFERENCE);
    out->preset = NUMBERING_OWN;
    out->level_count = 1 + choices_below(choices, DRAFT_MAX_DEPTH);
    for (size_t i = 0; i < out->level_count; i++)
        random_level(choices, &out->levels[i]);
    if (choices_one_in(choices, 2))
        random_level(choices, &out->paragraphs);
    out->through = choices_one_in(choices, 2);
    out->leads = choices_one_in(choices, 2);
}
