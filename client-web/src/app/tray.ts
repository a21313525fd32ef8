/** Words that the server refused, kept for their author until they are tried again or thrown away. */
import type { Signal } from '@preact/signals';
import Delta from 'quill-delta';
import { withoutMarks } from '../draft/marks';
import { outline, outlineRow } from '../draft/numbering';
import { freshId } from '../draft/id';
import { isThere, textOf, type DraftState } from '../draft/state';
import type { Store } from '../store/store';
import { refusedEntries } from '../sync/refused';
import type { Group } from '../sync/pending';
import { cutsPair, insertedWords, resultLength } from '../text/delta';
import type { Change, RejectCode, TextChange } from '../wire/types';
import type { SubmitResult, TrayEntry } from './open_draft';

export interface RefusedWork {
  groups: readonly Group[];
  code: RejectCode;
  message: string;
  /** Where the items' numbers are looked up, the first that has the item. */
  states: readonly DraftState[];
}

function labelOf(states: readonly DraftState[], item: string): string {
  for (const state of states) {
    const row = outlineRow(state, item);
    if (row) return row.path || row.label;
  }
  return '';
}

export class Tray {
  constructor(
    private readonly store: Store,
    private readonly draft: string,
    readonly entries: Signal<readonly TrayEntry[]>,
    private readonly onFailure: () => void,
  ) {}

  /** What is kept from before, of one participant or, where that is not known yet, of everybody. */
  async load(participant?: string): Promise<void> {
    try {
      const all = await this.store.loadTray(this.draft);
      const kept = all.filter((entry) => participant === undefined || entry.participant === participant);
      const known = new Set(kept.map(({ id }) => id));
      const fresh = this.entries.value.filter(
        (entry) => !known.has(entry.id) && (participant === undefined || entry.participant === participant),
      );
      this.entries.value = [...kept, ...fresh];
    } catch {
      this.onFailure();
    }
  }

  /** Keeps the words of what was refused; gives how many there were. */
  add({ groups, code, message, states }: RefusedWork, participant: string): number {
    const added = refusedEntries(groups).map(({ item, lang, words, at, change }): TrayEntry => ({
      id: freshId(),
      draft: this.draft,
      participant,
      at,
      code,
      message,
      item,
      lang,
      label: labelOf(states, item),
      words,
      change,
    }));
    if (added.length === 0) return 0;
    this.entries.value = [...this.entries.value, ...added];
    this.store.addToTray(this.draft, added).catch(this.onFailure);
    return added.length;
  }

  /** Brings words back into the draft as it is now, by `submit`; what is taken leaves the tray. */
  retry(id: string, state: DraftState, submit: (change: Change) => SubmitResult): SubmitResult {
    const entry = this.entries.value.find((one) => one.id === id);
    if (!entry) return { ok: true };
    const change = retryChange(state, entry);
    if (!change) return { ok: false, code: 'no-item', item: entry.item };
    const result = submit(change);
    if (result.ok) this.drop(id);
    return result;
  }

  drop(id: string): void {
    this.entries.value = this.entries.value.filter((entry) => entry.id !== id);
    this.store.dropFromTray(this.draft, id).catch(this.onFailure);
  }
}

/** The place of the first insertion, moved to where the text now has one. */
function placeIn(words: string, change: TextChange): number {
  const [first] = change.delta.ops;
  const wanted = Math.min(typeof first?.retain === 'number' ? first.retain : 0, words.length);
  return cutsPair(words, wanted) ? wanted - 1 : wanted;
}

/** Without the marks of the proposal that they were to be: there they become a new one. */
function inserts({ delta }: TextChange): Delta {
  return delta.ops.reduce(
    (words, { insert, attributes }) =>
      insert === undefined ? words : words.insert(insert, withoutMarks(attributes)),
    new Delta(),
  );
}

/** What brings the words back into the draft as it is now. */
function retryChange(state: DraftState, { change, item }: TrayEntry): Change | null {
  if (change.type === 'item.add') {
    const parent = change.parent !== null && isThere(state, change.parent) ? change.parent : null;
    const last = outline(state).filter((row) => row.parent === parent);
    const known = change.after !== null && state.items.get(change.after)?.parent === parent;
    const after = known ? change.after : (last[last.length - 1]?.id ?? null);
    return { ...change, item: freshId(), parent, after };
  }
  const found = state.items.get(item);
  if (change.type !== 'text' || !found) return null;
  const text = textOf(found, change.lang);
  const at = placeIn(resultLength(text) > 0 ? insertedWords(text) : '', change);
  return { ...change, delta: new Delta().retain(at).concat(inserts(change)) };
}
