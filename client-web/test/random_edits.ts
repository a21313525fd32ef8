/** Random things that a person might do to a draft. */
import Delta from 'quill-delta';
import { outline } from '../src/draft/numbering';
import { textOf, type DraftState } from '../src/draft/state';
import { cutsPair, insertedWords, resultLength } from '../src/text/delta';
import type { Change, ItemKind, ItemStatus, Lang } from '../src/wire/types';
import type { Random } from './random';

const WORDS = ['a', 'ñ', 'paz', '😀', 'é', ' ', 'migración', '👩‍👩‍👧', 'ﬁ', '漢字'];

let ids = 0;
export const nextId = () => `t${++ids}`;

export interface EditOptions {
  /** What is typed next; random words where absent. */
  word?: () => string;
  /** No deletes, so that what is typed can be counted. */
  keepWords?: boolean;
  langs?: readonly Lang[];
}

/** No caret stands inside a character, also where several signs are joined to one. */
function besideCharacters(words: string, at: number): number {
  const inside = cutsPair(words, at) || words[at] === '\u200d' || words[at - 1] === '\u200d';
  return inside ? besideCharacters(words, at + 1) : at;
}

function place(random: Random, words: string): number {
  return besideCharacters(words, random.int(words.length + 1));
}

export function randomText(random: Random, state: DraftState, id: string, options: EditOptions = {}): Change {
  const lang = random.pick(options.langs ?? state.langs);
  const text = textOf(state.items.get(id)!, lang);
  const words = insertedWords(text);
  const at = place(random, words);
  const length = besideCharacters(words, Math.min(words.length, at + 1 + random.int(4))) - at;
  const delta = new Delta().retain(at);
  const kind = options.keepWords ? 0 : random.int(10);
  if (length > 0 && kind >= 8) delta.retain(length, { bold: random.chance(0.5) ? true : null });
  else if (length > 0 && kind >= 5) delta.delete(length);
  else
    delta.insert(options.word?.() ?? random.pick(WORDS), random.chance(0.2) ? { italic: true } : undefined);
  return { type: 'text', item: id, lang, delta };
}

function randomSplit(random: Random, state: DraftState, id: string): Change {
  const at: Record<Lang, number> = {};
  const item = state.items.get(id)!;
  for (const lang of state.langs) {
    if (random.chance(0.7)) at[lang] = place(random, insertedWords(textOf(item, lang)));
  }
  return { type: 'item.split', item: id, new: nextId(), at };
}

function randomStructure(random: Random, state: DraftState, id: string, options: EditOptions): Change {
  const rows = outline(state);
  const other = random.pick(rows);
  const sibling = random.chance(0.8) ? other.id : null;
  switch (random.int(options.keepWords ? 6 : 8)) {
    case 0: {
      const word = options.word?.() ?? random.pick(WORDS);
      const texts = { [random.pick(state.langs)]: new Delta().insert(word) };
      return { type: 'item.add', item: nextId(), parent: other.parent, after: sibling, kind: 'item', texts };
    }
    case 1:
      return {
        type: 'item.move',
        item: id,
        parent: random.chance(0.5) ? other.parent : other.id,
        after: sibling,
      };
    case 2:
      return randomSplit(random, state, id);
    case 3:
      return { type: 'item.merge', item: id, into: other.id };
    case 4:
      return { type: 'item.kind', item: id, kind: random.pick<ItemKind>(['item', 'heading', 'paragraph']) };
    case 5: {
      const gone = [...state.items.values()].filter(
        (item) => item.removed && resultLength(textOf(item, 'es')) > 0,
      );
      return gone.length > 0
        ? { type: 'item.restore', item: random.pick(gone).id }
        : { type: 'item.align', item: id, lang: state.langs[1]! };
    }
    default:
      return { type: 'item.remove', item: id };
  }
}

/** Mostly typing, often in the same places. May be something that is not allowed. */
export function randomChanges(
  random: Random,
  state: DraftState,
  chair: boolean,
  options: EditOptions = {},
): Change[] {
  const rows = outline(state);
  // Two people may each have removed what the other left: until the server says no, nothing is there.
  if (rows.length === 0) return [];
  const { id } = random.chance(0.5) ? rows[random.int(Math.min(3, rows.length))]! : random.pick(rows);
  if (chair && random.chance(0.15)) {
    const status = random.pick<ItemStatus>(['open', 'open', 'review', 'agreed', 'approved']);
    return [{ type: 'item.status', item: id, status, below: random.chance(0.3) }];
  }
  if (random.chance(0.65)) return [randomText(random, state, id, options)];
  const first = randomStructure(random, state, id, options);
  return random.chance(0.2) ? [first, randomText(random, state, id, options)] : [first];
}
