/* The answer to a post on a line, {"messages":[…],"close":…}, in the making and on its way. It holds the frames themselves, which are shared with
 * everybody who is told the same, and copies them into the body piece by piece, as fast as the client takes it: a welcome with a large draft is in
 * memory once, however many lines wait for it. */
#ifndef API_LINE_ANSWER_H
#define API_LINE_ANSWER_H

#include "fanout/frame.h"
#include "net/http.h"

struct line_answer {
    struct frame **frames;
    size_t count, capacity;
    size_t bytes; /* of the frames */
};

/* One message more; takes a reference of its own. */
void line_answer_add(struct line_answer *answer, struct frame *frame);
/* Answers the post, which the caller then has no more to do with. `close`: a JSON object that says how the line has ended, or NULL; borrowed.
 * Leaves the answer empty. */
void line_answer_send(struct line_answer *answer, struct http_request *post, const char *close);
void line_answer_clear(struct line_answer *answer);

#endif
