// Proposals, positions, comments and consultations through the real program (protocol/negotiation.md). What each change may do, case by
// case, is in tests/unit/draft/changes; here is what only shows with several people, a log and a restart.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import Delta from 'quill-delta';
import { checkChain } from '../support/chain.mjs';
import * as change from '../support/changes.mjs';
import * as cli from '../support/cli.mjs';
import { Model } from '../support/model.mjs';
import { Place } from '../support/place.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** A draft with item `p` under review and everybody at the table. */
async function openReview(words = 'uno dos tres') {
  const draft = await place.draft();
  await draft.plant(['p', words], ['q', 'otro']);
  const [chair, secretariat, mexico, canada] = await Promise.all(
    ['chair', 'secretariat', 'mexico', 'canada'].map((who) => draft.join(who)),
  );
  const people = [chair, secretariat, mexico, canada];
  const does = async (who, ...changes) => {
    const op = await who.edit(...changes);
    await Promise.all(people.map((client) => client.reach(who.model.seq)));
    return op;
  };
  await does(chair, change.status('p', 'review'));
  return { draft, chair, secretariat, mexico, canada, does };
}

async function lastOp(draft) {
  return checkChain(await draft.log()).ops.at(-1);
}

/** The server's snapshot is the fold of its log, before and after a kill -9. */
async function holdFold(draft) {
  const { ops } = checkChain(await draft.log());
  const twin = new Model(draft.id);
  for (const op of ops) twin.apply(op);
  twin.head = (await draft.snapshot()).head;
  assert.deepEqual(await draft.snapshot(), twin.snapshot());
  await place.server.kill();
  await place.server.start();
  assert.deepEqual(await draft.snapshot(), twin.snapshot());
}

describe('proposals', () => {
  test('three amend one sentence, one inside another, two striking the same words; decisions are in the log', async () => {
    const { draft, chair, mexico, canada, does } = await openReview();
    await does(
      mexico,
      change.propose('m1', 'p'),
      change.text('p', new Delta().retain(4).retain(3, { 'del:m1': true }).insert('mil', { 'ins:m1': true })),
    );
    await does(
      canada,
      change.propose('c1', 'p'),
      change.text(
        'p',
        new Delta().retain(4).retain(3, { 'del:c1': true }).retain(1).insert('x', { 'ins:m1': true, 'ins:c1': true }),
      ),
    );
    assert.equal(chair.model.words('p', 'es'), 'uno dosmxil tres');
    await does(canada, { type: 'proposal.support', proposal: 'm1', support: true });
    await does(chair, change.decide('accept', 'm1'));
    assert.equal(chair.model.words('p', 'es'), 'uno mxil tres');
    const { changes } = await lastOp(draft);
    assert.deepEqual(
      changes.map(({ type }) => type),
      ['proposal.accept', 'text'],
    );
    await does(chair, change.decide('reject', 'c1'));
    assert.equal(chair.model.words('p', 'es'), 'uno mil tres');
    assert.deepEqual(chair.model.text('p', 'es').ops, [{ insert: 'uno mil tres' }]);
    await draft.leave();
    await holdFold(draft);
  });

  test('what a client that lies about its rights sends is refused and leaves no trace', async () => {
    const { draft, chair, mexico, canada, does } = await openReview();
    await does(canada, change.propose('c1', 'p'), change.text('p', new Delta().retain(3).insert(' y', { 'ins:c1': true })));
    await does(mexico, change.propose('m1', 'p'));
    const before = await draft.snapshot();
    const lies = [
      [[change.insert('p', 0, 'x')], 'locked'],
      [[change.erase('p', 0, 1)], 'locked'],
      [[change.erase('p', 3, 2)], 'locked'],
      [[change.format('p', 0, 3, { bold: true })], 'locked'],
      [[change.format('p', 3, 2, { 'ins:c1': null })], 'forbidden'],
      [[change.format('p', 0, 3, { 'del:c1': true })], 'forbidden'],
      [[change.insert('p', 0, 'x', 'es', { 'ins:c1': true })], 'locked'],
      [[change.insert('p', 0, 'x', 'es', { 'ins:m1': true, 'ins:c1': true })], 'locked'],
      [[change.insert('p', 0, 'x', 'es', { 'ins:nobody': true })], 'bad-op'],
      [[change.decide('accept', 'm1')], 'forbidden'],
      [[change.decide('reject', 'c1')], 'forbidden'],
      [[change.decide('withdraw', 'c1')], 'forbidden'],
      [[change.propose('c1', 'p')], 'exists'],
      [[{ type: 'consult.open', item: 'p', delegations: ['CA'], until: Date.now() + 9e6 }], 'forbidden'],
    ];
    for (const [changes, code] of lies) {
      await assert.rejects(mexico.edit(...changes), { code }, JSON.stringify(changes));
    }
    assert.deepEqual(await draft.snapshot(), before);
    assert.equal(chair.model.seq, before.seq);
    await draft.leave();
  });

  test('typing beside and inside a proposal goes on while it is decided', async () => {
    const { draft, chair, secretariat, mexico, canada, does } = await openReview();
    await does(mexico, change.propose('m1', 'p'), change.text('p', new Delta().retain(4).insert('casi ', { 'ins:m1': true })));
    await Promise.all([
      chair.edit(change.decide('reject', 'm1')),
      secretariat.edit(change.insert('p', 0, '¡')),
      canada.edit(
        change.propose('c1', 'p'),
        change.text('p', new Delta().retain(6).insert('Z', { 'ins:m1': true, 'ins:c1': true })),
      ),
    ]);
    await chair.reach((await draft.snapshot()).seq);
    assert.equal(chair.model.words('p', 'es'), '¡uno Zdos tres');
    await does(chair, change.decide('accept', 'c1'));
    assert.deepEqual(chair.model.text('p', 'es').ops, [{ insert: '¡uno Zdos tres' }]);
    await draft.leave();
  });

  test('a new item and a removal are proposed and decided', async () => {
    const { draft, chair, mexico, canada, does } = await openReview();
    await does(mexico, change.propose('m1', 'n1', 'add'), change.add('n1', 'p', null, { es: 'nuevo' }));
    assert.equal(canada.model.item('n1').status, 'review');
    await does(canada, change.propose('c1', 'p', 'remove', 'Sobra.'));
    await does(chair, change.decide('reject', 'm1'));
    assert.equal(chair.model.isThere('n1'), false);
    await does(chair, change.decide('accept', 'c1'));
    assert.equal(chair.model.isThere('p'), false);
    await draft.leave();
    await holdFold(draft);
  });
});

