/** The table of protocol/operations.md "Roles" says what protocol/vectors/policy.json says: it is derived from it here. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Action, Permission } from '../src/draft/policy/rights';
import type { ItemStatus, Role } from '../src/wire/types';
import { readVectors } from './support/vectors';

type Table = Record<Action, Record<ItemStatus, Record<Role, Permission>>>;
const { permissions } = readVectors<{ permissions: Table }>('policy');

const ROLES: readonly Role[] = ['observer', 'delegation', 'secretariat', 'chair'];
const STATUSES: readonly ItemStatus[] = ['open', 'review', 'agreed', 'approved'];

/** What a role may in each status, as `allowed never …`. */
const inEach = (action: Action, role: Role, statuses = STATUSES) =>
  statuses.map((status) => permissions[action][status][role]).join(' ');

/** A right that depends on the status alone where the row names it: the same in all of these. */
function simple(actions: readonly Action[], statuses: readonly ItemStatus[], role: Role): string {
  const found = new Set(actions.flatMap((action) => inEach(action, role, statuses).split(' ')));
  assert.equal(found.size, 1, `${actions.join(', ')} of a ${role} needs more than one row`);
  const [only] = found;
  if (only === 'proposal') return '[proposals](negotiation.md#proposals) only';
  return only === 'allowed' ? 'yes' : '–';
}

function words(status: ItemStatus, role: Role): string {
  const [original, translation] = [permissions.text[status][role], permissions.translate[status][role]];
  if (original === translation) return simple(['text', 'translate'], [status], role);
  assert.deepEqual([original, translation], ['never', 'allowed']);
  return 'languages other than the original';
}

/** By what a role may change, and may carry along, in each status. */
const STRUCTURE: Record<string, string> = {
  'never never never never, never never never never': '–',
  'allowed never never never, allowed never never never':
    'where the item, everything below it and the parents concerned are `open`',
  'allowed allowed never never, allowed allowed allowed allowed':
    'where none of them is `agreed` or `approved`; a move may carry such items along unchanged',
};

function structure(role: Role): string {
  const rights = (of: Role) => `${inEach('structure', of)}, ${inEach('carry', of)}`;
  if (role === 'chair' && rights(role) === rights('secretariat')) return 'as the secretariat';
  return STRUCTURE[rights(role)] ?? `not in words yet: ${rights(role)}`;
}

const everywhere = (action: Action) => (role: Role) => simple([action], STATUSES, role);

const ROWS: [string, (role: Role) => string][] = [
  ['follow live, read the history, export', () => 'yes'],
  ...STATUSES.map((status): [string, (role: Role) => string] => [
    `words of ${status === 'open' || status === 'agreed' || status === 'approved' ? 'an' : 'a'} \`${status}\` item`,
    (role) => words(status, role),
  ]),
  ['add, move, split, merge, remove, restore, change the kind', structure],
  [
    'item status, freezing and renumbering, adopting the draft, asking for cosignatures',
    everywhere('status'),
  ],
  ['title, languages, numbering, versions', everywhere('draft')],
  [
    "make a proposal in an `open` or `review` item, withdraw one's own, put it among alternatives",
    (role) => {
      assert.equal(simple(['propose'], ['agreed', 'approved'], role), '–');
      return simple(['propose'], ['open', 'review'], role);
    },
  ],
  ['co-sponsor, take a position', everywhere('support')],
  ['make a device known that cosigns, cosign', everywhere('support')],
  ['say what becomes of an adopted text, name the draft that it follows up', everywhere('draft')],
  ['report on what becomes of it', everywhere('support')],
  ['comment', everywhere('comment')],
  ["put others' proposals among alternatives", everywhere('draft')],
  [
    'decide proposals and parts of them, open and close consultations',
    (role) => {
      assert.equal(simple(['decide'], ['agreed', 'approved'], role), '–');
      const [decide, consult] = [
        simple(['decide'], ['open', 'review'], role),
        simple(['status'], STATUSES, role),
      ];
      assert.equal(decide, consult, `a ${role} needs two rows`);
      return decide;
    },
  ],
];

test('the table of roles in the docs is the one of the vectors', () => {
  const docs = readFileSync(new URL('../../protocol/operations.md', import.meta.url), 'utf8');
  const section = docs.slice(docs.indexOf('\n## Roles\n')).split('\n\n')[1]!;
  const derived = [
    ['', ...ROLES],
    ['---', ...ROLES.map(() => '---')],
    ...ROWS.map(([name, cell]) => [name, ...ROLES.map(cell)]),
  ];
  const lines = derived.map(([name, ...cells], at) =>
    at === 1
      ? `|${['---', ...cells].join('|')}|`
      : `| ${[name, ...cells].join(' | ')} |`.replace('|  |', '| |'),
  );
  assert.equal(section, lines.join('\n'));
});
