// A negotiation that goes through every change there is.
import * as change from './changes.mjs';

/** Every change of negotiation.md but the end of a consultation, in item `p`, which is under review, by a delegation and the chair. */
export async function negotiate(mexico, chair) {
  const both = async (who, ...changes) => {
    await who.edit(...changes);
    await Promise.all([mexico, chair].map((client) => client.reach(who.model.seq)));
  };
  await both(mexico, { type: 'proposal.add', proposal: 'a1', item: 'p' }, change.insert('p', 0, 'x', 'es', { 'ins:a1': true }));
  await both(mexico, { type: 'proposal.file', proposal: 'a1', note: 'Why.' });
  await both(mexico, { type: 'proposal.add', proposal: 'a2', item: 'p', act: 'remove', note: 'Why.' });
  await both(mexico, { type: 'proposal.withdraw', proposal: 'a2' });
  await both(mexico, { type: 'position.set', item: 'p', position: 'reserve', note: 'Ad ref.' });
  await both(mexico, { type: 'position.set', item: 'p', position: null });
  await both(mexico, {
    type: 'comment.add',
    comment: 'k1',
    item: 'p',
    parent: null,
    text: 'Why?',
    lang: 'es',
    anchor: 0,
    head: 1,
  });
  await both(chair, { type: 'comment.add', comment: 'k2', item: 'p', parent: 'k1', text: 'So.' });
  await both(
    mexico,
    { type: 'comment.edit', comment: 'k1', text: 'Why,\n@CA?' },
    { type: 'comment.resolve', comment: 'k1', resolved: true },
  );
  await both(mexico, { type: 'comment.remove', comment: 'k1' });
  await both(chair, { type: 'proposal.accept', proposal: 'a1' });
  await both(chair, { type: 'proposal.reopen', proposal: 'a1' });
  await both(mexico, { type: 'proposal.add', proposal: 'a3', item: 'p' }, change.insert('p', 1, 'yz', 'es', { 'ins:a3': true }));
  await both(chair, change.group('a3', 'g1'));
  await both(chair, change.part('a3', 'p', 1, 1, true));
  await both(chair, { type: 'proposal.reopen', proposal: 'a3', seq: chair.model.seq });
  await both(chair, change.part('a3', 'p', 1, 1, false));
  await both(chair, change.group('a3', null));
  await both(chair, { type: 'proposal.accept', proposal: 'a1' }, { type: 'proposal.accept', proposal: 'a3' });
  await both(chair, { type: 'consult.open', item: 'p', delegations: ['MX'], until: Date.now() + 60_000, silence: true });
}
