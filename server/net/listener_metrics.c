#include <inttypes.h>

#include "net/listener.h"

void listener_write_metrics(const struct listener *listener, struct buf *out)
{
    struct listener_stats stats;
    listener_stats(listener, &stats);
    const struct {
        const char *name, *type, *help;
        uint64_t value;
    } figures[] = {
        {"tcp_connections", "gauge", "Open connections of any kind.", stats.connections},
        {"tcp_connections_total", "counter", "Connections ever accepted.", stats.accepted},
        {"turned_away_total", "counter",
         "Connections not accepted, and requests of a proxy refused, as their address had too many.",
         stats.turned_away},
        {"requests_total", "counter", "HTTP requests handled.", stats.requests},
        {"refused_requests_total", "counter",
         "HTTP requests refused before a body was read or a call was made.", stats.refused},
        {"input_bytes", "gauge", "Requests and messages that are not complete or not answered.",
         stats.input_bytes},
        {"unsent_bytes", "gauge", "Copied for connections of what the kernel has not taken, at most.",
         stats.unsent_bytes},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        buf_format(out, "# HELP plenaria_%s %s\n# TYPE plenaria_%s %s\nplenaria_%s %" PRIu64 "\n",
                   figures[i].name, figures[i].help, figures[i].name, figures[i].type, figures[i].name,
                   figures[i].value);
}
