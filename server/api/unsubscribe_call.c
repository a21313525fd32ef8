/* /api/unsubscribe/PARTICIPANT/SIGNATURE: the link in mails that ends news by mail, without a login. A mail program ends it with one POST (RFC 8058); who
 * follows the link is asked first, as programs that look through mails follow links too. */
#include "api/act.h"
#include "api/handlers.h"

#include <string.h>

#include "base/xml_write.h"
#include "notify/letter.h"

#define EVERY_KIND ((UINT64_C(1) << EVENT_KIND_COUNT) - 1)

static bool is_signed(const struct call *call)
{
    char secret[MAIL_SECRET_BYTES], signature[UNSUBSCRIBE_BYTES];
    unsigned char differs = 0;
    const char *given = call->segments[3];
    if (mails_secret(call->people, secret) != STATUS_OK || strlen(given) != sizeof signature - 1)
        return false;
    unsubscribe_sign(secret, call->segments[2], signature);
    for (size_t i = 0; i < sizeof signature; i++)
        differs |= (unsigned char)(signature[i] ^ given[i]);
    return !differs;
}

static void respond_page(struct call *call, bool done)
{
    struct mail_address address;
    struct buf out = BUF_EMPTY;
    enum status status = mails_address(call->people, call->segments[2], NULL, loop_now_ms(), &address);
    const struct letter_words *words = letter_words_of(status == STATUS_OK ? address.lang : NULL);
    buf_format(&out,
               "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
               "content=\"width=device-width\"><title>Plenaria</title></head><body><main><p>",
               words->lang);
    xml_write_text(&out, done ? words->unsubscribed : words->unsubscribe_ask);
    buf_text(&out, "</p>");
    if (!done) {
        buf_text(&out, "<form method=\"post\"><button>");
        xml_write_text(&out, words->unsubscribe);
        buf_text(&out, "</button></form>");
    }
    buf_text(&out, "</main></body></html>\n");
    call_respond(call, &(struct http_answer){.status = 200, .type = "text/html; charset=utf-8"}, out.bytes,
                 out.len);
    mail_address_clear(&address);
    buf_clear(&out);
}

static enum status mute(void *context)
{
    const struct call *call = context;
    struct notice_settings settings;
    enum status status = notice_settings_read(call->people, call->segments[2], &settings);
    settings.muted = EVERY_KIND;
    return status == STATUS_OK ? notice_settings_write(call->people, call->segments[2], &settings) : status;
}

void handle_unsubscribe_ask(struct call *call)
{
    if (is_signed(call))
        respond_page(call, false);
    else
        call_respond_error(call, STATUS_NOT_FOUND, NULL);
}

static void act_unsubscribe(struct call *call, void *unused)
{
    (void)unused;
    enum status status = people_transact(call->people, mute, call);
    if (status == STATUS_OK)
        respond_page(call, true);
    else
        call_respond_error(call, status, NULL);
}

void handle_unsubscribe(struct call *call)
{
    if (is_signed(call))
        call_act(call, act_unsubscribe, NULL, NULL);
    else
        call_respond_error(call, STATUS_NOT_FOUND, NULL);
}