describe('people who mean harm, with a client of their own,', () => {
  const mine = (id) => ({ [`ins:${id}`]: true });
  const refused = (who, code, ...changes) => assert.rejects(who.edit(...changes), { code }, JSON.stringify(changes));

  /** Mexico proposes "casi " in `p`, which is open, and files it if asked to. */
  async function openBracket({ file = false } = {}) {
    const table = await openReview();
    const { chair, mexico, does } = table;
    await does(mexico, change.propose('m1', 'p', undefined, 'Así se acordó.'), change.insert('p', 4, 'casi ', 'es', mine('m1')));
    if (file) await does(mexico, change.file('m1'));
    await does(chair, change.status('p', 'open'));
    return table;
  }

  /** Without the line that says of which op it is. */
  const printed = async (draft) => {
    const text = await (await draft.request('observer', '/export?format=txt&view=brackets')).text();
    return text.replace(/\[Plenaria: .*\]/, '');
  };

  test('put nothing into the mouth of another delegation: exports stay as they were', async () => {
    const { draft, chair, secretariat, canada } = await openBracket();
    const before = await printed(draft);
    assert.match(before, /uno \[México: casi\] dos tres/);
    for (const who of [canada, secretariat, chair]) {
      await refused(who, 'locked', change.insert('p', 9, 'nunca ', 'es', mine('m1')));
      await refused(who, 'locked', change.insert('p', 6, 'nunca'));
      await refused(who, 'locked', change.insert('q', 0, 'México acepta pagar.', 'es', mine('m1')));
      await refused(who, 'locked', change.erase('p', 4, 5));
      await refused(who, 'locked', {
        ...change.add('n1', null, 'p'),
        texts: { es: { ops: [{ insert: 'México acepta pagar.', attributes: mine('m1') }] } },
      });
    }
    await chair.edit(change.status('p', 'review'));
    await canada.reach(chair.model.seq);
    await refused(canada, 'locked', {
      ...change.add('n1', null, 'p'),
      texts: { es: { ops: [{ insert: 'dos tres', attributes: mine('m1') }] } },
    });
    assert.equal(await printed(draft), before);
    await draft.leave();
  });

  test('change nothing that is filed, its author neither, also once the item is open again', async () => {
    const { draft, chair, secretariat, mexico, canada } = await openBracket({ file: true });
    const before = await printed(draft);
    for (const who of [chair, secretariat, mexico, canada]) {
      await refused(who, 'locked', change.insert('p', 6, 'X', 'es', mine('m1')));
      await refused(who, 'locked', change.insert('p', 6, 'X'));
      await refused(who, 'locked', change.erase('p', 4, 5));
    }
    await refused(mexico, 'locked', change.file('m1', 'Por otra razón.'));
    await refused(canada, 'locked', change.remove('p'));
    assert.equal(await printed(draft), before);
    await draft.leave();
    await holdFold(draft);
  });

  test('keep no co-sponsor for other words or another note, and the log says who is gone', async () => {
    const { draft, mexico, canada, does } = await openBracket();
    const support = () => does(canada, change.support('m1', true));
    const lapsed = { type: 'proposal.support', proposal: 'm1', support: false, delegations: ['CA'] };
    await support();
    await does(mexico, change.erase('p', 4, 4), change.file('m1'));
    assert.deepEqual((await lastOp(draft)).changes.at(-1), lapsed);
    await support();
    assert.deepEqual((await draft.snapshot()).proposals[0].support, ['CA']);
    await does(mexico, change.propose('m2', 'p'), change.insert('p', 0, 'Y ', 'es', mine('m2')));
    await does(canada, change.support('m2', true));
    await does(mexico, change.file('m2', 'Con otra intención.'));
    assert.deepEqual((await lastOp(draft)).changes.at(-1), { ...lapsed, proposal: 'm2' });
    await draft.leave();
    await holdFold(draft);
  });

  test('decide nothing inside what is not decided', async () => {
    const { draft, chair, canada, does } = await openBracket({ file: true });
    await does(canada, change.propose('c1', 'p'), change.format('p', 4, 2, { 'del:c1': true }));
    await refused(chair, 'locked', change.decide('accept', 'c1'));
    await refused(
      chair,
      'locked',
      change.propose('k1', 'p'),
      change.insert('p', 6, 'nunca', 'es', { ...mine('m1'), ...mine('k1') }),
      change.decide('accept', 'k1'),
    );
    await does(chair, change.decide('accept', 'm1'), change.decide('accept', 'c1'));
    assert.equal(chair.model.words('p', 'es'), 'uno si dos tres');
    await draft.leave();
  });

  test('move nothing that is agreed, and override nothing without a reason', async () => {
    const { draft, chair, mexico, canada, does } = await openBracket();
    for (const reason of ['', '  ', '\u00a0\u2003\n'])
      await refused(chair, 'locked', change.status('p', 'agreed', false, reason));
    await does(chair, change.status('q', 'approved', false, ' '));
    assert.equal('reason' in (await lastOp(draft)).changes.at(-1), false);
    const [first] = chair.model.siblings(null);
    for (const who of [mexico, canada]) {
      await refused(who, 'locked', change.add('h1', null, null, { es: 'Lo que nadie acordó' }, 'heading'));
      await refused(who, 'locked', change.add('n1', null, first, { es: 'uno más' }));
      await refused(who, 'locked', change.split('p', 'n1', { es: 3 }));
      await refused(who, 'locked', change.move('p', null, 'q'));
    }
    await does(chair, change.status('p', 'agreed', false, 'Se decide en plenaria.'));
    const item = (await draft.snapshot()).items.find(({ id }) => id === 'p');
    assert.deepEqual([item.override.reason, item.override.by], ['Se decide en plenaria.', chair.you.id]);
    await draft.leave();
    await holdFold(draft);
  });
});

