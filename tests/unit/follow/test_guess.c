/* What sentences commit whom to, in four languages: each line is one that is negotiated, with what a reader takes from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/buf.h"
#include "convert/country.h"
#include "follow/guess.h"

static bool is_country(const char *name, size_t len)
{
    return country_find(name, len) != NULL;
}

static void guess(const char *lang, const char *text, enum commitment_kind inherited, struct commitments *out)
{
    const struct guess_request request = {.text = text,
                                          .len = strlen(text),
                                          .lang = lang,
                                          .adopted = {2026, 12, 1},
                                          .inherited = inherited,
                                          .is_place = is_country};
    follow_guess(&request, out);
}

/* All rows, a line each: kind|verb|who|support|place|due. */
static char *told(const char *lang, const char *text)
{
    struct buf out = BUF_EMPTY;
    struct commitments found;
    guess(lang, text, COMMITMENT_NONE, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct commitment *row = &found.rows[i];
        buf_format(&out, "%s%s|%s|%s|%s|%s|%s", i ? "\n" : "", commitment_kind_name(row->kind), row->verb,
                   row->who, row->support, row->place, *row->due ? row->due : row->due_words);
    }
    commitments_clear(&found);
    return buf_take(&out);
}

struct sentence {
    const char *lang, *text, *want;
};

static void check(const struct sentence *sentences, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *got = told(sentences[i].lang, sentences[i].text);
        if (strcmp(got, sentences[i].want) != 0)
            print_error("%s\n", sentences[i].text);
        assert_string_equal(got, sentences[i].want);
        free(got);
    }
}

#define CHECK(...)                                                                                           \
    do {                                                                                                     \
        static const struct sentence all[] = {__VA_ARGS__};                                                  \
        check(all, sizeof all / sizeof *all);                                                                \
    } while (0)

static void test_who_is_asked_stands_between_verb_and_what(void **state)
{
    (void)state;
    CHECK({"es", "Instar a los Países Miembros a aportar la información requerida.",
           "commitment|Instar|Países Miembros|||"},
          {"es", "Solicitar a la Secretaría Ejecutiva que envíe el informe.",
           "commitment|Solicitar|Secretaría Ejecutiva|||"},
          {"es", "Encomendar a la Secretaría Ejecutiva la elaboración de un plan.",
           "commitment|Encomendar|Secretaría Ejecutiva|||"},
          {"es", "Exhortar a la CSM para que las iniciativas se realicen.", "commitment|Exhortar|CSM|||"},
          {"es", "Exhortar a los Países Miembros que no lo han hecho, a ponerse al día.",
           "commitment|Exhortar|Países Miembros|||"},
          {"es", "Recordando la Declaración de 2018, exhorta a los Estados a ratificarla.",
           "courtesy|Recordando||||\ncommitment|exhorta|Estados|||"},
          {"es", "Invitar a participar en la campaña.", "commitment|Invitar||||"},
          {"es", "Hacer un llamado para fortalecer las atenciones sanitarias.",
           "commitment|Hacer un llamado||||"},
          {"en", "Request the Executive Secretariat to prepare a work plan.",
           "commitment|Request|Executive Secretariat|||"},
          {"en", "Requests that the Secretariat prepare a report.", "commitment|Requests|Secretariat|||"},
          {"en", "Calls upon the Presidency Pro Tempore to convene a meeting.",
           "commitment|Calls upon|Presidency Pro Tempore|||"},
          {"en", "Invites Member Countries and civil society to share good practices.",
           "commitment|Invites|Member Countries and civil society|||"},
          {"fr", "Inviter les États membres à partager leurs bonnes pratiques.",
           "commitment|Inviter|États membres|||"},
          {"fr", "Demander au Secrétariat exécutif de préparer un plan.",
           "commitment|Demander|Secrétariat exécutif|||"},
          {"pt", "Instar os Estados a pagar as suas contribuições.", "commitment|Instar|Estados|||"},
          {"pt", "Solicitar à Secretaria Executiva que elabore um plano.",
           "commitment|Solicitar|Secretaria Executiva|||"});
}

