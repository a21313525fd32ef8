#include "notify/letter_words.h"

#include <string.h>
#include <strings.h>

static const struct letter_words all[] = {
    {
        .lang = "es",
        .hello = "Hola, {name}:",
        .invitation_subject = "Invitación: {meeting}",
        .invitation = "Le invitamos a {meeting}. Con este enlace entra a todo lo que tiene en la reunión:",
        .invitation_own = "El enlace es solo suyo: quien lo abre actúa en su nombre. No lo reenvíe.",
        .enter = "Entrar",
        .subjects = {"Tiene acceso a un borrador", "Un punto fue enviado en consulta", "Vence un plazo",
                     "Terminó un procedimiento de silencio", "Se decidió sobre su propuesta",
                     "Le mencionan en un comentario", "Se adoptó un texto"},
        .many_subject = "{count} novedades",
        .sentences =
            {
                "Tiene acceso a este borrador.",
                "{El punto|item} fue enviado en consulta hasta el {until}.",
                ("{El punto|item} está en procedimiento de silencio hasta el {until}: si nadie objeta, queda "
                 "acordado."),
                "La consulta sobre {el punto|item} vence el {until}.",
                "El silencio sobre {el punto|item} vence el {until}: si nadie objeta, queda acordado.",
                "Nadie rompió el silencio: {el punto|item} quedó acordado.",
                "Se rompió el silencio sobre {el punto|item}.",
                "La propuesta de su delegación sobre {el punto|item} fue aceptada.",
                "La propuesta de su delegación sobre {el punto|item} fue rechazada.",
                "Una parte de la propuesta de su delegación sobre {el punto|item} fue aceptada.",
                "Una parte de la propuesta de su delegación sobre {el punto|item} fue rechazada.",
                "Se retiró la decisión sobre la propuesta de su delegación sobre {el punto|item}.",
                "{who} menciona a su delegación en un comentario sobre {el punto|item}:",
                "El texto fue adoptado.",
            },
        .somebody = "Alguien",
        .open = "Abrir",
        .deadline = "Plazo: {punto|item}",
        .why = "Recibe este correo porque participa en {meeting}.",
        .unsubscribe = "No recibir más estos avisos",
        .unsubscribe_ask = "¿Dejar de recibir avisos por correo? En la página los seguirá viendo.",
        .unsubscribed = "No recibirá más avisos por correo. En la página puede volver a pedirlos.",
    },
    {
        .lang = "en",
        .hello = "Dear {name},",
        .invitation_subject = "Invitation: {meeting}",
        .invitation =
            "You are invited to {meeting}. This link opens everything that you have in the meeting:",
        .invitation_own = "The link is yours alone: whoever opens it acts in your name. Do not pass it on.",
        .enter = "Enter",
        .subjects = {"You have access to a draft", "An item was sent home for consultation",
                     "A deadline is near", "A silence procedure has ended", "Your proposal was decided",
                     "You are mentioned in a comment", "A text was adopted"},
        .many_subject = "{count} pieces of news",
        .sentences =
            {
                "You have access to this draft.",
                "{Item|item} was sent home until {until}.",
                "{Item|item} is under a silence procedure until {until}: if nobody objects, it is agreed.",
                "The consultation on {item|item} ends on {until}.",
                "The silence on {item|item} ends on {until}: if nobody objects, it is agreed.",
                "Silence was kept: {item|item} is agreed.",
                "Silence on {item|item} was broken.",
                "Your delegation's proposal on {item|item} was accepted.",
                "Your delegation's proposal on {item|item} was rejected.",
                "Part of your delegation's proposal on {item|item} was accepted.",
                "Part of your delegation's proposal on {item|item} was rejected.",
                "The decision on your delegation's proposal on {item|item} was taken back.",
                "{who} mentions your delegation in a comment on {item|item}:",
                "The text was adopted.",
            },
        .somebody = "Somebody",
        .open = "Open",
        .deadline = "Deadline: {item|item}",
        .why = "You receive this because you take part in {meeting}.",
        .unsubscribe = "Stop these mails",
        .unsubscribe_ask = "Stop receiving news by mail? You will go on seeing it on the page.",
        .unsubscribed = "You will receive no more news by mail. On the page you can ask for it again.",
    },
    {
        .lang = "fr",
        .hello = "Bonjour {name},",
        .invitation_subject = "Invitation : {meeting}",
        .invitation =
            "Vous êtes invité(e) à {meeting}. Ce lien ouvre tout ce qui vous concerne dans la réunion :",
        .invitation_own =
            "Ce lien est personnel : quiconque l’ouvre agit en votre nom. Ne le transmettez pas.",
        .enter = "Entrer",
        .subjects = {"Vous avez accès à un projet", "Un point est renvoyé pour consultation",
                     "Un délai expire bientôt", "Une procédure de silence est terminée",
                     "Votre proposition a fait l’objet d’une décision",
                     "Vous êtes mentionné(e) dans un commentaire", "Un texte a été adopté"},
        .many_subject = "{count} nouvelles",
        .sentences =
            {
                "Vous avez accès à ce projet.",
                "{Le point|item} est renvoyé pour consultation jusqu’au {until}.",
                ("{Le point|item} fait l’objet d’une procédure de silence jusqu’au {until} : sans objection, "
                 "il est "
                 "agréé."),
                "La consultation sur {le point|item} prend fin le {until}.",
                "Le silence sur {le point|item} expire le {until} : sans objection, il est agréé.",
                "Le silence a été gardé : {le point|item} est agréé.",
                "Le silence sur {le point|item} a été rompu.",
                "La proposition de votre délégation sur {le point|item} a été acceptée.",
                "La proposition de votre délégation sur {le point|item} a été rejetée.",
                "Une partie de la proposition de votre délégation sur {le point|item} a été acceptée.",
                "Une partie de la proposition de votre délégation sur {le point|item} a été rejetée.",
                "La décision sur la proposition de votre délégation sur {le point|item} a été annulée.",
                "{who} mentionne votre délégation dans un commentaire sur {le point|item} :",
                "Le texte a été adopté.",
            },
        .somebody = "Quelqu’un",
        .open = "Ouvrir",
        .deadline = "Délai : {point|item}",
        .why = "Vous recevez ce message parce que vous participez à {meeting}.",
        .unsubscribe = "Ne plus recevoir ces messages",
        .unsubscribe_ask = "Ne plus recevoir d’avis par courriel ? Vous continuerez à les voir sur la page.",
        .unsubscribed =
            "Vous ne recevrez plus d’avis par courriel. Sur la page, vous pourrez les redemander.",
    },
    {
        .lang = "pt",
        .hello = "Olá, {name}:",
        .invitation_subject = "Convite: {meeting}",
        .invitation = "Convidamos você para {meeting}. Este link abre tudo o que lhe cabe na reunião:",
        .invitation_own = "O link é pessoal: quem o abre age em seu nome. Não o repasse.",
        .enter = "Entrar",
        .subjects = {"Você tem acesso a uma minuta", "Um ponto foi enviado para consulta",
                     "Um prazo está para vencer", "Terminou um procedimento de silêncio",
                     "Houve decisão sobre a sua proposta", "Mencionaram você em um comentário",
                     "Um texto foi adotado"},
        .many_subject = "{count} novidades",
        .sentences =
            {
                "Você tem acesso a esta minuta.",
                "{O ponto|item} foi enviado para consulta até {until}.",
                ("{O ponto|item} está em procedimento de silêncio até {until}: se ninguém objetar, fica "
                 "acordado."),
                "A consulta sobre {o ponto|item} termina em {until}.",
                "O silêncio sobre {o ponto|item} termina em {until}: se ninguém objetar, fica acordado.",
                "Ninguém rompeu o silêncio: {o ponto|item} ficou acordado.",
                "O silêncio sobre {o ponto|item} foi rompido.",
                "A proposta da sua delegação sobre {o ponto|item} foi aceita.",
                "A proposta da sua delegação sobre {o ponto|item} foi rejeitada.",
                "Uma parte da proposta da sua delegação sobre {o ponto|item} foi aceita.",
                "Uma parte da proposta da sua delegação sobre {o ponto|item} foi rejeitada.",
                "A decisão sobre a proposta da sua delegação sobre {o ponto|item} foi desfeita.",
                "{who} menciona a sua delegação em um comentário sobre {o ponto|item}:",
                "O texto foi adotado.",
            },
        .somebody = "Alguém",
        .open = "Abrir",
        .deadline = "Prazo: {ponto|item}",
        .why = "Você recebe este e-mail porque participa de {meeting}.",
        .unsubscribe = "Não receber mais estes avisos",
        .unsubscribe_ask = "Deixar de receber avisos por e-mail? Você continuará a vê-los na página.",
        .unsubscribed = "Você não receberá mais avisos por e-mail. Na página pode pedi-los de novo.",
    },
};

