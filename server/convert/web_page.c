#include "convert/web_page.h"

#include <string.h>

#include "convert/glyph.h"
#include "convert/marker.h"
#include "text/utf.h"

#define MENU_U16    80
#define NOTICE_U16  120
#define SHARE_WORDS 3  /* unless a colon is behind them */
#define NOTICE_LAST 12 /* lines above the text in which a site speaks of it */

static bool is_at_most(const struct line *line, uint32_t units)
{
    return line->len <= (size_t)2 * units && utf_len_u16(line->at, line->len) <= units;
}

bool web_page_is_menu(const struct line *line)
{
    size_t bars = 0;

    for (size_t i = 0; i + 2 < line->len; i++) {
        bool bar = line->at[i] == ' ' && strchr("|>", line->at[i + 1]) && line->at[i + 2] == ' ';
        bars += bar || memcmp(line->at + i, " \xc2\xbb", 3) == 0;
    }
    return bars >= 2 && is_at_most(line, MENU_U16);
}

/* Whether a line begins with one of `words`, of which NULL is the last, as whole words. */
static bool begins_with(const struct line *line, const char *const *words)
{
    bool found = false;

    for (; !found && *words; words++) {
        size_t len = strlen(*words);
        found = line->len >= len && memcmp(line->at, *words, len) == 0 &&
                (line->len == len || strchr(" :", line->at[len]));
    }
    return found;
}

static bool has_digit(const struct line *line)
{
    for (size_t i = 0; i < line->len; i++)
        if (glyph_is_digit((unsigned char)line->at[i]))
            return true;
    return false;
}

/* "Published 6 November 2026 | Last updated 9 November 2026". */
static bool says_when(const struct line *line)
{
    static const char *const words[] = {"Published",
                                        "Posted",
                                        "Updated",
                                        "Last updated",
                                        "Publicado",
                                        "Publicada",
                                        "Actualizado",
                                        "Atualizado",
                                        "\xc3\x9altima actualizaci\xc3\xb3n",
                                        "\xc3\x9altima atualiza\xc3\xa7\xc3\xa3o",
                                        "Publi\xc3\xa9",
                                        "Mis \xc3\xa0 jour",
                                        "Derni\xc3\xa8re mise \xc3\xa0 jour",
                                        NULL};
    return has_digit(line) && begins_with(line, words);
}

/* "Share this page", "Compartilhe: Facebook Twitter". */
static bool asks_to_share(const struct line *line)
{
    static const char *const words[] = {"Share",    "Print",    "Compartir", "Comparte", "Compartilhe",
                                        "Imprimir", "Partager", "Imprimer",  NULL};
    size_t blanks = 0;
    for (size_t i = 0; i < line->len; i++)
        blanks += line->at[i] == ' ';
    return begins_with(line, words) && (blanks < SHARE_WORDS || memchr(line->at, ':', line->len));
}

static bool is_notice(const struct line *line)
{
    return is_at_most(line, NOTICE_U16) && !glyph_ends_sentence(line->at, line->len) &&
           (says_when(line) || asks_to_share(line));
}

/* "© 2026 Secretariat. All rights reserved." */
static bool is_copyright(const struct line *line)
{
    static const char *const words[] = {"\xc2\xa9", "Copyright", NULL};

    return is_at_most(line, NOTICE_U16) && begins_with(line, words);
}

void web_page_set_apart(struct lines *lines)
{
    struct marker marker;
    bool menu = false, site = false; /* a menu; and who speaks around the text is a site */

    for (size_t i = 0; i < lines->count; i++) {
        struct line *line = &lines->list[i];
        if (lines_is_row(line))
            continue;
        if (web_page_is_menu(line))
            menu = line->apart = true;
        else if (menu && i < NOTICE_LAST && is_notice(line))
            site = line->apart = true;
        else if (marker_parse(line->at, line->len, &marker))
            break;
    }
    for (size_t i = lines->count; i-- > 0;) {
        struct line *line = &lines->list[i];
        bool rights = is_copyright(line);
        site = site || rights;
        if (!rights && !(site && (web_page_is_menu(line) || asks_to_share(line))))
            break;
        line->apart = true;
    }
}
