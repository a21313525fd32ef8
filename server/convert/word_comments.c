/* A comment is a list of paragraphs in comments.xml. Threads and what is settled are in commentsExtended.xml, which knows a comment by the id of
 * its last paragraph. Word has threads of one level, as we have. */
#include "convert/word_comments.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ooxml/part.h"

struct reading {
    struct word_file *file;
    struct word_comment *now; /* NULL between comments */
    struct buf words;
    char **last_paragraphs; /* of each comment: the id of its last paragraph, or NULL */
    size_t capacity;
    bool in_words;
    bool too_many;
};

static void start_comment(struct reading *reading, const struct xml_attributes *attributes)
{
    struct word_file *file = reading->file;
    const char *id = xml_attribute(attributes, "w:id");

    reading->too_many = reading->too_many || file->comment_count == WORD_MAX_COMMENTS;
    if (!id || reading->too_many)
        return;
    uint32_t author = word_author(file, xml_attribute(attributes, "w:author"));
    file->comments =
        mem_grow(file->comments, file->comment_count, &file->comment_capacity, sizeof *file->comments);
    reading->last_paragraphs = mem_grow(reading->last_paragraphs, file->comment_count, &reading->capacity,
                                        sizeof *reading->last_paragraphs);
    reading->last_paragraphs[file->comment_count] = NULL;
    reading->now = &file->comments[file->comment_count++];
    *reading->now = (struct word_comment){.id = mem_copy_string(id),
                                          .author = author,
                                          .answers = SIZE_MAX,
                                          .from = {WORD_NONE, 0},
                                          .to = {WORD_NONE, 0}};
}

static void start_paragraph(struct reading *reading, const struct xml_attributes *attributes)
{
    const char *id = xml_attribute(attributes, "w14:paraId");
    char **last = &reading->last_paragraphs[reading->file->comment_count - 1];

    if (reading->words.len > 0)
        buf_char(&reading->words, '\n');
    free(*last);
    *last = mem_copy_string(id);
}

static void on_start(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct reading *reading = context;

    if (strcmp(name, "w:comment") == 0)
        start_comment(reading, attributes);
    else if (reading->now && strcmp(name, "w:p") == 0)
        start_paragraph(reading, attributes);
    else if (strcmp(name, "w:t") == 0)
        reading->in_words = true;
    else if (reading->now && (strcmp(name, "w:tab") == 0 || strcmp(name, "w:br") == 0) &&
             reading->words.len > 0)
        buf_char(&reading->words, ' ');
}

static void on_end(void *context, const char *name)
{
    struct reading *reading = context;

    if (strcmp(name, "w:t") == 0) {
        reading->in_words = false;
    } else if (reading->now && strcmp(name, "w:comment") == 0) {
        reading->now->words = buf_take(&reading->words);
        reading->now = NULL;
    }
}

static void on_text(void *context, const char *utf8, size_t len)
{
    struct reading *reading = context;

    if (reading->in_words && reading->now)
        buf_add(&reading->words, utf8, len);
}

struct threads {
    struct word_file *file;
    struct map by_paragraph; /* id of a comment's last paragraph -> comment */
};

static void on_extended(void *context, const char *name, const struct xml_attributes *attributes)
{
    struct threads *threads = context;
    const char *id = xml_attribute(attributes, "w15:paraId");
    const char *parent = xml_attribute(attributes, "w15:paraIdParent");

    if (strcmp(name, "w15:commentEx") != 0 || !id)
        return;
    struct word_comment *comment = map_get(&threads->by_paragraph, id);
    const struct word_comment *answered = parent ? map_get(&threads->by_paragraph, parent) : NULL;
    if (!comment)
        return;
    comment->resolved = xml_attribute_on(attributes, "w15:done", false);
    if (answered && answered != comment)
        comment->answers = (size_t)(answered - threads->file->comments);
}

/* Answers to answers belong to the first comment; what answers itself in a ring is a first one. */
static void flatten(struct word_file *file)
{
    for (size_t i = 0; i < file->comment_count; i++) {
        size_t first = file->comments[i].answers;
        for (size_t step = 0; first != SIZE_MAX && file->comments[first].answers != SIZE_MAX; step++)
            first = step < 8 ? file->comments[first].answers : SIZE_MAX;
        file->comments[i].answers = first == i ? SIZE_MAX : first;
    }
}

enum status word_comments_read(struct word_file *file, const struct package *package, struct buf *why)
{
    static const struct xml_events events = {on_start, on_end, on_text};
    static const struct xml_events extended = {on_extended, NULL, NULL};
    const char *part = package_part(package, "comments");
    const char *threads_part = package_part(package, "commentsExtended");
    struct reading reading = {.file = file, .words = BUF_EMPTY};
    struct threads threads = {.file = file};

    if (!part)
        return STATUS_OK;
    enum status status = part_read(package->zip, part, &events, &reading, why);
    for (size_t i = 0; i < file->comment_count; i++) {
        if (!file->comments[i].words)
            file->comments[i].words = mem_copy_string("");
        map_put(&file->comments_by_id, file->comments[i].id, &file->comments[i]);
        if (reading.last_paragraphs[i])
            file->comments[i].key = (uint32_t)strtoul(reading.last_paragraphs[i], NULL, 16);
        if (reading.last_paragraphs[i])
            map_put(&threads.by_paragraph, reading.last_paragraphs[i], &file->comments[i]);
    }
    if (status == STATUS_OK && threads_part)
        status = part_read(package->zip, threads_part, &extended, &threads, why);
    flatten(file);
    map_clear(&threads.by_paragraph);
    for (size_t i = 0; i < file->comment_count; i++)
        free(reading.last_paragraphs[i]);
    free(reading.last_paragraphs);
    buf_clear(&reading.words);
    if (reading.too_many && status == STATUS_OK) {
        buf_text(why, "The file has more comments than this server takes; remove some in Word first.");
        return STATUS_LIMIT;
    }
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}
