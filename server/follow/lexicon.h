/* The words by which a language of negotiated texts says who is to do what by when. Data: one file a language, lexicon_es.c, …
 * All words are as tokens have them: small letters, no accents. Lists end with NULL; a phrase is words with a space between. */
#ifndef FOLLOW_LEXICON_H
#define FOLLOW_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

/* What a verb does in such a text, the stronger the later. */
enum verb_class {
    VERB_NONE,
    VERB_COURTESY, /* thanks, recalls, notes: nobody has to do anything */
    VERB_DECISION, /* approves, accepts: done by being adopted */
    VERB_ACT,      /* something is to be done: "implementar" */
    VERB_PLEDGE,   /* those who adopt the text will do something: "acuerdan" */
    VERB_TASK,     /* somebody is asked to: "instar" */
};

/* `phrase`: the infinitive, and what else belongs to it: "tomar nota". `forms`: other forms of its first word, with spaces between; NULL: none. */
struct verb {
    enum verb_class class;
    const char *phrase;
    const char *forms;
};

/* Endings of the first word's infinitive, and those that may stand in their place, with spaces between; "-" is none. */
struct conjugation {
    const char *infinitive;
    const char *endings;
    const char *finite; /* those of them that say who does it: present, past */
};

struct phrase_value {
    const char *phrase;
    int value;
};

#define FOLLOW_MONTHS 12

struct lexicon {
    const char *lang;
    const struct verb *verbs; /* class VERB_NONE ends them */
    const struct conjugation *conjugations;
    const char *const *enclitics;    /* behind an infinitive: "invitarles" */
    const char *const *leads;        /* may stand before a verb: "asimismo" */
    const char *const *conjunctions; /* join verbs */
    const char *const *articles;
    const char *const *connectors; /* within a name: "Organización Internacional para las Migraciones" */
    const char *const *asked;      /* between the verb and who is asked: "a" in "instar a los Estados" */
    bool direct;                   /* or nothing: "encourage States to" */
    const char *const *links;   /* between who is asked and what, before an infinitive: "a" in "a enviar" */
    const char *const *clauses; /* the same before a clause: "que" */
    const char *const *infinitives; /* endings of infinitives; empty: any word */
    const char *const *of;          /* behind the phrases of support and charge */
    const char *const *support;     /* "con el apoyo" */
    const char *const *charge;      /* who does it: "a cargo" */
    const char *const *in;          /* before a place */
    const char *const *city;        /* before a place for sure: "en la ciudad de" */
    const char *const *stops;       /* end a name in small letters */
    const char *const *activities;  /* nouns that are something to be done: "taller" */
    const char *months[FOLLOW_MONTHS];
    const char *const *date_parts;       /* between the parts of a date */
    const char *const *deadlines;        /* before a time until when: "a mas tardar" */
    const char *const *before;           /* those that leave the time itself out: "antes de" */
    const char *const *during;           /* before a year: "durante" */
    const char *const *end_of;           /* "a finales de" */
    const char *const *within;           /* before a span: "en un plazo de" */
    const char *const *next;             /* times without a date: "la proxima reunion" */
    const struct phrase_value *ordinals; /* "primer" 1 … 4 */
    const struct phrase_value *parts;    /* of a year, in months: "trimestre" 3, "semestre" 6 */
    const struct phrase_value *numbers;  /* "seis" 6 */
    const struct phrase_value *units;    /* in days, below zero in months: "semanas" 7, "meses" -1 */
};

#define LEXICON_LIST(...) ((const char *const[]){__VA_ARGS__, NULL})

/* By the first part of the tag, "es" of "es-MX"; NULL: not a language that is known. Static. */
const struct lexicon *lexicon_of(const char *lang);

extern const struct lexicon lexicon_es, lexicon_en, lexicon_fr, lexicon_pt;

#endif
