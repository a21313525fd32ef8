#include "follow/matrix_words.h"

#include <string.h>

#include "text/locale.h"

static const struct matrix_words all[LOCALE_COUNT] = {
    [LOCALE_EN] = {"Follow-up",
                   "Item",
                   "Handle",
                   "Time in the text",
                   "Reports",
                   "Guessed",
                   {"Kind", "Verb", "What", "Who", "With the support of", "Place", "By when", "Status",
                    "Note"},
                   {"", "courtesy", "decision", "commitment"},
                   {"open", "in progress", "done", "dropped"},
                   "No commitments were found.",
                   "Adopted on"},
    [LOCALE_ES] = {"Seguimiento",
                   "Punto",
                   "Signo",
                   "Plazo en el texto",
                   "Informes",
                   "Supuesto",
                   {"Tipo", "Verbo", "Qué", "Quién", "Con el apoyo de", "Lugar", "Plazo", "Estado", "Nota"},
                   {"", "cortesía", "decisión", "compromiso"},
                   {"pendiente", "en curso", "cumplido", "sin efecto"},
                   "No se encontraron compromisos.",
                   "Adoptado el"},
    [LOCALE_FR] = {"Suivi",
                   "Point",
                   "Signe",
                   "Délai dans le texte",
                   "Rapports",
                   "Supposé",
                   {"Type", "Verbe", "Quoi", "Qui", "Avec l’appui de", "Lieu", "Échéance", "État", "Note"},
                   {"", "courtoisie", "décision", "engagement"},
                   {"à faire", "en cours", "fait", "abandonné"},
                   "Aucun engagement n’a été trouvé.",
                   "Adopté le"},
    [LOCALE_PT] = {"Acompanhamento",
                   "Ponto",
                   "Sinal",
                   "Prazo no texto",
                   "Relatos",
                   "Suposto",
                   {"Tipo", "Verbo", "O quê", "Quem", "Com o apoio de", "Lugar", "Prazo", "Situação", "Nota"},
                   {"", "cortesia", "decisão", "compromisso"},
                   {"pendente", "em andamento", "cumprido", "sem efeito"},
                   "Nenhum compromisso foi encontrado.",
                   "Adotado em"},
};

const struct matrix_words *matrix_words(const char *lang)
{
    return &all[locale_of(lang)];
}

const char *matrix_words_value(const struct matrix_words *words, const struct matrix_row *row,
                               enum follow_field field)
{
    static const char *const statuses[] = {"open", "progress", "done", "dropped"};
    const char *value = matrix_value(row, field);
    if (field == FOLLOW_KIND)
        return words->kinds[commitment_kind_of(value)];
    for (size_t i = 0; field == FOLLOW_STATUS && i < sizeof statuses / sizeof *statuses; i++)
        if (strcmp(statuses[i], value) == 0)
            return words->statuses[i];
    return value;
}