static void test_a_subject_pledges(void **state)
{
    (void)state;
    CHECK({"es", "Los Países Miembros acuerdan continuar el diálogo.",
           "commitment|acuerdan|Países Miembros|||"},
          {"en", "Member States agree to continue the dialogue.", "commitment|agree|Member States|||"},
          {"fr", "La Conférence décide d’organiser un atelier.", "commitment|décide|Conférence|||"},
          {"pt", "Decide realizar uma oficina.", "commitment|Decide||||"});
}

static void test_thanks_and_decisions_are_no_commitments(void **state)
{
    (void)state;
    CHECK({"es", "Agradecer a la OIM la presentación.", "courtesy|Agradecer||||"},
          {"es", "Aceptar y agradecer a la Secretaría el Informe financiero.",
           "decision|Aceptar y agradecer||||"},
          {"es", "Aprobar los informes y agradecer por los avances.",
           "decision|Aprobar||||\ncourtesy|agradecer||||"},
          {"es", "Acoger con beneplácito la iniciativa de México.", "courtesy|Acoger con beneplácito||||"},
          {"es", "Respecto al Informe, tomar nota que el documento se encuentra en consulta.",
           "courtesy|tomar nota||||"},
          {"en", "Take note of the report and thank the Secretariat for its work.",
           "courtesy|Take note||||\ncourtesy|thank||||"},
          {"en", "Approve the budget for 2027.", "decision|Approve||||"},
          {"fr", "Remercier le Gouvernement du Mexique et prendre note du rapport.",
           "courtesy|Remercier||||\ncourtesy|prendre note||||"},
          {"pt", "Agradecer ao Governo do México e tomar nota do relatório.",
           "courtesy|Agradecer||||\ncourtesy|tomar nota||||"});
}

static void test_by_when(void **state)
{
    (void)state;
    CHECK({"es", "Publicar el informe a más tardar el 30 de junio de 2027.",
           "commitment|Publicar||||2027-06-30"},
          {"es", "Publicar el informe en febrero de 2028.", "commitment|Publicar||||2028-02-29"},
          {"es", "Solicitar la revisión a más tardar el I Trimestre del año 2022.",
           "commitment|Solicitar||||2022-03-31"},
          {"es", "Publicar el informe realizado el 1 de diciembre de 2021.", "commitment|Publicar||||"},
          {"es", "Publicar el informe en un plazo de seis meses.", "commitment|Publicar||||2027-06-01"},
          {"es", "Publicar el informe en un plazo de 90 días.", "commitment|Publicar||||2027-03-01"},
          {"es", "Publicar el informe a finales de 2027.", "commitment|Publicar||||2027-12-31"},
          {"es", "Publicar el informe antes de 2028.", "commitment|Publicar||||2027-12-31"},
          {"es", "Publicar el informe antes de la próxima reunión.",
           "commitment|Publicar||||antes de la próxima reunión"},
          {"es", "Recomendar la aprobación del Presupuesto 2027.", "commitment|Recomendar||||"},
          {"en", "Publish the report no later than June 30, 2027.", "commitment|Publish||||2027-06-30"},
          {"en", "Publish the report by 30 June 2027.", "commitment|Publish||||2027-06-30"},
          {"en", "Publish the report by the end of 2026.", "commitment|Publish||||2026-12-31"},
          {"en", "Publish the report within six months.", "commitment|Publish||||2027-06-01"},
          {"en", "Publish the report in the first quarter of 2027.", "commitment|Publish||||2027-03-31"},
          {"en", "Publish the report before the next meeting.",
           "commitment|Publish||||before the next meeting"},
          {"fr", "Publier le rapport au plus tard le 1er juin 2027.", "commitment|Publier||||2027-06-01"},
          {"fr", "Publier le rapport d’ici la fin de 2026.", "commitment|Publier||||2026-12-31"},
          {"fr", "Publier le rapport dans un délai de six mois.", "commitment|Publier||||2027-06-01"},
          {"pt", "Publicar o relatório até 30 de junho de 2027.", "commitment|Publicar||||2027-06-30"},
          {"pt", "Publicar o relatório até o final de 2026.", "commitment|Publicar||||2026-12-31"},
          {"pt", "Publicar o relatório no prazo de seis meses.", "commitment|Publicar||||2027-06-01"});
}

