/** Changes of words. */
import { baseLength, deltaCutsPair, hasLoneSurrogate, insertedWords, resultLength } from '../../text/delta';
import type { Participant, TextChange, WireDelta } from '../../wire/types';
import { MAX_TEXT_UNITS } from '../limits';
import { checkMarks } from '../marking';
import { isThere, textOf, type DraftState } from '../state';
import { permission, textAction } from './rights';
import { mayItem, refuse, type Verdict } from './verdict';

function controls(words: string): boolean {
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(words);
}

export function checkWords(delta: WireDelta, item: string): Verdict {
  const words = insertedWords(delta);
  const embeds = delta.ops.some((part) => part.insert !== undefined && typeof part.insert !== 'string');
  return embeds || controls(words) || hasLoneSurrogate(words) ? refuse('bad-op', item) : null;
}

export function checkText(state: DraftState, who: Participant, change: TextChange): Verdict {
  const item = state.items.get(change.item);
  if (!item || !isThere(state, change.item)) return refuse('no-item', change.item);
  if (!state.langs.includes(change.lang)) return refuse('bad-op', change.item);
  const action = textAction(state, change.lang);
  const proposing = permission(who.role, action, item.status) === 'proposal';
  const verdict = (proposing ? null : mayItem(who, action, item)) ?? checkWords(change.delta, item.id);
  if (verdict) return verdict;
  const text = textOf(item, change.lang);
  const length = resultLength(text);
  const base = baseLength(change.delta);
  if (base > length || deltaCutsPair(change.delta, insertedWords(text))) return refuse('bad-op', item.id);
  if (length - base + resultLength(change.delta) > MAX_TEXT_UNITS) return refuse('too-large', item.id);
  const code = checkMarks(state, who, item, text, change.delta, proposing);
  return code && refuse(code, item.id);
}
