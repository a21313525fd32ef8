// What delegations do to the words of an item under review becomes a proposal by itself.
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import Delta from 'quill-delta';
import { marksIn } from '../src/draft/marks';
import { openProposals } from '../src/draft/negotiation';
import { outline } from '../src/draft/numbering';
import { textOf, type DraftState } from '../src/draft/state';
import { insertedWords } from '../src/text/delta';
import type { Change, Participant } from '../src/wire/types';
import { MemoryServer } from './memory_server';
import { Browser, FakeClock, settle, type Tab } from './support/fake_world';

const chair: Participant = { id: 'chair', role: 'chair', name: 'Chair' };
const mexico: Participant = { id: 'mx', role: 'delegation', name: 'Ana', delegation: 'MX' };
const colleague: Participant = { id: 'mx2', role: 'delegation', name: 'Luz', delegation: 'MX' };
const canada: Participant = { id: 'ca', role: 'delegation', name: 'Claire', delegation: 'CA' };

const text = (delta: Delta, item = 'a'): Change => ({ type: 'text', item, lang: 'es', delta });
const insert = (at: number, words: string, item?: string) => text(new Delta().retain(at).insert(words), item);
const remove = (at: number, count: number, item?: string) => text(new Delta().retain(at).delete(count), item);

const words = (state: DraftState, item = 'a') => insertedWords(textOf(state.items.get(item)!, 'es'));

/** The text as diplomats write it: `uno [MX+: mil] [CA-: dos]`. */
function bracketed(state: DraftState, item = 'a'): string {
  const { proposals } = state.negotiation;
  const { items } = state;
  return textOf(items.get(item)!, 'es')
    .ops.map(({ insert, attributes }) => {
      const marks = marksIn(attributes).map(({ kind, proposal }) => {
        const one = proposals.get(proposal)!;
        return `${one.delegation ?? one.by}${kind === 'ins' ? '+' : '-'}`;
      });
      return marks.length > 0 ? `[${marks.sort().join(' ')}: ${String(insert)}]` : String(insert);
    })
    .join('');
}

const act = (type: 'accept' | 'reject' | 'withdraw' | 'file', proposal: string): Change => ({
  type: `proposal.${type}`,
  proposal,
});

/** Words as a proposal of their own, where nothing makes one of them by itself. */
const proposed = (proposal: string, item: string, at: number, words: string): Change[] => [
  { type: 'proposal.add', proposal, item },
  text(new Delta().retain(at).insert(words, { [`ins:${proposal}`]: true }), item),
];

let server: MemoryServer;
let clock: FakeClock;
let mx: Tab;
let ca: Tab;
let lead: Tab;

async function sit(who: Participant): Promise<Tab> {
  return new Browser(server, who, clock).open();
}

function proposalOf(delegation: string): string {
  const own = openProposals(server.state.negotiation).filter((one) => one.delegation === delegation);
  assert.equal(own.length, 1, `open proposals of ${delegation}`);
  return own[0]!.id;
}

async function did(tab: Tab, ...changes: Change[]): Promise<void> {
  assert.equal(tab.draft.submit(changes).ok, true);
  await settle();
}

beforeEach(async () => {
  const add = (item: string, after: string | null, es: string): Change => ({
    type: 'item.add',
    item,
    parent: null,
    after,
    kind: 'item',
    texts: { es: new Delta().insert(es) },
  });
  const review = (item: string): Change => ({ type: 'item.status', item, status: 'review' });
  server = new MemoryServer('d', [
    { type: 'draft.set', title: { es: 'T' }, langs: ['es', 'en'] },
    add('a', null, 'uno dos tres'),
    add('b', 'a', 'Instar'),
    review('a'),
  ]);
  clock = new FakeClock();
  server.now = () => clock.now();
  [mx, ca, lead] = (await Promise.all([mexico, canada, chair].map(sit))) as [Tab, Tab, Tab];
});