static void test_support_charge_and_place(void **state)
{
    (void)state;
    CHECK({"es",
           "Taller sobre Salud, en Costa Rica, con el apoyo de Canadá, Estados Unidos y Costa Rica, con el "
           "apoyo de OIM",
           "commitment|||Canadá, Estados Unidos y Costa Rica; OIM|Costa Rica|"},
          {"es", "II Diplomado sobre trata, impartido por la Universidad Nacional Autónoma de México (UNAM)",
           "commitment||Universidad Nacional Autónoma de México (UNAM)|||"},
          {"es",
           "Celebrar un taller en la ciudad de San José, Costa Rica, con el apoyo técnico de la OIM y ACNUR.",
           "commitment|Celebrar||OIM y ACNUR|San José, Costa Rica|"},
          {"es", "Fortalecer la cooperación en el marco de la CRM en Contextos de Movilidad.",
           "commitment|Fortalecer||||"},
          {"en", "Hold a workshop in San José, Costa Rica, with the support of IOM and UNHCR.",
           "commitment|Hold||IOM and UNHCR|San José, Costa Rica|"},
          {"fr", "Organiser un atelier à Genève avec l’appui de l’OIM.", "commitment|Organiser||OIM|Genève|"},
          {"pt", "Realizar uma oficina na cidade de São Paulo, com o apoio da OIM.",
           "commitment|Realizar||OIM|São Paulo|"});
}

static void test_an_entry_of_a_list_is_what_its_head_is(void **state)
{
    (void)state;
    static const enum commitment_kind kinds[] = {COMMITMENT_COURTESY, COMMITMENT_DECISION, COMMITMENT_TASK};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct commitments found;
        guess("es", "Guía operativa para la niñez.", kinds[i], &found);
        assert_int_equal(found.count, 1);
        assert_int_equal(found.rows[0].kind, kinds[i]);
        assert_string_equal(found.rows[0].what, "Guía operativa para la niñez");
        commitments_clear(&found);
    }
}

static void test_words_without_a_verb_and_other_languages_give_nothing(void **state)
{
    (void)state;
    CHECK({"es", "", ""}, {"es", "Conclusiones y recomendaciones:", ""}, {"es", "…", ""}, {"es", "a", ""},
          {"de", "Die Konferenz beschließt.", ""}, {"e", "Instar", ""},
          {"es-MX", "Aprobar.", "decision|Aprobar||||"});
}

/* Processor time for a text of that many bytes of one piece. */
static double time_of(const char *piece, size_t bytes)
{
    struct buf text = BUF_EMPTY;
    struct commitments found;
    while (text.len < bytes)
        buf_text(&text, piece);
    clock_t from = clock();
    guess("es", text.bytes, COMMITMENT_TASK, &found);
    double took = (double)(clock() - from) / CLOCKS_PER_SEC;
    commitments_clear(&found);
    buf_clear(&text);
    return took;
}

/* Eight times the text takes eight times as long, and not sixty-four. */
static void test_hostile_text_takes_linear_time(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        ",",  ".",  "y ",         "a ", "la ",   "instar a ", "el 1 de ",      "con el apoyo de ",
        "A,", "; ", "que a ver ", "l'", "en A ", "e, ",       "a cargo de A ", "a los A que a b, a c "};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        double once = time_of(pieces[i], 4000), eight = time_of(pieces[i], 32000);
        if (eight > 24 * once + 0.05)
            print_error("%s: %.3f s, then %.3f s\n", pieces[i], once, eight);
        assert_true(eight <= 24 * once + 0.05);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_asked_stands_between_verb_and_what),
        cmocka_unit_test(test_a_subject_pledges),
        cmocka_unit_test(test_thanks_and_decisions_are_no_commitments),
        cmocka_unit_test(test_by_when),
        cmocka_unit_test(test_support_charge_and_place),
        cmocka_unit_test(test_an_entry_of_a_list_is_what_its_head_is),
        cmocka_unit_test(test_words_without_a_verb_and_other_languages_give_nothing),
        cmocka_unit_test(test_hostile_text_takes_linear_time),
    };
    return cmocka_run_group_tests_name("guess", tests, NULL, NULL);
}
