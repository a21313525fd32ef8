#include "text/unseen.h"

#include <string.h>

#include "text/utf.h"

#define ZWNJ       0x200C
#define ZWJ        0x200D
#define BLACK_FLAG 0x1F3F4 /* flags of regions are this one and tags */

struct range {
    uint32_t first, last;
};

static bool within(const struct range *ranges, size_t count, uint32_t code_point)
{
    for (size_t i = 0; i < count; i++)
        if (code_point >= ranges[i].first && code_point <= ranges[i].last)
            return true;
    return false;
}

#define WITHIN(ranges, code_point) within(ranges, sizeof(ranges) / sizeof *(ranges), code_point)

/* Default_Ignorable_Code_Point of Unicode 15, which holds all bidi controls; and the annotation anchors. */
static const struct range unseen[] = {
    {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},   {0x115F, 0x1160}, {0x17B4, 0x17B5},
    {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

/* Scripts whose letters change shape with their neighbours: Arabic to Mandaic, the Indic ones, Tibetan, Myanmar, Khmer, Mongolian. */
static const struct range joining[] = {
    {0x620, 0x85F},   {0x8A0, 0xDFF},   {0xF00, 0x109F},    {0x1780, 0x17B3},
    {0x17B6, 0x180A}, {0x1820, 0x18AF}, {0x1CD0, 0x1CFF},   {0xA8E0, 0xA8FF},
    {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}, {0x11000, 0x11FFF},
};

static const struct range pictures[] = {{0x203C, 0x3299}, {0x1F000, 0x1FAFF}};

/* What may be drawn in more than one way. */
static const struct range selectable[] = {
    {'#', '#'},   {'*', '*'},       {'0', '9'},       {0xA9, 0xA9},
    {0xAE, 0xAE}, {0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFF},
};

static const struct range tags[] = {{0xE0020, 0xE007F}};
static const struct range selectors[] = {{0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}};
static const struct range mongolian[] = {{0x1820, 0x18AF}};
static const struct range mongolian_selectors[] = {{0x180B, 0x180F}};

bool unseen_is(uint32_t code_point)
{
    return code_point >= 0xAD && WITHIN(unseen, code_point);
}

bool unseen_is_needed(uint32_t before, uint32_t code_point)
{
    if (code_point == ZWNJ)
        return WITHIN(joining, before);
    if (code_point == ZWJ)
        return WITHIN(joining, before) || WITHIN(pictures, before) || before == 0xFE0F;
    if (WITHIN(selectors, code_point))
        return WITHIN(selectable, before) || WITHIN(pictures, before);
    if (WITHIN(mongolian_selectors, code_point))
        return WITHIN(mongolian, before);
    return WITHIN(tags, code_point) && (before == BLACK_FLAG || WITHIN(tags, before));
}

uint32_t unseen_in_name(const char *utf8, size_t len_bytes)
{
    uint32_t code_point;
    for (size_t i = 0, taken; i < len_bytes && (taken = utf_decode(utf8 + i, len_bytes - i, &code_point));
         i += taken)
        if (unseen_is(code_point))
            return code_point;
    return 0;
}

uint32_t unseen_in_words(const char *utf8, size_t len_bytes, bool may_join)
{
    uint32_t before = 0, code_point;
    for (size_t i = 0, taken; i < len_bytes && (taken = utf_decode(utf8 + i, len_bytes - i, &code_point));
         i += taken) {
        bool joins = may_join && i == 0 && (code_point == ZWJ || code_point == ZWNJ);
        if (unseen_is(code_point) && !joins && !unseen_is_needed(before, code_point))
            return code_point;
        before = code_point;
    }
    return 0;
}

bool unseen_joins(const char *lang)
{
    static const char languages[] = " ar as bn bo ckb dv dz fa gu hi kn km ks ku mai ml mn mni mr my ne or "
                                    "pa ps sa sd si syc ta te ug ur ";
    char subtag[8] = " ";
    size_t len = strcspn(lang, "-");
    if (len == 0 || len > sizeof subtag - 3)
        return false;
    memcpy(subtag + 1, lang, len);
    memcpy(subtag + 1 + len, " ", 2);
    return strstr(languages, subtag) != NULL;
}
