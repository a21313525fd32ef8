#include "notify/calendar.h"

#include <string.h>
#include <time.h>

#define LINE_BYTES 75

/* One content line, folded where no character is cut. */
static void add_line(struct buf *out, const struct buf *line)
{
    size_t at = 0, room = LINE_BYTES;
    while (line->len - at > room) {
        size_t len = room;
        while (len > 1 && ((unsigned char)line->bytes[at + len] & 0xc0) == 0x80)
            len--;
        buf_add(out, line->bytes + at, len);
        buf_text(out, "\r\n ");
        at += len;
        room = LINE_BYTES - 1; /* the blank counts */
    }
    buf_add(out, line->bytes + at, line->len - at);
    buf_text(out, "\r\n");
}

static void add_text(struct buf *out, const char *name, const char *text)
{
    struct buf line = BUF_EMPTY;
    buf_format(&line, "%s:", name);
    for (const char *c = text; *c; c++) {
        if (*c == '\n')
            buf_text(&line, "\\n");
        else if (strchr("\\;,", *c))
            buf_format(&line, "\\%c", *c);
        else if ((unsigned char)*c >= ' ')
            buf_char(&line, *c);
    }
    add_line(out, &line);
    buf_clear(&line);
}

static void add_time(struct buf *out, const char *name, int64_t ms)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    buf_format(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", name, tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
               tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void calendar_begin(struct buf *out)
{
    buf_text(out,
             "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Plenaria//Deadlines//EN\r\nMETHOD:PUBLISH\r\n");
}

void calendar_add(struct buf *out, const struct calendar_entry *entry, int64_t now)
{
    struct buf url = BUF_EMPTY;
    buf_text(out, "BEGIN:VEVENT\r\n");
    add_text(out, "UID", entry->uid);
    add_time(out, "DTSTAMP", now);
    add_time(out, "DTSTART", entry->at);
    add_time(out, "DTEND", entry->at);
    add_text(out, "SUMMARY", entry->summary);
    add_text(out, "DESCRIPTION", entry->description);
    buf_format(&url, "URL:%s", entry->url);
    add_line(out, &url);
    buf_text(out, "TRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\n");
    add_text(out, "DESCRIPTION", entry->summary);
    buf_text(out, "END:VALARM\r\nEND:VEVENT\r\n");
    buf_clear(&url);
}

void calendar_end(struct buf *out)
{
    buf_text(out, "END:VCALENDAR\r\n");
}
