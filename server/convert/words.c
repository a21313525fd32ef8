#include "convert/words.h"

#include <string.h>

static const struct words vocabulary[] = {
    {.lang = "en",
     .draft = "Draft",
     .adopted = "Adopted text",
     .from = "from change",
     .state = "as of change",
     .page = "Page",
     .of = "of",
     .supporters = "Supported by:",
     .falls_with = "Falls with the proposal of",
     .statuses = {"Open", "Under review", "Agreed", "Approved"}},
    {.lang = "es",
     .draft = "Proyecto",
     .adopted = "Texto adoptado",
     .from = "del cambio",
     .state = "al cambio",
     .page = "P\xc3\xa1gina",
     .of = "de",
     .supporters = "Apoyan:",
     .falls_with = "Decae con la propuesta de",
     .statuses = {"Abierto", "En revisi\xc3\xb3n", "Acordado", "Aprobado"}},
    {.lang = "fr",
     .draft = "Projet",
     .adopted = "Texte adopt\xc3\xa9",
     .from = "du changement",
     .state = "au changement",
     .page = "Page",
     .of = "sur",
     .supporters = "Soutenu par :",
     .falls_with = "Tombe avec la proposition de",
     .statuses = {"Ouvert", "En examen", "Convenu", "Approuv\xc3\xa9"}},
    {.lang = "pt",
     .draft = "Projeto",
     .adopted = "Texto adotado",
     .from = "da altera\xc3\xa7\xc3\xa3o",
     .state = "na altera\xc3\xa7\xc3\xa3o",
     .page = "P\xc3\xa1gina",
     .of = "de",
     .supporters = "Apoiam:",
     .falls_with = "Cai com a proposta de",
     .statuses = {"Aberto", "Em revis\xc3\xa3o", "Acordado", "Aprovado"}},
};

const struct words *words_for(const char *lang)
{
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++) {
        if (lang && strncmp(lang, vocabulary[i].lang, 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            return &vocabulary[i];
    }
    return &vocabulary[0];
}