describe('typing under review', () => {
  test('opens one proposal and goes on in it', async () => {
    await did(mx, insert(4, 'mil '));
    await did(mx, insert(8, 'veces '));
    assert.equal(bracketed(server.state), 'uno [MX+: mil veces ]dos tres');
    assert.deepEqual(
      server.log
        .slice(1)
        .map(({ changes }) => changes.map(({ type }) => type).filter((one) => one !== 'participant.set')),
      [['proposal.add', 'text'], ['text']],
    );
  });

  test('is one proposal for the whole delegation, and for each delegation its own', async () => {
    await did(mx, insert(0, 'A '));
    await did(await sit(colleague), insert(2, 'B '));
    await did(ca, insert(16, ' C'));
    assert.equal(bracketed(server.state), '[MX+: A B ]uno dos tres[CA+:  C]');
    assert.equal(server.state.negotiation.proposals.size, 2);
  });

  test('after filing goes into a new proposal, and leaves the filed words alone', async () => {
    await did(mx, insert(0, 'A '));
    const filed = proposalOf('MX');
    await did(mx, act('file', filed));
    await did(mx, remove(0, 1), insert(14, ' B'));
    const [, second] = openProposals(server.state.negotiation);
    assert.equal(bracketed(server.state), '[MX+ MX-: A][MX+:  ]uno dos tres[MX+:  B]');
    assert.notEqual(second!.id, filed);
  });

  test('strikes words of the text, and takes back its own', async () => {
    await did(mx, insert(4, 'mil '));
    await did(mx, remove(2, 4));
    assert.equal(bracketed(server.state), 'un[MX-: o ][MX+: l ]dos tres');
  });

  test('strikes what others propose, and both may strike the same words', async () => {
    await did(mx, insert(4, 'mil '));
    await did(ca, remove(4, 4), remove(0, 3));
    await did(mx, remove(0, 3));
    assert.equal(bracketed(server.state), '[CA- MX-: uno] [CA- MX+: mil ]dos tres');
  });

  test('of struck words again does nothing', async () => {
    await did(mx, remove(0, 3));
    const { length } = server.log;
    const result = mx.draft.submit([remove(0, 3)]);
    await settle();
    assert.deepEqual(result, { ok: true, changes: [] });
    assert.equal(server.log.length, length);
  });

  test('takes back its own words inside somebody else’s, who cannot delete them', async () => {
    await did(mx, insert(4, 'mil '));
    await did(ca, insert(6, 'XYZ'));
    await did(ca, remove(7, 1));
    await did(mx, remove(5, 3));
    assert.equal(bracketed(server.state), 'uno [MX+: m][CA+ MX+ MX-: XZ][MX+: l ]dos tres');
  });

  test('inside somebody else’s words falls with them', async () => {
    await did(mx, insert(4, 'mil '));
    await did(ca, insert(6, 'X'));
    assert.equal(bracketed(server.state), 'uno [MX+: mi][CA+ MX+: X][MX+: l ]dos tres');
    await did(lead, act('reject', proposalOf('MX')));
    assert.equal(bracketed(server.state), 'uno dos tres');
  });

  test('inside somebody else’s words stays a proposal when those are accepted', async () => {
    await did(mx, insert(4, 'mil '));
    await did(ca, insert(6, 'X'));
    await did(lead, act('accept', proposalOf('MX')));
    assert.equal(bracketed(ca.draft.view), 'uno mi[CA+: X]l dos tres');
  });

  test('makes no proposal where one may write freely', async () => {
    await did(lead, insert(0, 'A '));
    await did(mx, insert(0, 'B ', 'b'));
    assert.equal(server.state.negotiation.proposals.size, 0);
  });

  test('refuses splitting, joining and moving', () => {
    const refused: Change[] = [
      { type: 'item.split', item: 'a', new: 'n', at: { es: 3 } },
      { type: 'item.merge', item: 'b', into: 'a' },
      { type: 'item.move', item: 'a', parent: 'b', after: null },
      { type: 'item.kind', item: 'a', kind: 'heading' },
      { type: 'item.remove', item: 'a' },
    ];
    for (const change of refused) {
      assert.deepEqual(mx.draft.submit([change]), { ok: false, code: 'locked', item: 'a' }, change.type);
    }
  });
});

