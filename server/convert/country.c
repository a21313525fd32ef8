#include "convert/country.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/fold.h"

struct country {
    const char *code, *es, *en, *fr;
};

/* The members of the United Nations, the Holy See and Palestine, as people call them. */
static const struct country countries[] = {
    {"AD", "Andorra", "Andorra", "Andorre"},
    {"AE", "Emiratos Árabes Unidos", "United Arab Emirates", "Émirats arabes unis"},
    {"AF", "Afganistán", "Afghanistan", "Afghanistan"},
    {"AG", "Antigua y Barbuda", "Antigua & Barbuda", "Antigua-et-Barbuda"},
    {"AL", "Albania", "Albania", "Albanie"},
    {"AM", "Armenia", "Armenia", "Arménie"},
    {"AO", "Angola", "Angola", "Angola"},
    {"AR", "Argentina", "Argentina", "Argentine"},
    {"AT", "Austria", "Austria", "Autriche"},
    {"AU", "Australia", "Australia", "Australie"},
    {"AZ", "Azerbaiyán", "Azerbaijan", "Azerbaïdjan"},
    {"BA", "Bosnia y Herzegovina", "Bosnia & Herzegovina", "Bosnie-Herzégovine"},
    {"BB", "Barbados", "Barbados", "Barbade"},
    {"BD", "Bangladés", "Bangladesh", "Bangladesh"},
    {"BE", "Bélgica", "Belgium", "Belgique"},
    {"BF", "Burkina Faso", "Burkina Faso", "Burkina Faso"},
    {"BG", "Bulgaria", "Bulgaria", "Bulgarie"},
    {"BH", "Baréin", "Bahrain", "Bahreïn"},
    {"BI", "Burundi", "Burundi", "Burundi"},
    {"BJ", "Benín", "Benin", "Bénin"},
    {"BN", "Brunéi", "Brunei", "Brunei"},
    {"BO", "Bolivia", "Bolivia", "Bolivie"},
    {"BR", "Brasil", "Brazil", "Brésil"},
    {"BS", "Bahamas", "Bahamas", "Bahamas"},
    {"BT", "Bután", "Bhutan", "Bhoutan"},
    {"BW", "Botsuana", "Botswana", "Botswana"},
    {"BY", "Bielorrusia", "Belarus", "Biélorussie"},
    {"BZ", "Belice", "Belize", "Belize"},
    {"CA", "Canadá", "Canada", "Canada"},
    {"CD", "República Democrática del Congo", "Democratic Republic of the Congo",
     "République démocratique du Congo"},
    {"CF", "República Centroafricana", "Central African Republic", "République centrafricaine"},
    {"CG", "Congo", "Congo", "Congo"},
    {"CH", "Suiza", "Switzerland", "Suisse"},
    {"CI", "Côte d'Ivoire", "Côte d'Ivoire", "Côte d'Ivoire"},
    {"CL", "Chile", "Chile", "Chili"},
    {"CM", "Camerún", "Cameroon", "Cameroun"},
    {"CN", "China", "China", "Chine"},
    {"CO", "Colombia", "Colombia", "Colombie"},
    {"CR", "Costa Rica", "Costa Rica", "Costa Rica"},
    {"CU", "Cuba", "Cuba", "Cuba"},
    {"CV", "Cabo Verde", "Cape Verde", "Cap-Vert"},
    {"CY", "Chipre", "Cyprus", "Chypre"},
    {"CZ", "Chequia", "Czechia", "Tchéquie"},
    {"DE", "Alemania", "Germany", "Allemagne"},
    {"DJ", "Yibuti", "Djibouti", "Djibouti"},
    {"DK", "Dinamarca", "Denmark", "Danemark"},
    {"DM", "Dominica", "Dominica", "Dominique"},
    {"DO", "República Dominicana", "Dominican Republic", "République dominicaine"},
    {"DZ", "Argelia", "Algeria", "Algérie"},
    {"EC", "Ecuador", "Ecuador", "Équateur"},
    {"EE", "Estonia", "Estonia", "Estonie"},
    {"EG", "Egipto", "Egypt", "Égypte"},
    {"ER", "Eritrea", "Eritrea", "Érythrée"},
    {"ES", "España", "Spain", "Espagne"},
    {"ET", "Etiopía", "Ethiopia", "Éthiopie"},
    {"FI", "Finlandia", "Finland", "Finlande"},
    {"FJ", "Fiyi", "Fiji", "Fidji"},
    {"FM", "Micronesia", "Micronesia", "Micronésie"},
    {"FR", "Francia", "France", "France"},
    {"GA", "Gabón", "Gabon", "Gabon"},
    {"GB", "Reino Unido", "United Kingdom", "Royaume-Uni"},
    {"GD", "Granada", "Grenada", "Grenade"},
    {"GE", "Georgia", "Georgia", "Géorgie"},
    {"GH", "Ghana", "Ghana", "Ghana"},
    {"GM", "Gambia", "Gambia", "Gambie"},
    {"GN", "Guinea", "Guinea", "Guinée"},
    {"GQ", "Guinea Ecuatorial", "Equatorial Guinea", "Guinée équatoriale"},
    {"GR", "Grecia", "Greece", "Grèce"},
    {"GT", "Guatemala", "Guatemala", "Guatemala"},
    {"GW", "Guinea-Bisáu", "Guinea-Bissau", "Guinée-Bissau"},
    {"GY", "Guyana", "Guyana", "Guyana"},
    {"HN", "Honduras", "Honduras", "Honduras"},
    {"HR", "Croacia", "Croatia", "Croatie"},
    {"HT", "Haití", "Haiti", "Haïti"},
    {"HU", "Hungría", "Hungary", "Hongrie"},
    {"ID", "Indonesia", "Indonesia", "Indonésie"},
    {"IE", "Irlanda", "Ireland", "Irlande"},
    {"IL", "Israel", "Israel", "Israël"},
    {"IN", "India", "India", "Inde"},
    {"IQ", "Irak", "Iraq", "Irak"},
    {"IR", "Irán", "Iran", "Iran"},
    {"IS", "Islandia", "Iceland", "Islande"},
    {"IT", "Italia", "Italy", "Italie"},
    {"JM", "Jamaica", "Jamaica", "Jamaïque"},
    {"JO", "Jordania", "Jordan", "Jordanie"},
    {"JP", "Japón", "Japan", "Japon"},
    {"KE", "Kenia", "Kenya", "Kenya"},
    {"KG", "Kirguistán", "Kyrgyzstan", "Kirghizstan"},
    {"KH", "Camboya", "Cambodia", "Cambodge"},
    {"KI", "Kiribati", "Kiribati", "Kiribati"},
    {"KM", "Comoras", "Comoros", "Comores"},
    {"KN", "San Cristóbal y Nieves", "St. Kitts & Nevis", "Saint-Christophe-et-Niévès"},
    {"KP", "Corea del Norte", "North Korea", "Corée du Nord"},
    {"KR", "Corea del Sur", "South Korea", "Corée du Sud"},
    {"KW", "Kuwait", "Kuwait", "Koweït"},
    {"KZ", "Kazajistán", "Kazakhstan", "Kazakhstan"},
    {"LA", "Laos", "Laos", "Laos"},
    {"LB", "Líbano", "Lebanon", "Liban"},
    {"LC", "Santa Lucía", "St. Lucia", "Sainte-Lucie"},
    {"LI", "Liechtenstein", "Liechtenstein", "Liechtenstein"},
    {"LK", "Sri Lanka", "Sri Lanka", "Sri Lanka"},
    {"LR", "Liberia", "Liberia", "Liberia"},
    {"LS", "Lesoto", "Lesotho", "Lesotho"},
    {"LT", "Lituania", "Lithuania", "Lituanie"},
    {"LU", "Luxemburgo", "Luxembourg", "Luxembourg"},
    {"LV", "Letonia", "Latvia", "Lettonie"},
    {"LY", "Libia", "Libya", "Libye"},
    {"MA", "Marruecos", "Morocco", "Maroc"},
    {"MC", "Mónaco", "Monaco", "Monaco"},
    {"MD", "Moldavia", "Moldova", "Moldavie"},
    {"ME", "Montenegro", "Montenegro", "Monténégro"},
    {"MG", "Madagascar", "Madagascar", "Madagascar"},
    {"MH", "Islas Marshall", "Marshall Islands", "Îles Marshall"},
    {"MK", "Macedonia del Norte", "North Macedonia", "Macédoine du Nord"},
    {"ML", "Mali", "Mali", "Mali"},
    {"MM", "Myanmar (Birmania)", "Myanmar (Burma)", "Myanmar (Birmanie)"},
    {"MN", "Mongolia", "Mongolia", "Mongolie"},
    {"MR", "Mauritania", "Mauritania", "Mauritanie"},
    {"MT", "Malta", "Malta", "Malte"},
    {"MU", "Mauricio", "Mauritius", "Maurice"},
    {"MV", "Maldivas", "Maldives", "Maldives"},
    {"MW", "Malaui", "Malawi", "Malawi"},
    {"MX", "México", "Mexico", "Mexique"},
    {"MY", "Malasia", "Malaysia", "Malaisie"},
    {"MZ", "Mozambique", "Mozambique", "Mozambique"},
    {"NA", "Namibia", "Namibia", "Namibie"},
    {"NE", "Níger", "Niger", "Niger"},
    {"NG", "Nigeria", "Nigeria", "Nigeria"},
    {"NI", "Nicaragua", "Nicaragua", "Nicaragua"},
    {"NL", "Países Bajos", "Netherlands", "Pays-Bas"},
    {"NO", "Noruega", "Norway", "Norvège"},
    {"NP", "Nepal", "Nepal", "Népal"},
    {"NR", "Nauru", "Nauru", "Nauru"},
    {"NZ", "Nueva Zelanda", "New Zealand", "Nouvelle-Zélande"},
    {"OM", "Omán", "Oman", "Oman"},
    {"PA", "Panamá", "Panama", "Panama"},
    {"PE", "Perú", "Peru", "Pérou"},
    {"PG", "Papúa Nueva Guinea", "Papua New Guinea", "Papouasie-Nouvelle-Guinée"},
    {"PH", "Filipinas", "Philippines", "Philippines"},
    {"PK", "Pakistán", "Pakistan", "Pakistan"},
    {"PL", "Polonia", "Poland", "Pologne"},
    {"PS", "Territorios Palestinos", "Palestinian Territories", "Territoires palestiniens"},
    {"PT", "Portugal", "Portugal", "Portugal"},
    {"PW", "Palaos", "Palau", "Palaos"},
    {"PY", "Paraguay", "Paraguay", "Paraguay"},
    {"QA", "Catar", "Qatar", "Qatar"},
    {"RO", "Rumanía", "Romania", "Roumanie"},
    {"RS", "Serbia", "Serbia", "Serbie"},
    {"RU", "Rusia", "Russia", "Russie"},
    {"RW", "Ruanda", "Rwanda", "Rwanda"},
    {"SA", "Arabia Saudí", "Saudi Arabia", "Arabie saoudite"},
    {"SB", "Islas Salomón", "Solomon Islands", "Îles Salomon"},
    {"SC", "Seychelles", "Seychelles", "Seychelles"},
    {"SD", "Sudán", "Sudan", "Soudan"},
    {"SE", "Suecia", "Sweden", "Suède"},
    {"SG", "Singapur", "Singapore", "Singapour"},
    {"SI", "Eslovenia", "Slovenia", "Slovénie"},
    {"SK", "Eslovaquia", "Slovakia", "Slovaquie"},
    {"SL", "Sierra Leona", "Sierra Leone", "Sierra Leone"},
    {"SM", "San Marino", "San Marino", "Saint-Marin"},
    {"SN", "Senegal", "Senegal", "Sénégal"},
    {"SO", "Somalia", "Somalia", "Somalie"},
    {"SR", "Surinam", "Suriname", "Suriname"},
    {"SS", "Sudán del Sur", "South Sudan", "Soudan du Sud"},
    {"ST", "Santo Tomé y Príncipe", "São Tomé & Príncipe", "Sao Tomé-et-Principe"},
    {"SV", "El Salvador", "El Salvador", "Salvador"},
    {"SY", "Siria", "Syria", "Syrie"},
    {"SZ", "Esuatini", "Eswatini", "Eswatini"},
    {"TD", "Chad", "Chad", "Tchad"},
    {"TG", "Togo", "Togo", "Togo"},
    {"TH", "Tailandia", "Thailand", "Thaïlande"},
    {"TJ", "Tayikistán", "Tajikistan", "Tadjikistan"},
    {"TL", "Timor-Leste", "Timor-Leste", "Timor oriental"},
    {"TM", "Turkmenistán", "Turkmenistan", "Turkménistan"},
    {"TN", "Túnez", "Tunisia", "Tunisie"},
    {"TO", "Tonga", "Tonga", "Tonga"},
    {"TR", "Turquía", "Türkiye", "Turquie"},
    {"TT", "Trinidad y Tobago", "Trinidad & Tobago", "Trinité-et-Tobago"},
    {"TV", "Tuvalu", "Tuvalu", "Tuvalu"},
    {"TZ", "Tanzania", "Tanzania", "Tanzanie"},
    {"UA", "Ucrania", "Ukraine", "Ukraine"},
    {"UG", "Uganda", "Uganda", "Ouganda"},
    {"US", "Estados Unidos", "United States", "États-Unis"},
    {"UY", "Uruguay", "Uruguay", "Uruguay"},
    {"UZ", "Uzbekistán", "Uzbekistan", "Ouzbékistan"},
    {"VA", "Ciudad del Vaticano", "Vatican City", "État de la Cité du Vatican"},
    {"VC", "San Vicente y las Granadinas", "St. Vincent & Grenadines", "Saint-Vincent-et-les Grenadines"},
    {"VE", "Venezuela", "Venezuela", "Venezuela"},
    {"VN", "Vietnam", "Vietnam", "Viêt Nam"},
    {"VU", "Vanuatu", "Vanuatu", "Vanuatu"},
    {"WS", "Samoa", "Samoa", "Samoa"},
    {"YE", "Yemen", "Yemen", "Yémen"},
    {"ZA", "Sudáfrica", "South Africa", "Afrique du Sud"},
    {"ZM", "Zambia", "Zambia", "Zambie"},
    {"ZW", "Zimbabue", "Zimbabwe", "Zimbabwe"},
};

