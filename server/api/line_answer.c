#include "api/line_answer.h"

#include <stdlib.h>

#include "base/mem.h"

void line_answer_add(struct line_answer *answer, struct frame *frame)
{
    answer->frames = mem_grow(answer->frames, answer->count, &answer->capacity, sizeof(struct frame *));
    answer->frames[answer->count++] = frame_ref(frame);
    answer->bytes += frame_len(frame);
}

void line_answer_clear(struct line_answer *answer)
{
    for (size_t i = 0; i < answer->count; i++)
        frame_unref(answer->frames[i]);
    free(answer->frames);
    *answer = (struct line_answer){0};
}

/* ---- on its way ---- */

struct sending {
    struct line_answer answer;
    struct buf end; /* what stands behind the messages */
    size_t frame;   /* the one that is being sent, */
    size_t sent;    /* and so many of its bytes have been */
    bool opened;
};

static void add_frame(struct sending *sending, struct buf *out)
{
    struct frame *frame = sending->answer.frames[sending->frame];
    size_t len;
    if (!sending->sent && sending->frame)
        buf_char(out, ',');
    const char *bytes = frame_span(frame, sending->sent, &len);
    if (len > HTTP_PIECE)
        len = HTTP_PIECE;
    buf_add(out, bytes, len);
    sending->sent += len;
    if (sending->sent < frame_len(frame))
        return;
    sending->frame++;
    sending->sent = 0;
}

static enum http_next add_piece(void *context, struct buf *out)
{
    struct sending *sending = context;
    if (!sending->opened)
        buf_text(out, "{\"messages\":[");
    sending->opened = true;
    while (sending->frame < sending->answer.count && out->len < HTTP_PIECE)
        add_frame(sending, out);
    if (sending->frame < sending->answer.count)
        return HTTP_MORE;
    buf_add(out, sending->end.bytes, sending->end.len);
    return HTTP_END;
}

static void is_over(void *context)
{
    struct sending *sending = context;
    line_answer_clear(&sending->answer);
    buf_clear(&sending->end);
    free(sending);
}

void line_answer_send(struct line_answer *answer, struct http_request *post, const char *close)
{
    struct sending *sending = mem_zero(1, sizeof *sending);
    struct http_answer head = {.status = 200, .type = "application/json; charset=utf-8"};
    struct http_stream stream = {add_piece, is_over, sending};
    sending->answer = *answer;
    *answer = (struct line_answer){0};
    buf_char(&sending->end, ']');
    if (close)
        buf_format(&sending->end, ",\"close\":%s", close);
    buf_char(&sending->end, '}');
    http_respond_stream(post, &head, &stream);
}
