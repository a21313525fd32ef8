/** The draft as it would be if some of the open proposals were accepted and the others rejected. */
import Delta from 'quill-delta';
import type { ByLang, DocumentView, Proposal } from '../wire/types';
import { decidedText } from './decided_text';
import { openProposals } from './negotiation';
import { oneReading } from './one_reading';
import type { DraftState, Item } from './state';

/** All of the words as the insertion of one proposal. */
function insertedBy(id: string, texts: ByLang<Delta>): ByLang<Delta> {
  const marked = Object.entries(texts).map(([lang, text]) => [
    lang,
    text.compose(new Delta().retain(text.length(), { [`ins:${id}`]: true })),
  ]);
  return Object.fromEntries(marked);
}

/** Of alternatives one reading is left; as nobody has chosen it, its proposal stays open, with its words in their bracket. */
export function asIf(state: DraftState, wanted: (proposal: Proposal) => boolean): DraftState {
  const open = openProposals(state.negotiation);
  if (open.length === 0) return state;
  const { taken, undecided } = oneReading(state.negotiation, wanted);
  const gone = new Set(
    open.flatMap(({ id, act, item }) => (act === (taken.has(id) ? 'remove' : 'add') ? [item] : [])),
  );
  const items = new Map<string, Item>();
  for (const item of state.items.values()) {
    const texts = Object.entries(item.texts).map(([lang, text]) => [
      lang,
      decidedText(
        text,
        (id) => taken.has(id),
        (id) => undecided.has(id),
      ),
    ]);
    items.set(item.id, {
      ...item,
      texts: Object.fromEntries(texts),
      removed: item.removed || gone.has(item.id),
    });
  }
  const proposals = new Map(state.negotiation.proposals);
  for (const { id, act, item } of open) {
    if (!undecided.has(id)) proposals.delete(id);
    if (!undecided.has(id) || act !== 'add') continue;
    const added = items.get(item)!;
    items.set(item, { ...added, texts: insertedBy(id, added.texts) }); // it is there, and counts
    proposals.set(id, { ...proposals.get(id)!, act: 'text' });
  }
  const negotiation = { ...state.negotiation, proposals };
  return { ...state, items, structure: {}, negotiation, readingOf: state };
}

export function viewOf(state: DraftState, view: DocumentView): DraftState {
  return view === 'brackets' ? state : asIf(state, () => view === 'clean');
}