describe('in what somebody else proposes', () => {
  const open = async (...items: string[]) =>
    did(lead, ...items.map((item): Change => ({ type: 'item.status', item, status: 'open' })));

  test('those who may write freely propose too, under review and in an open item', async () => {
    await did(mx, insert(4, 'mil '));
    await did(lead, insert(6, 'X'));
    assert.equal(bracketed(server.state), 'uno [MX+: mi][MX+ chair+: X][MX+: l ]dos tres');
    await open('a');
    await did(ca, insert(5, 'Y'));
    await did(lead, insert(8, 'Z'));
    assert.equal(
      bracketed(server.state),
      'uno [MX+: m][CA+ MX+: Y][MX+: i][MX+ chair+: XZ][MX+: l ]dos tres',
    );
  });

  test('they go on writing freely beside it, and delete what nobody proposes', async () => {
    await did(mx, insert(4, 'mil '));
    await did(lead, insert(8, 'A '), insert(4, 'B '));
    assert.equal(bracketed(server.state), 'uno B [MX+: mil ]A dos tres');
    await did(lead, remove(0, 12));
    assert.equal(bracketed(server.state), '[MX+ chair-: mil ]dos tres');
  });

  test('deleting strikes, and what one wrote there oneself is deleted, with the proposal that is left empty', async () => {
    await open('a');
    await did(mx, ...proposed('q', 'a', 4, 'mil '));
    await did(ca, insert(6, 'XY'));
    await did(ca, remove(6, 2));
    assert.equal(bracketed(server.state), 'uno [MX+: mil ]dos tres');
    assert.deepEqual(
      openProposals(server.state.negotiation).map(({ delegation }) => delegation),
      ['MX'],
    );
    await did(ca, remove(4, 2));
    assert.equal(bracketed(server.state), 'uno [CA- MX+: mi][MX+: l ]dos tres');
  });

  test('a whole proposed item is written by its author alone', async () => {
    await did(
      mx,
      { type: 'proposal.add', proposal: 'q', item: 'n', act: 'add' },
      { type: 'item.add', item: 'n', parent: null, after: 'a', kind: 'item' },
    );
    await did(mx, insert(0, 'Nuevo', 'n'));
    await did(lead, insert(5, ' punto', 'n'));
    await did(lead, remove(0, 2, 'n'));
    assert.equal(bracketed(server.state, 'n'), '[chair-: Nu]evo[chair+:  punto]');
  });

  test('in the tail that a split took away one goes on in the same proposal', async () => {
    await did(mx, insert(4, 'mil veces '));
    await did(lead, { type: 'item.split', item: 'a', new: 'n', at: { es: 8 } });
    await did(mx, insert(5, ' y', 'n'));
    assert.equal(bracketed(server.state, 'n'), '[MX+: veces y ]dos tres');
    assert.equal(server.state.negotiation.proposals.size, 1);
  });

  test('formatting, removing and cutting up what is only proposed are refused, with the item', async () => {
    await did(mx, insert(4, 'mil '));
    const bold = text(new Delta().retain(4).retain(2, { bold: true }));
    assert.deepEqual(lead.draft.submit([bold]), { ok: false, code: 'locked', item: 'a' });
    await open('a');
    assert.deepEqual(ca.draft.submit([{ type: 'item.remove', item: 'a' }]), {
      ok: false,
      code: 'locked',
      item: 'a',
    });
  });
});

describe('undo', () => {
  test('of a deletion over somebody’s bracket brings back the words and takes off the strike', async () => {
    await did(mx, insert(4, 'mil '));
    await did(lead, remove(0, 8));
    assert.equal(bracketed(server.state), '[MX+ chair-: mil ]dos tres');
    assert.ok(lead.draft.undo());
    await settle();
    assert.equal(bracketed(server.state), 'uno [MX+: mil ]dos tres');
    assert.deepEqual(
      openProposals(server.state.negotiation).map(({ delegation }) => delegation),
      ['MX'],
    );
  });

  test('takes back one’s own words and strikes, nothing of others, and the empty proposal', async () => {
    await did(mx, insert(4, 'mil '));
    await did(ca, insert(6, 'X'));
    await did(mx, remove(0, 3));
    assert.ok(mx.draft.undo());
    await settle();
    assert.equal(bracketed(server.state), 'uno [MX+: mi][CA+ MX+: X][MX+: l ]dos tres');
    assert.ok(ca.draft.undo());
    await settle();
    assert.equal(bracketed(server.state), 'uno [MX+: mil ]dos tres');
    assert.deepEqual(
      openProposals(server.state.negotiation).map(({ delegation }) => delegation),
      ['MX'],
    );
  });

  test('of words inside which others have written leaves theirs', async () => {
    await did(mx, insert(4, 'mil '));
    await did(ca, insert(6, 'X'));
    assert.ok(mx.draft.undo());
    await settle();
    assert.equal(words(server.state), 'uno Xdos tres');
  });

  test('of everything withdraws the proposal, and redo makes it anew', async () => {
    await did(mx, insert(4, 'mil '));
    const first = proposalOf('MX');
    assert.ok(mx.draft.undo());
    await settle();
    assert.equal(server.state.negotiation.proposals.get(first)!.state, 'withdrawn');
    assert.equal(words(server.state), 'uno dos tres');
    assert.ok(mx.draft.redo());
    await settle();
    assert.equal(bracketed(server.state), 'uno [MX+: mil ]dos tres');
    assert.notEqual(proposalOf('MX'), first);
  });

  test('and redo go step by step, also through an empty proposal', async () => {
    await did(ca, remove(4, 3));
    await did(mx, insert(0, 'A '));
    await clock.pass(5000);
    for (const at of [8, 7, 6]) {
      assert.ok(mx.draft.submit([remove(at, 1)], { coalesce: true }).ok);
      await settle();
    }
    const seen: string[] = [];
    assert.ok(mx.draft.undo() && mx.draft.undo());
    await settle();
    seen.push(bracketed(server.state));
    for (const step of ['redo', 'redo'] as const) {
      assert.ok(mx.draft[step](), step);
      await settle();
      seen.push(bracketed(server.state));
    }
    assert.deepEqual(seen, [
      'uno [CA-: dos] tres',
      '[MX+: A ]uno [CA-: dos] tres',
      '[MX+: A ]uno [CA- MX-: dos] tres',
    ]);
  });

  test('of a strike whose proposal was decided meanwhile is no longer possible', async () => {
    await did(mx, remove(0, 4));
    await did(lead, act('accept', proposalOf('MX')));
    assert.equal(words(mx.draft.view), 'dos tres');
    assert.equal(mx.draft.undo(), false);
    await settle();
    assert.equal(words(server.state), 'dos tres');
  });
});