/* Other names and groups, folded: what they are called in brackets. Codes are written in capitals there. */
static const struct {
    const char *name, *code;
} others[] = {
    {"usa", "US"},
    {"u.s.", "US"},
    {"u.s.a.", "US"},
    {"ee.uu.", "US"},
    {"ee. uu.", "US"},
    {"eeuu", "US"},
    {"eua", "US"},
    {"estados unidos de america", "US"},
    {"united states of america", "US"},
    {"etats-unis d'amerique", "US"},
    {"uk", "GB"},
    {"reino unido de gran bretana e irlanda del norte", "GB"},
    {"can", "CA"},
    {"mex", "MX"},
    {"blz", "BZ"},
    {"cri", "CR"},
    {"slv", "SV"},
    {"gtm", "GT"},
    {"hnd", "HN"},
    {"nic", "NI"},
    {"pan", "PA"},
    {"dom", "DO"},
    {"rd", "DO"},
    {"rep. dominicana", "DO"},
    {"r. dominicana", "DO"},
    {"rep. dom.", "DO"},
    {"dominican rep.", "DO"},
    {"dom. rep.", "DO"},
    {"salvador", "SV"},
    {"antigua and barbuda", "AG"},
    {"trinidad and tobago", "TT"},
    {"trinidad", "TT"},
    {"saint kitts and nevis", "KN"},
    {"saint lucia", "LC"},
    {"saint vincent and the grenadines", "VC"},
    {"estado plurinacional de bolivia", "BO"},
    {"bolivia (estado plurinacional de)", "BO"},
    {"bolivia (plurinational state of)", "BO"},
    {"plurinational state of bolivia", "BO"},
    {"republica bolivariana de venezuela", "VE"},
    {"venezuela (republica bolivariana de)", "VE"},
    {"bolivarian republic of venezuela", "VE"},
    {"venezuela (bolivarian republic of)", "VE"},
    {"federacion de rusia", "RU"},
    {"russian federation", "RU"},
    {"iran (islamic republic of)", "IR"},
    {"iran (republica islamica del)", "IR"},
    {"republica arabe siria", "SY"},
    {"syrian arab republic", "SY"},
    {"viet nam", "VN"},
    {"republica de corea", "KR"},
    {"republic of korea", "KR"},
    {"rok", "KR"},
    {"dprk", "KP"},
    {"drc", "CD"},
    {"turkey", "TR"},
    {"turquia", "TR"},
    {"czech republic", "CZ"},
    {"republica checa", "CZ"},
    {"paises bajos", "NL"},
    {"holy see", "VA"},
    {"santa sede", "VA"},
    {"palestine", "PS"},
    {"palestina", "PS"},
    {"state of palestine", "PS"},
    {"estado de palestina", "PS"},
    {"eu", "EU"},
    {"ue", "EU"},
    {"european union", "EU"},
    {"union europea", "EU"},
    {"union europeenne", "EU"},
    {"g77", "G77"},
    {"g-77", "G77"},
    {"group of 77", "G77"},
    {"grupo de los 77", "G77"},
    {"g77 and china", "G77"},
    {"grulac", "GRULAC"},
    {"caricom", "CARICOM"},
    {"sica", "SICA"},
    {"aosis", "AOSIS"},
    {"african group", "African Group"},
    {"grupo africano", "African Group"},
    {"arab group", "Arab Group"},
    {"grupo arabe", "Arab Group"},
};

