#include "net/assets.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "net/header_value.h"

#define ETAG_HEX  32
#define MAX_DEPTH 8
#define HASH_MIN  8

struct asset {
    char *path; /* "/app-3f9c2b1a.js" */
    const char *type;
    struct frame *plain;
    struct frame *gzip; /* NULL where it would save nothing */
    char etag[ETAG_HEX + 3];
    char gzip_etag[ETAG_HEX + 6];
    bool is_hashed;
};

struct assets {
    struct map by_path;
    size_t bytes;
};

/* What a name tells */

static const struct {
    const char *extension;
    const char *type;
    bool compress;
} types[] = {
    {"html", "text/html; charset=utf-8", true},
    {"js", "text/javascript; charset=utf-8", true},
    {"mjs", "text/javascript; charset=utf-8", true},
    {"css", "text/css; charset=utf-8", true},
    {"svg", "image/svg+xml", true},
    {"webmanifest", "application/manifest+json", true},
    {"json", "application/json", true},
    {"map", "application/json", true},
    {"txt", "text/plain; charset=utf-8", true},
    {"xml", "application/xml", true},
    {"wasm", "application/wasm", true},
    {"ico", "image/x-icon", false},
    {"png", "image/png", false},
    {"jpg", "image/jpeg", false},
    {"webp", "image/webp", false},
    {"woff2", "font/woff2", false},
};

static const char *type_of(const char *path, bool *compress)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot + 1, types[i].extension) == 0) {
            *compress = types[i].compress;
            return types[i].type;
        }
    *compress = false;
    return "application/octet-stream";
}

static bool is_hash_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* name-HASH.ext, also name-HASH.js.map: at least HASH_MIN characters, a digit or a capital among them, so that a word is not taken for one. */
static bool has_hash(const char *path)
{
    const char *name = strrchr(path, '/') + 1;
    for (const char *dash = strchr(name, '-'); dash; dash = strchr(dash + 1, '-')) {
        size_t len = 0, telling = 0;
        for (; is_hash_char(dash[1 + len]); len++)
            telling += !(dash[1 + len] >= 'a' && dash[1 + len] <= 'z');
        if (len >= HASH_MIN && telling && dash[1 + len] == '.')
            return true;
    }
    return false;
}

/* Loading */

static struct frame *compressed(const struct frame *plain, const char *bytes)
{
    z_stream stream = {0};
    size_t len = frame_len(plain);
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return NULL;
    size_t room = deflateBound(&stream, (uLong)len);
    unsigned char *out = mem_alloc(room);
    stream.next_in = (unsigned char *)(uintptr_t)bytes;
    stream.avail_in = (uInt)len;
    stream.next_out = out;
    stream.avail_out = (uInt)room;
    struct frame *frame = NULL;
    if (deflate(&stream, Z_FINISH) == Z_STREAM_END && stream.total_out + 64 < len)
        frame = frame_copy((char *)out, stream.total_out);
    deflateEnd(&stream);
    free(out);
    return frame;
}

static void asset_free(struct asset *asset)
{
    frame_unref(asset->plain);
    frame_unref(asset->gzip);
    free(asset->path);
    free(asset);
}

static void add_asset(struct assets *assets, const char *path, struct frame *plain)
{
    struct asset *asset = mem_zero(1, sizeof *asset);
    bool compress;
    char hex[SHA256_HEX + 1];
    asset->path = mem_copy_string(path);
    asset->type = type_of(path, &compress);
    asset->plain = plain;
    asset->gzip = compress ? compressed(plain, frame_bytes(plain)) : NULL;
    asset->is_hashed = has_hash(path);
    struct sha256 hash = sha256_of(frame_bytes(plain), frame_len(plain), NULL, 0);
    sha256_hex(&hash, hex);
    snprintf(asset->etag, sizeof asset->etag, "\"%.*s\"", ETAG_HEX, hex);
    snprintf(asset->gzip_etag, sizeof asset->gzip_etag, "\"%.*s-gz\"", ETAG_HEX, hex);
    assets->bytes += frame_len(plain);
    map_put(&assets->by_path, asset->path, asset);
}

static enum status read_file(struct assets *assets, int file, size_t len, const char *path, struct buf *why)
{
    if (assets->by_path.count >= ASSETS_MAX_FILES || len > ASSETS_MAX_BYTES - assets->bytes) {
        buf_format(why, "The web folder holds more than %d files or %zu bytes: is it the right one?",
                   ASSETS_MAX_FILES, ASSETS_MAX_BYTES);
        return STATUS_TOO_LARGE;
    }
    struct frame *frame = frame_create(len);
    for (size_t at = 0; at < len;) {
        ssize_t got = read(file, frame_bytes(frame) + at, len - at);
        if (got <= 0) {
            buf_format(why, "Cannot read %s of the web folder: %s.", path,
                       got ? strerror(errno) : "it is being written");
            frame_unref(frame);
            return STATUS_IO;
        }
        at += (size_t)got;
    }
    add_asset(assets, path, frame);
    return STATUS_OK;
}

