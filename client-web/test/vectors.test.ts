/**
 * The page's rules give what the server's give: protocol/vectors is written from the server (tests/vectors), and a test
 * there says when it is stale. What fails here is a drift of the page's mirror in src/draft.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Delta from 'quill-delta';
import { asIf } from '../src/draft/as_if';
import { bracketLabel } from '../src/draft/bracket_label';
import { bracketText } from '../src/draft/bracket_text';
import { foldOps } from '../src/draft/fold';
import { handleSigns, handles } from '../src/draft/handles';
import { citedNumbers, referenceWords } from '../src/draft/references';
import { itemCalled } from '../src/draft/item_called';
import { leadOf, withLead } from '../src/draft/lead';
import { outline } from '../src/draft/numbering';
import { PRESET_NAMES, countIn, schemeOf } from '../src/draft/numbering_scheme';
import { permission, type Action, type Permission } from '../src/draft/policy/rights';
import { numberedAs } from '../src/ui/i18n/numbered_as';
import { emptyDraft, fromSnapshot, type DraftState } from '../src/draft/state';
import { cross } from '../src/draft/transform';
import type {
  Change,
  ItemKind,
  ItemStatus,
  Numbering,
  NumberingFormat,
  Op,
  Role,
  Snapshot,
} from '../src/wire/types';
import { toSnapshot } from './memory_server';
import { readVectors } from './support/vectors';
import { renumbered } from '../src/draft/renumbering';

const plain = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

test('the table of rights is the recorded one', () => {
  type Table = Record<Action, Record<ItemStatus, Record<Role, Permission>>>;
  const { permissions } = readVectors<{ permissions: Table }>('policy');
  for (const [action, statuses] of Object.entries(permissions))
    for (const [status, roles] of Object.entries(statuses))
      for (const [role, wanted] of Object.entries(roles))
        assert.equal(
          permission(role as Role, action as Action, status as ItemStatus),
          wanted,
          `${action} of a ${role} in ${status}`,
        );
});

test('a text is written with its brackets as the exports write it', () => {
  type Case = { around: string[]; text: { ops: Delta['ops'] }; shown: string };
  const { cases } = readVectors<{ cases: Case[] }>('brackets');
  for (const { around, text, shown } of cases)
    assert.equal(
      bracketText(new Delta(text.ops), around, ({ proposals }) => proposals.join(', ')),
      shown,
    );
});

test('of alternatives the clean text shows the one that the exports show, in its bracket, with the number that it has everywhere', () => {
  interface Case {
    proposals: { id: string; group?: string }[];
    text: { ops: Delta['ops'] };
    numbers: Record<string, number>;
    shown: string;
  }
  const { cases } = readVectors<{ cases: Case[] }>('alternatives');
  for (const { proposals, text, numbers, shown } of cases) {
    const made = proposals.map((proposal, at) => ({
      ...proposal,
      item: 'i0',
      act: 'text' as const,
      state: 'open' as const,
      by: 'p1',
      support: [],
      filed: false,
      seq: at + 1,
      at: 0,
    }));
    const entry = { depth: 1, kind: 'item' as const, proposed: false, label: '1.', path: '1' };
    const draft = draftOf({ numbering: 'conference', lang: 'es', entries: [entry] });
    const items = [{ ...draft.items[0]!, texts: { es: { ops: text.ops } } }] as Snapshot['items'];
    const whole = fromSnapshot({ ...draft, items, proposals: made });
    const clean = asIf(whole, () => true);
    assert.equal(
      bracketText(clean.items.get('i0')!.texts['es']!, [], ({ proposals }) => proposals.join(', ')),
      shown,
    );
    for (const { id, group } of proposals) {
      const label = (state: DraftState) =>
        bracketLabel(state, 'es', { kind: 'ins', half: '', proposals: [id] }, (code) => code);
      const expected = numbers[id] ? `Alt ${numbers[id]}` : '';
      assert.equal(label(whole), expected, JSON.stringify(text));
      if (group && clean.negotiation.proposals.has(id))
        assert.equal(label(clean), expected, JSON.stringify(text));
    }
  }
});

interface Entry {
  depth: number;
  kind: ItemKind;
  proposed: boolean;
  start?: number;
  name?: string;
  label: string;
  path: string;
  /** Absent: as the path. */
  cited?: string;
  leads?: true;
}

