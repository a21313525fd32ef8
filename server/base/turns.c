#include "base/turns.h"

#define SLOT_US 10000000

static const uint64_t bounds_us[TURNS_BUCKETS] = {100,  250,   500,   1000,   2500,
                                                  5000, 10000, 20000, 100000, 1000000};

uint64_t turns_bound_us(int bucket)
{
    return bounds_us[bucket];
}

/* Empties the slots of the time that has passed since the last turn. */
static void go_on(struct turns *turns, uint64_t now_us)
{
    uint64_t slot = now_us / SLOT_US;
    if (slot - turns->slot > TURNS_SLOTS)
        turns->slot = slot - TURNS_SLOTS;
    while (turns->slot < slot)
        turns->slots[++turns->slot % TURNS_SLOTS] = 0;
}

void turns_note(struct turns *turns, uint64_t took_us, uint64_t now_us)
{
    int i = 0;
    while (i < TURNS_BUCKETS && took_us > bounds_us[i])
        i++;
    go_on(turns, now_us);
    turns->buckets[i]++;
    turns->count++;
    turns->sum_us += took_us;
    if (took_us > turns->longest_us)
        turns->longest_us = took_us;
    if (took_us > turns->slots[turns->slot % TURNS_SLOTS])
        turns->slots[turns->slot % TURNS_SLOTS] = took_us;
}

uint64_t turns_recent_us(struct turns *turns, uint64_t now_us)
{
    uint64_t longest = 0;
    go_on(turns, now_us);
    for (int i = 0; i < TURNS_SLOTS; i++)
        longest = turns->slots[i] > longest ? turns->slots[i] : longest;
    return longest;
}
