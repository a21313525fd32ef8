/** follow.set: one field of one commitment of an item, as somebody says that it is. */
import type { FollowField, FollowMark, FollowSet } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayDelegation, mayRole, mustBeThere, refuse } from '../policy/verdict';
import { followKey } from '../state';

const MAX_ROWS = 16;
const MAX_VALUE = 1000;
const MAX_MARKS = 20_000;

const fitting: Partial<Record<FollowField, RegExp>> = {
  kind: /^(commitment|decision|courtesy)$/,
  status: /^(open|progress|done|dropped)$/,
  due: /^([0-9]{4}-[0-9]{2}-[0-9]{2})?$/,
  takes_up: /^[A-Za-z0-9_-]{0,64}$/,
};

export const followSet: ChangeKind<FollowSet> = {
  may(state, who, { item, field }) {
    const verdict = field === 'report' ? mayDelegation(who) : mayRole(who, 'draft');
    return verdict ?? (state.adopted || field === 'takes_up' ? null : refuse('locked', item));
  },

  fits(state, { item, row, field, value }) {
    const there = mustBeThere(state, item);
    if (there) return there;
    if (row > MAX_ROWS || (state.followUp?.size ?? 0) >= MAX_MARKS) return refuse('limit', item);
    const fits = value === null || (value.length <= MAX_VALUE && (fitting[field]?.test(value) ?? true));
    return fits ? null : refuse('bad-op', item);
  },

  apply(edit, { item, row, field, value }, { by, seq, at }) {
    const delegation = field === 'report' ? edit.participants.get(by)?.delegation : undefined;
    const place = { item, row, field, ...(delegation !== undefined && { delegation }) };
    const mark: FollowMark = { ...place, value, by, seq, at };
    edit.followUp = new Map(edit.followUp).set(followKey(place), mark);
  },
};
