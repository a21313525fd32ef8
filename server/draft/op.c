#include "draft/op.h"

void op_clear(struct op *op)
{
    change_list_clear(&op->changes);
    *op = (struct op){0};
}