describe('exports', () => {
  test('show brackets with who wants what, the text clean, or the base', async () => {
    const { draft, chair, mexico, canada, does } = await openReview();
    await does(
      mexico,
      change.propose('m1', 'p'),
      change.text('p', new Delta().retain(4).retain(3, { 'del:m1': true }).insert('mil', { 'ins:m1': true })),
    );
    await does(canada, { type: 'proposal.support', proposal: 'm1', support: true });
    await does(canada, change.propose('c1', 'n1', 'add'), change.add('n1', null, 'p', { es: 'nuevo' }));
    const written = async (view) => (await draft.request('observer', `/export?format=txt&view=${view}`)).text();
    assert.match(await written('brackets'), /2\. uno \[México, Canadá: dos → mil\] tres\n+2 bis\. \[Canadá: nuevo\]\n+3\. otro/);
    assert.match(await written('clean'), /2\. uno mil tres\n+3\. nuevo\n+4\. otro/);
    assert.match(await written('base'), /2\. uno dos tres\n+3\. otro/);
    const shown = await cli.run([
      'export',
      '--data',
      place.server.data,
      '--draft',
      draft.id,
      '--format',
      'md',
      '--view',
      'clean',
    ]);
    assert.match(shown.stdout, /uno mil tres/);
    const refused = await draft.request('observer', '/export?format=txt&view=dream');
    assert.equal(refused.status, 400);
    await draft.leave();
  });
});

