/* A numbering scheme as anybody might describe one: any format on any level, with and without signs around it. */
#ifndef SUPPORT_RANDOM_SCHEME_H
#define SUPPORT_RANDOM_SCHEME_H

#include "draft/numbering_scheme.h"
#include "support/choices.h"

void random_scheme(struct choices *choices, struct numbering_scheme *out);

#endif
