#include "people/access.h"

#include <string.h>

bool access_role(const struct access_question *question, enum role *out)
{
    const char *exception = question->of_draft ? question->of_draft : question->of_group;
    *out = question->role;
    if (exception ? !role_from_name(exception, out) : question->closed && question->role == ROLE_OBSERVER)
        return false;
    if (question->archived)
        *out = ROLE_OBSERVER;
    return true;
}

bool access_name_valid(const char *name)
{
    enum role role;
    return strcmp(name, ACCESS_NONE) == 0 || role_from_name(name, &role);
}

bool access_keeps(enum role own)
{
    return own == ROLE_SECRETARIAT || own == ROLE_CHAIR;
}

bool access_may_give(enum role own, const char *name)
{
    enum role wanted;
    return access_keeps(own) && (!role_from_name(name, &wanted) || wanted <= own);
}