describe('the gavel', () => {
  test('brackets, objections and consultations stand against it, unless there is a reason', async () => {
    const { draft, chair, mexico, canada, does } = await openReview();
    await does(mexico, change.propose('m1', 'p'), change.text('p', new Delta().insert('¡', { 'ins:m1': true })));
    await does(canada, { type: 'position.set', item: 'p', position: 'object', note: 'No.' });
    await does(chair, { type: 'consult.open', item: 'p', delegations: ['MX'], until: Date.now() + 60_000 });
    await assert.rejects(chair.edit(change.status('p', 'agreed')), (error) => {
      assert.equal(error.code, 'locked');
      assert.match(error.message, /1 open proposal; 1 objection \(CA\); 1 running consultation/);
      return true;
    });
    await does(chair, { ...change.status('p', 'agreed'), reason: 'Para la plenaria.' });
    assert.equal((await lastOp(draft)).changes.at(-1).reason, 'Para la plenaria.');
    await assert.rejects(chair.edit(change.decide('accept', 'm1')), { code: 'locked' });
    await draft.leave();
  });
});

describe('comments', () => {
  test('move with the words through splits and merges, for everybody the same', async () => {
    const { draft, chair, mexico, does } = await openReview();
    await does(mexico, {
      type: 'comment.add',
      comment: 'k1',
      item: 'p',
      parent: null,
      text: '¿?',
      lang: 'es',
      anchor: 4,
      head: 7,
    });
    await does(chair, { type: 'comment.add', comment: 'k2', item: 'p', parent: 'k1', text: 'Sí,\n@MX.' });
    await does(chair, change.insert('p', 0, '— '));
    await does(chair, change.split('p', 's', { es: 5 }));
    const words = () => {
      const { item, anchor, head } = mexico.model.negotiation.comment('k1');
      return [item, mexico.model.words(item, 'es').slice(anchor, head)];
    };
    assert.deepEqual(words(), ['s', 'dos']);
    assert.equal(mexico.model.negotiation.comment('k2').item, 's');
    await does(chair, change.merge('s', 'q'));
    assert.deepEqual(words(), ['q', 'dos']);
    await assert.rejects(chair.edit({ type: 'comment.remove', comment: 'k1' }), { code: 'forbidden' });
    await draft.leave();
    await holdFold(draft);
  });
});

describe('consultations', () => {
  const open = (until, silence) => ({ type: 'consult.open', item: 'p', delegations: ['MX', 'CA'], until, silence });

  async function holdEnd(draft, state, status) {
    for (let attempt = 0; attempt < 100; attempt++) {
      const snapshot = await draft.snapshot();
      const [consultation] = snapshot.consultations;
      if (consultation.state !== 'open') {
        assert.equal(consultation.state, state);
        assert.equal(snapshot.items.find(({ id }) => id === 'p').status, status);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail('it never ended');
  }

  test('silence that is kept is agreement, by the system, at the time', async () => {
    const { draft, chair, does } = await openReview();
    await does(chair, open(Date.now() + 300, true));
    await holdEnd(draft, 'kept', 'agreed');
    const { by, changes } = await lastOp(draft);
    assert.equal(by, 'system');
    assert.deepEqual(changes, [
      { type: 'consult.close', item: 'p', state: 'kept' },
      { type: 'item.status', item: 'p', status: 'agreed' },
    ]);
    await draft.leave();
  });

  test('an objection breaks it, and the log says who and why', async () => {
    const { draft, chair, canada, does } = await openReview();
    await does(chair, open(Date.now() + 60_000, true));
    await does(canada, { type: 'position.set', item: 'p', position: 'object', note: 'Falta el plazo.' });
    await holdEnd(draft, 'broken', 'review');
    const { by, changes } = await lastOp(draft);
    assert.equal(by, canada.you.id);
    assert.equal(changes.find(({ type }) => type === 'position.set').note, 'Falta el plazo.');
    await draft.leave();
  });

  test('a time that comes while the server is down is met at the next start, with nobody there', async () => {
    const { draft, chair, does } = await openReview();
    await does(chair, open(Date.now() + 400, true));
    await draft.leave();
    await place.server.kill();
    await new Promise((resolve) => setTimeout(resolve, 500));
    await place.server.start();
    await holdEnd(draft, 'kept', 'agreed');
    await holdFold(draft);
    const { code, stderr } = await cli.verify(place.server.data);
    assert.equal(code, 0, stderr);
  });
});