#define COUNTRIES (sizeof countries / sizeof *countries)

const char *country_name(const char *code, const char *lang)
{
    for (size_t i = 0; i < COUNTRIES; i++) {
        if (strcmp(countries[i].code, code) != 0)
            continue;
        if (strncmp(lang, "es", 2) == 0)
            return countries[i].es;
        if (strncmp(lang, "fr", 2) == 0)
            return countries[i].fr;
        return strncmp(lang, "en", 2) == 0 ? countries[i].en : code;
    }
    return code;
}

static bool is_called(const char *name, const char *folded)
{
    bool plain = name[0] > 0;
    if (plain && (name[0] | 0x20) != folded[0]) /* spares folding most of them */
        return false;
    char *known = text_fold(name, strlen(name));
    bool same = strcmp(known, folded) == 0;
    free(known);
    return same;
}

/* "US", "EU": two or three letters are a code only where they are written in capitals. */
static bool is_small_word(const char *name, size_t len)
{
    size_t capitals = 0;
    for (size_t i = 0; i < len; i++)
        capitals += name[i] >= 'A' && name[i] <= 'Z';
    return len <= 3 && capitals < len;
}

static const char *find_code(const char *name, size_t len)
{
    for (size_t i = 0; i < COUNTRIES; i++)
        if (strlen(countries[i].code) == len && memcmp(countries[i].code, name, len) == 0)
            return countries[i].code;
    return NULL;
}

static const char *find_name(const char *folded)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].name, folded) == 0)
            return others[i].code;
    for (size_t i = 0; i < COUNTRIES; i++)
        if (is_called(countries[i].es, folded) || is_called(countries[i].en, folded) ||
            is_called(countries[i].fr, folded))
            return countries[i].code;
    return NULL;
}

static const char *without_article(const char *folded)
{
    static const char *const articles[] = {"the ", "el ", "la ", "los ", "las ", "le ", "les "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strncmp(folded, articles[i], strlen(articles[i])) == 0)
            return folded + strlen(articles[i]);
    return folded;
}

const char *country_find(const char *name, size_t len)
{
    if (len == 0 || len > COUNTRY_NAME_MAX || is_small_word(name, len))
        return NULL;
    const char *code = find_code(name, len);
    if (code)
        return code;
    char *folded = text_fold(name, len);
    code = find_name(folded);
    if (!code) /* "El Salvador" begins with one */
        code = find_name(without_article(folded));
    free(folded);
    return code;
}