describe('a decision while somebody is typing', () => {
  test('gives the words of the decided proposal back, and one retry proposes them anew', async () => {
    await did(mx, insert(4, 'mil '));
    mx.transport.deaf = true;
    mx.draft.submit([insert(8, 'veces ')]);
    await did(lead, act('reject', proposalOf('MX')));
    mx.transport.deaf = false;
    mx.transport.cut();
    await clock.pass(5000);
    assert.equal(words(mx.draft.view), 'uno dos tres');
    const [entry] = mx.draft.tray.value;
    assert.equal(entry!.words, 'veces ');
    assert.deepEqual(mx.draft.retryRefused(entry!.id).ok, true);
    await settle();
    assert.equal(bracketed(server.state), 'uno [MX+: veces ]dos tres');
  });

  test('leaves what is typed inside it standing, as the proposal that it is', async () => {
    await did(mx, insert(4, 'mil '));
    ca.transport.deaf = true;
    ca.draft.submit([insert(6, 'X')]);
    await did(lead, act('reject', proposalOf('MX')));
    ca.transport.deaf = false;
    ca.transport.cut();
    await clock.pass(5000);
    assert.equal(bracketed(server.state), 'uno [CA+: X]dos tres');
    assert.equal(bracketed(ca.draft.view), 'uno [CA+: X]dos tres');
    assert.deepEqual(ca.draft.tray.value, []);
  });
});

describe('support', () => {
  test('lapses for everybody to see when the text changes, and not when others amend it', async () => {
    await did(mx, insert(4, 'mil '));
    const proposal = proposalOf('MX');
    const support = () => server.state.negotiation.proposals.get(proposal)!.support;
    await did(ca, { type: 'proposal.support', proposal, support: true });
    await did(lead, insert(6, 'X'));
    assert.deepEqual(support(), ['CA']);
    await did(mx, insert(4, 'diez '));
    assert.deepEqual(support(), []);
    assert.deepEqual(ca.draft.view.negotiation.proposals.get(proposal)!.support, []);
  });
});

describe('a whole item', () => {
  const added: Change[] = [
    { type: 'proposal.add', proposal: 'q', item: 'n', act: 'add' },
    { type: 'item.add', item: 'n', parent: null, after: 'a', kind: 'item' },
  ];

  test('is written freely by those who propose it, and amended by others', async () => {
    await did(mx, ...added);
    await did(mx, insert(0, 'Nuevo', 'n'));
    await did(ca, insert(5, ' punto', 'n'));
    assert.equal(server.state.items.get('n')!.status, 'review');
    assert.equal(bracketed(server.state, 'n'), 'Nuevo[CA+:  punto]');
  });

  test('has no number of its own until it is accepted', async () => {
    await did(mx, ...added);
    const labels = () => outline(lead.draft.view).map(({ label }) => label);
    assert.deepEqual(labels(), ['1.', '1 bis.', '2.']);
    await did(lead, act('accept', 'q'));
    assert.deepEqual(labels(), ['1.', '2.', '3.']);
  });

  test('goes when it is rejected, and one whose removal is accepted goes too', async () => {
    await did(mx, ...added);
    await did(mx, { type: 'proposal.add', proposal: 'r', item: 'b', act: 'remove' });
    await did(lead, act('reject', 'q'), act('accept', 'r'));
    assert.deepEqual(
      outline(ca.draft.view).map(({ id }) => id),
      ['a'],
    );
  });
});