static enum status read_folder(struct assets *assets, int folder, const char *path, int depth,
                               struct buf *why);

/* A file or a folder; whatever else there may be is left out. */
static enum status read_entry(struct assets *assets, int folder, const char *name, const char *path,
                              int depth, struct buf *why)
{
    struct stat about;
    int entry = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (entry < 0 || fstat(entry, &about) != 0) {
        buf_format(why, "Cannot open %s of the web folder: %s.", path, strerror(errno));
        if (entry >= 0)
            close(entry);
        return STATUS_IO;
    }
    enum status status = STATUS_OK;
    if (S_ISDIR(about.st_mode) && depth < MAX_DEPTH)
        return read_folder(assets, entry, path, depth + 1, why);
    if (S_ISREG(about.st_mode))
        status = read_file(assets, entry, (size_t)about.st_size, path, why);
    close(entry);
    return status;
}

/* Takes the descriptor. */
static enum status read_folder(struct assets *assets, int folder, const char *path, int depth,
                               struct buf *why)
{
    DIR *list = fdopendir(folder);
    if (!list) {
        buf_format(why, "Cannot list %s of the web folder: %s.", path, strerror(errno));
        close(folder);
        return STATUS_IO;
    }
    enum status status = STATUS_OK;
    struct dirent *entry;
    while (status == STATUS_OK && (entry = readdir(list))) {
        if (entry->d_name[0] == '.')
            continue;
        struct buf below = BUF_EMPTY;
        buf_format(&below, "%s/%s", path, entry->d_name);
        status = read_entry(assets, folder, entry->d_name, below.bytes, depth, why);
        buf_clear(&below);
    }
    closedir(list);
    return status;
}

enum status assets_load(const char *dir, struct buf *why, struct assets **out)
{
    *out = NULL;
    int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
        buf_format(why, "Cannot open the web folder %s: %s.", dir, strerror(errno));
        return errno == ENOENT || errno == ENOTDIR ? STATUS_NOT_FOUND : STATUS_IO;
    }
    struct assets *assets = mem_zero(1, sizeof *assets);
    enum status status = read_folder(assets, folder, "", 0, why);
    if (status == STATUS_OK && !map_get(&assets->by_path, "/index.html")) {
        buf_format(why, "There is no index.html in %s: build the web client first.", dir);
        status = STATUS_NOT_FOUND;
    }
    if (status != STATUS_OK) {
        assets_destroy(assets);
        return status;
    }
    *out = assets;
    return STATUS_OK;
}

void assets_destroy(struct assets *assets)
{
    if (!assets)
        return;
    struct asset *asset;
    for (size_t i = 0; (asset = map_next(&assets->by_path, &i));)
        asset_free(asset);
    map_clear(&assets->by_path);
    free(assets);
}

/* Answering */

static const struct asset *find(const struct assets *assets, struct http_request *request)
{
    const char *path = http_path(request);
    if (strcmp(path, "/") == 0)
        path = "/index.html";
    const struct asset *asset = map_get(&assets->by_path, path);
    if (!asset && !strchr(path, '.') && header_lists(http_header(request, "accept"), "text/html"))
        asset = map_get(&assets->by_path, "/index.html");
    return asset;
}

bool assets_respond(const struct assets *assets, struct http_request *request)
{
    if (strcmp(http_method(request), "GET") != 0)
        return false;
    const struct asset *asset = find(assets, request);
    if (!asset)
        return false;
    bool gzip = asset->gzip && header_accepts_gzip(http_header(request, "accept-encoding"));
    const char *etag = gzip ? asset->gzip_etag : asset->etag;
    bool fresh = header_matches_etag(http_header(request, "if-none-match"), etag);
    struct http_field fields[] = {{"etag", etag}, {"vary", "accept-encoding"}, {"content-encoding", "gzip"}};
    struct http_answer answer = {
        .status = fresh ? 304 : 200,
        .type = fresh ? NULL : asset->type,
        .cache = asset->is_hashed ? "public, max-age=31536000, immutable" : "no-cache",
        .fields = fields,
        .field_count = gzip && !fresh ? 3 : 2,
    };
    http_respond(request, &answer, fresh ? NULL : gzip ? asset->gzip : asset->plain);
    return true;
}
