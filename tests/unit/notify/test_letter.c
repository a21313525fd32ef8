/* What mails say: an item is called by its number, with the word for an item in front unless the number has one of its own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "notify/letter.h"

/* A mail that tells of one event has the sentence in its plain text. */
static void assert_tells(const char *lang, const struct notice *notice, const char *sentence)
{
    const struct mail_address address = {.email = "ana@x.example", .name = "Ana"};
    const struct letter_to to = {.id = "m1", .address = &address, .lang = lang, .meeting = "Reunión"};
    struct letter letter;
    letter_begin(&letter, &to);
    letter_add_notice(&letter, notice);
    if (!strstr(letter.text.bytes, sentence) || strchr(letter.text.bytes, '{'))
        fail_msg("%s\nis not in\n%s", sentence, letter.text.bytes);
    letter_clear(&letter);
}

static const struct {
    const char *lang, *kind, *outcome, *label, *sentence;
} told[] = {
    {"es", "home", "consultation", "7.b", "El punto 7.b fue enviado en consulta hasta el 1970-01-01"},
    {"es", "home", "consultation", "Artículo 4.2",
     "\nArtículo 4.2 fue enviado en consulta hasta el 1970-01-01"},
    {"es", "decided", "accepted", "OP3", "sobre el punto OP3 fue aceptada."},
    {"es", "decided", "accepted", "Artículo 4", "sobre Artículo 4 fue aceptada."},
    {"en", "silence", "kept", "7.b", "Silence was kept: item 7.b is agreed."},
    {"en", "silence", "kept", "Article 4", "Silence was kept: Article 4 is agreed."},
    {"en", "silence", "broken", "§K7Q", "Silence on item §K7Q was broken."},
    {"fr", "mentioned", NULL, "1",
     "Quelqu’un mentionne votre délégation dans un commentaire sur le point 1 :"},
    {"fr", "mentioned", NULL, "Article 1",
     "Quelqu’un mentionne votre délégation dans un commentaire sur Article 1 :"},
    {"pt", "deadline", "silence", "2", "O silêncio sobre o ponto 2 termina em 1970-01-01"},
    {"pt", "deadline", "silence", "Artigo 2", "O silêncio sobre Artigo 2 termina em 1970-01-01"},
};

static void test_an_item_is_called_by_its_number(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const struct notice notice = {.event = "d.1.0.x",
                                      .kind = told[i].kind,
                                      .draft = "d",
                                      .item = "i1",
                                      .label = told[i].label,
                                      .outcome = told[i].outcome,
                                      .until = 1000};
        assert_tells(told[i].lang, &notice, told[i].sentence);
    }
}

static void test_a_calendar_entry_calls_an_item_likewise(void **state)
{
    static const char *const labels[][2] = {{"7.b", "SUMMARY:Plazo: punto 7.b\r\n"},
                                            {"Artículo 4", "SUMMARY:Plazo: Artículo 4\r\n"}};
    const struct mail_address address = {.email = "ana@x.example", .name = "Ana"};
    const struct letter_to to = {.id = "m1", .address = &address, .lang = "es", .meeting = "Reunión"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct letter letter;
        const struct notice notice = {.event = "d.1.0",
                                      .kind = "home",
                                      .draft = "d",
                                      .label = labels[i][0],
                                      .outcome = "silence",
                                      .until = 1000};
        letter_begin(&letter, &to);
        letter_add_notice(&letter, &notice);
        assert_non_null(strstr(letter.calendar.bytes, labels[i][1]));
        letter_clear(&letter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_item_is_called_by_its_number),
        cmocka_unit_test(test_a_calendar_entry_calls_an_item_likewise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
