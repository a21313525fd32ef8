import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applySeat, isSeated } from '../src/draft/seats';
import { readInvitations } from '../src/ui/draft/seats/invitation_list';
import type { Role } from '../src/wire/types';

const ana = { id: 'p1', role: 'delegation' as const, name: 'Ana', delegation: 'MX' };

test('the fold tells who gave, confirmed, opened first and ended a seat, and keeps it when a name changes', () => {
  let people = applySeat(
    new Map(),
    { type: 'seat.add', act: 1, at: 1, seat: 's', participant: ana, pending: true },
    'host',
  );
  assert.deepEqual(people.get('p1')!.seat, { id: 's', by: 'host', at: 1, pending: true });
  people = applySeat(people, { type: 'seat.confirm', act: 2, at: 2, seat: 's' }, 'chair');
  people = applySeat(people, { type: 'seat.enter', act: 3, at: 3, seat: 's' }, 'p1');
  people = applySeat(people, { type: 'seat.enter', act: 4, at: 4, seat: 's' }, 'p1');
  people = applySeat(people, { type: 'participant.set', participant: { ...ana, name: 'Ana B.' } }, 'p1');
  assert.ok(isSeated(people.get('p1')!, 9));
  people = applySeat(people, { type: 'seat.end', act: 5, at: 5, seat: 's' }, 'chair');
  const { name, seat } = people.get('p1')!;
  assert.equal(name, 'Ana B.');
  assert.deepEqual(seat, {
    id: 's',
    by: 'host',
    at: 1,
    confirmed: { by: 'chair', at: 2 },
    entered: 3,
    ended: { by: 'chair', at: 5 },
  });
  assert.equal(isSeated(people.get('p1')!, 9), false);
});

test('a seat that has expired is nobody’s', () => {
  const seat = { id: 's', by: 'host', at: 1, expires: 10 };
  assert.equal(isSeated({ ...ana, seat }, 9), true);
  assert.equal(isSeated({ ...ana, seat }, 10), false);
  assert.equal(isSeated(ana, 10), true);
});

test('a pasted list is read with its columns in any order, quoted or not, and says what is missing', () => {
  const roles: Record<string, Role> = { delegation: 'delegation', observador: 'observer', chair: 'chair' };
  const lines = readInvitations(
    'delegation, Ana López, mx\nOIM\tobservador\n"Peña, Luis";CA\n\ndelegation, Solo\ndelegation,,hn\nchair,,\n',
    (word) => roles[word],
    (word) => word.toUpperCase(),
  );
  assert.deepEqual(
    lines.map((line) => ('invitation' in line ? line.invitation : line.wrong)),
    [
      { role: 'delegation', name: 'Ana López', delegation: 'MX' },
      { role: 'observer', name: 'OIM' },
      { role: 'delegation', name: 'Peña, Luis', delegation: 'CA' },
      'delegation',
      'name',
      'name',
    ],
  );
});

test('an address in a list of participants is taken for nobody’s name and for no delegation', () => {
  const lines = readInvitations(
    'Ana Solano;ana@example.org;México;delegation',
    (word) => (word === 'delegation' ? 'delegation' : undefined),
    (word) => word.slice(0, 2).toUpperCase(),
  );
  assert.deepEqual(
    lines.map((line) => 'invitation' in line && line.invitation),
    [{ role: 'delegation', name: 'Ana Solano', delegation: 'MÉ' }],
  );
});
