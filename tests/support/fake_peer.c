#include "support/fake_peer.h"

#include "base/always.h"

static struct fake_peer *fake_of(struct peer *peer)
{
    return (struct fake_peer *)peer;
}

static bool ready(struct peer *peer)
{
    return fake_of(peer)->room > 0;
}

static void send(struct peer *peer, struct frame *frame)
{
    struct fake_peer *fake = fake_of(peer);
    ALWAYS(fake->room > 0 && !fake->close_code); /* the contract of fanout/peer.h */
    if (fake->room != FAKE_PEER_ALWAYS_READY)
        fake->room--;
    fake->frames++;
    frame_add_to(frame, &fake->sent);
    buf_char(&fake->sent, ' ');
}

static void want_writable(struct peer *peer)
{
    fake_of(peer)->wanted++;
}

static void close_peer(struct peer *peer, uint16_t code, const char *reason)
{
    (void)reason;
    fake_of(peer)->close_code = code;
}

static const struct peer_ops ops = {
    .ready = ready,
    .send = send,
    .want_writable = want_writable,
    .close = close_peer,
};

void fake_peer_init(struct fake_peer *fake, size_t room)
{
    *fake = (struct fake_peer){.peer = {&ops}, .room = room};
    buf_text(&fake->sent, "");
}

void fake_peer_clear(struct fake_peer *fake)
{
    buf_clear(&fake->sent);
}
