/** Changes as the server writes them into the log: places resolved, lengths filled in. */
import type { Change } from '../wire/types';
import { kindOf } from './change_kinds';
import type { DraftState } from './state';

/** One change, on the state that it is made on. */
export function complete(state: DraftState, change: Change): Change {
  return kindOf(change)?.complete?.(state, change) ?? change;
}
