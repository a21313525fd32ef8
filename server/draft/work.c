#include "draft/work.h"

bool work_pay(struct work *work, uint64_t steps)
{
    if (!work)
        return true;
    bool enough = steps <= work->left;
    uint64_t paid = enough ? steps : work->left;
    work->left -= paid;
    work->spent += paid;
    return enough;
}