const struct letter_words *letter_words_of(const char *lang)
{
    for (size_t i = 0; lang && i < sizeof all / sizeof *all; i++)
        if (strncasecmp(lang, all[i].lang, 2) == 0 && (lang[2] == '\0' || lang[2] == '-'))
            return &all[i];
    return &all[0];
}

enum sentence sentence_of(const char *kind, const char *outcome)
{
    static const struct {
        const char *kind, *outcome; /* outcome NULL: any */
        enum sentence sentence;
    } rows[] = {
        {"invited", NULL, SAY_INVITED},
        {"home", "silence", SAY_HOME_SILENCE},
        {"home", NULL, SAY_HOME},
        {"deadline", "silence", SAY_DEADLINE_SILENCE},
        {"deadline", NULL, SAY_DEADLINE},
        {"silence", "kept", SAY_KEPT},
        {"silence", NULL, SAY_BROKEN},
        {"decided", "accepted", SAY_ACCEPTED},
        {"decided", "rejected", SAY_REJECTED},
        {"decided", "part-accepted", SAY_PART_ACCEPTED},
        {"decided", "part-rejected", SAY_PART_REJECTED},
        {"decided", NULL, SAY_REOPENED},
        {"mentioned", NULL, SAY_MENTIONED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].kind, kind) == 0 &&
            (!rows[i].outcome || (outcome && strcmp(rows[i].outcome, outcome) == 0)))
            return rows[i].sentence;
    return SAY_ADOPTED;
}
