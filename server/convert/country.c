#include "convert/country.h"

#include <string.h>

struct country {
    const char *code, *es, *en;
};

static const struct country countries[] = {
    {"AG", "Antigua y Barbuda", "Antigua & Barbuda"},
    {"AR", "Argentina", "Argentina"},
    {"BB", "Barbados", "Barbados"},
    {"BO", "Bolivia", "Bolivia"},
    {"BR", "Brasil", "Brazil"},
    {"BS", "Bahamas", "Bahamas"},
    {"BZ", "Belice", "Belize"},
    {"CA", "Canadá", "Canada"},
    {"CL", "Chile", "Chile"},
    {"CO", "Colombia", "Colombia"},
    {"CR", "Costa Rica", "Costa Rica"},
    {"CU", "Cuba", "Cuba"},
    {"DM", "Dominica", "Dominica"},
    {"DO", "República Dominicana", "Dominican Republic"},
    {"EC", "Ecuador", "Ecuador"},
    {"GD", "Granada", "Grenada"},
    {"GT", "Guatemala", "Guatemala"},
    {"GY", "Guyana", "Guyana"},
    {"HN", "Honduras", "Honduras"},
    {"HT", "Haití", "Haiti"},
    {"JM", "Jamaica", "Jamaica"},
    {"KN", "San Cristóbal y Nieves", "St. Kitts & Nevis"},
    {"LC", "Santa Lucía", "St. Lucia"},
    {"MX", "México", "Mexico"},
    {"NI", "Nicaragua", "Nicaragua"},
    {"PA", "Panamá", "Panama"},
    {"PE", "Perú", "Peru"},
    {"PY", "Paraguay", "Paraguay"},
    {"SR", "Surinam", "Suriname"},
    {"SV", "El Salvador", "El Salvador"},
    {"TT", "Trinidad y Tobago", "Trinidad & Tobago"},
    {"US", "Estados Unidos", "United States"},
    {"UY", "Uruguay", "Uruguay"},
    {"VC", "San Vicente y las Granadinas", "St. Vincent & Grenadines"},
    {"VE", "Venezuela", "Venezuela"},
};

const char *country_name(const char *code, const char *lang)
{
    for (size_t i = 0; i < sizeof countries / sizeof *countries; i++) {
        if (strcmp(countries[i].code, code) != 0)
            continue;
        if (strncmp(lang, "es", 2) == 0)
            return countries[i].es;
        return strncmp(lang, "en", 2) == 0 ? countries[i].en : code;
    }
    return code;
}