interface Outline {
  numbering: Numbering;
  lang: string;
  entries: Entry[];
}

/** A draft whose items stand as the entries say. */
function draftOf({ entries, numbering, lang }: Outline): Snapshot {
  const above: string[] = [];
  const items = entries.map(({ depth, kind, start, name }, at) => {
    above.length = depth - 1;
    const parent = above[depth - 2] ?? null;
    above.push(`i${at}`);
    const none = { texts: {}, changed: {}, aligned: {}, ...(start && { start }), ...(name && { name }) };
    return { id: `i${at}`, parent, kind, status: 'open' as const, removed: false, ...none };
  });
  const proposals = entries.flatMap(({ proposed }, at) =>
    proposed
      ? [
          {
            id: `p${at}`,
            item: `i${at}`,
            act: 'add' as const,
            by: 'm',
            support: [],
            filed: false,
            state: 'open' as const,
            seq: 1,
            at: 0,
          },
        ]
      : [],
  );
  const draft = { id: 'd', title: {}, langs: [lang], numbering, adopted: false, seq: 1, head: '' };
  return { ...draft, items, participants: [], proposals };
}

test('numbers are the recorded ones', () => {
  const { counts, outlines } = readVectors<{
    counts: Record<NumberingFormat, Record<string, string>>;
    outlines: Outline[];
  }>('numbering');
  for (const [format, written] of Object.entries(counts))
    for (const [count, bare] of Object.entries(written))
      assert.equal(countIn(format as NumberingFormat, Number(count)), bare);
  for (const recorded of outlines) {
    const state = fromSnapshot(draftOf(recorded));
    const rows = outline(state, recorded.lang);
    assert.deepEqual(
      [...citedNumbers(state, recorded.lang).values()].map(({ number }) => number),
      recorded.entries.map(({ path, cited }) => cited ?? path),
    );
    assert.deepEqual(
      rows.map(({ depth, label, path, leads }) => ({ depth, label, path, leads })),
      recorded.entries.map(({ depth, label, path, leads = false }) => ({ depth, label, path, leads })),
    );
  }
});

test('an item is not called an item where its number has a word in front', () => {
  const { words_in_front } = readVectors<{ words_in_front: Record<string, boolean> }>('numbering');
  for (const [path, alone] of Object.entries(words_in_front))
    assert.equal(numberedAs('punto')(path), alone ? path : `punto ${path}`);
});

test('words that are printed in italics are the recorded ones', () => {
  const { words, texts } = readVectors<{
    words: { lang: string; words: string; lead: string }[];
    texts: { lang: string; ops: Delta['ops']; lead: number }[];
  }>('leads');
  for (const one of words) assert.equal(one.words.slice(0, leadOf(one.words, one.lang)), one.lead, one.words);
  for (const { lang, ops, lead } of texts) {
    const shown = withLead(new Delta(ops), lang);
    const italic = shown.ops.filter(({ attributes }) => attributes?.['italic']);
    assert.equal(new Delta(italic).length(), lead, JSON.stringify(ops));
  }
});

test('presets are what is recorded', () => {
  const { presets } = readVectors<{ presets: Record<string, Numbering> }>('numbering');
  assert.deepEqual(Object.keys(presets), [...PRESET_NAMES]);
  for (const [name, written] of Object.entries(presets)) {
    const { paragraphs, ...rest } = plain(schemeOf(name));
    const shown = paragraphs.format === 'none' ? {} : { paragraphs };
    const scheme = schemeOf(written);
    const { paragraphs: recorded, ...others } = plain(scheme);
    assert.deepEqual(rest, others, name);
    assert.deepEqual(shown, recorded.format === 'none' ? {} : { paragraphs: recorded }, name);
  }
});

test('an item that is only proposed is found by its number, too', () => {
  const { outlines } = readVectors<{ outlines: Outline[] }>('numbering');
  const recorded = outlines.find(({ entries }) => entries.some(({ label }) => label === 'a bis.'))!;
  const state = fromSnapshot(draftOf(recorded));
  const bis = outline(state).find(({ label }) => label === 'a bis.')!;
  assert.equal(itemCalled(state, bis.path.toUpperCase()), bis.id);
});

interface Transform {
  changes: Record<string, Change>;
  /** Where a pair is not listed, the incoming change stays as it is. */
  pairs: { applied: string; incoming: string; result: Change[] }[];
  lists: { applied: Change[]; incoming: Change[]; result: Change[] }[];
}

test('each change over each becomes what is recorded', () => {
  const { changes, pairs } = readVectors<Transform>('transform');
  const recorded = new Map(
    pairs.map(({ applied, incoming, result }) => [`${incoming} over ${applied}`, result]),
  );
  for (const [applied, first] of Object.entries(changes)) {
    for (const [incoming, change] of Object.entries(changes)) {
      const name = `${incoming} over ${applied}`;
      assert.deepEqual(plain(cross([first], [change])[1]), recorded.get(name) ?? [change], name);
    }
  }
});

test('ops over ops become what is recorded', () => {
  readVectors<Transform>('transform').lists.forEach(({ applied, incoming, result }, at) =>
    assert.deepEqual(plain(cross(applied, incoming)[1]), result, `list ${at + 1}`),
  );
});

test('handles and the words of references are the recorded ones', () => {
  const {
    signs,
    handles: recorded,
    words,
  } = readVectors<{
    signs: Record<string, string>;
    handles: [string, string][];
    words: { stored: string; number: string; shown: string }[];
  }>('references');
  for (const [id, all] of Object.entries(signs)) assert.equal(handleSigns(id), all);
  const add = ([item]: [string, string]): Change => ({
    type: 'item.add',
    item,
    parent: null,
    after: null,
    kind: 'item',
  });
  const op = { seq: 1, at: 0, by: 'c', client: 'c', n: 1, changes: recorded.map(add) };
  assert.deepEqual([...handles(foldOps(emptyDraft('d'), [op])).of], recorded);
  for (const { stored, number, shown } of words) assert.equal(referenceWords(stored, number), shown);
});

test('logs fold into the recorded snapshots, negotiation and all', () => {
  const { logs } = readVectors<{ logs: { name: string; ops: Op[]; snapshot: Snapshot }[] }>('fold');
  for (const { name, ops, snapshot } of logs) {
    const folded = foldOps(emptyDraft('d'), ops);
    assert.deepEqual(plain(toSnapshot(folded, snapshot.head)), snapshot, name);
    const taken = foldOps(
      fromSnapshot(plain(toSnapshot(foldOps(emptyDraft('d'), ops.slice(0, 2)), ''))),
      ops.slice(2),
    );
    assert.deepEqual(plain(toSnapshot(taken, snapshot.head)), snapshot, `${name}, from a snapshot on`);
  }
});

test('names of frozen numbers are those recorded', () => {
  const { logs } = readVectors<{ logs: { ops: Op[]; snapshot: Snapshot }[] }>('frozen');
  logs.forEach(({ ops, snapshot }, at) => {
    let state = emptyDraft('d');
    for (const op of ops) {
      const [change] = op.changes;
      if (change?.type === 'draft.renumber') assert.deepEqual(renumbered(state), change.table, `log ${at}`);
      state = foldOps(state, [op]);
    }
    assert.deepEqual(plain(toSnapshot(state, snapshot.head)), snapshot, `log ${at}`);
  });
});
