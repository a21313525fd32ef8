// What so many observers and drafts take, from what one takes: products, and where each comes to what there is of it.
//
// Observers of one draft sit at relays, as many as they need; there is one owner. Drafts are spread over nodes, as many as they need; there is one primary. So a resource of a relay or
// a node says how many of them it takes, and one of the owner or the primary says where more machines do not help any more: that breaks first.

export const CROWDS = [1e4, 1e5, 1e6];
export const HALLS = [1e3, 1e4, 1e5];

/** What a machine gives: half of a core, of a line of 1 Gbit/s, and of 4 GiB; the connections of deploy/plenaria.conf. */
const CORE_US = 500_000;
const LINE_BYTES = 1e9 / 8 / 2;
const MEMORY_BYTES = 2 * 1024 ** 3;
const SESSIONS = 20_000;

/** In a draft with a crowd, ops a second; in one of many drafts, as five people make them. */
const CROWD_OPS = 10;
const HALL_OPS = 0.2;

/** People wait so long to come back after a restart, and for a deadline that all drafts have at once. */
const PATIENCE_S = 60;

const demand = (what, unit, counts, perOne, there) => ({
  what,
  unit,
  at: counts.map((count) => (count * perOne) / there),
  breaksAt: there / perOne,
});

/** { observers, drafts }: each a list of { what, unit, at: in units of what there is, breaksAt: how many }. */
export function demands(costs) {
  const relay = [
    ['CPU', costs.observerUs, CORE_US],
    ['memory', costs.observerBytes, MEMORY_BYTES],
    ['the line', costs.observerSent, LINE_BYTES],
    ['connections', 1, SESSIONS],
    ['all come at once, within a minute', costs.joinUs / PATIENCE_S, CORE_US],
  ].map(([what, perOne, there]) => demand(`relays: ${what}`, 'relays', CROWDS, perOne, there));
  const perRelay = Math.min(...relay.map(({ breaksAt }) => breaksAt));
  const node = [
    ['CPU for ops', costs.opUs * HALL_OPS, CORE_US],
    ['memory', costs.wave.bytes, MEMORY_BYTES],
    ['a node that died: opened again within a minute', costs.wave.nodeUs / PATIENCE_S, CORE_US],
  ].map(([what, perOne, there]) => demand(`nodes: ${what}`, 'nodes', HALLS, perOne, there));
  return {
    observers: [
      ...relay,
      demand('the owner: CPU for its relays', 'owners', CROWDS, (CROWD_OPS * costs.relayUs) / perRelay, CORE_US),
    ],
    drafts: [
      ...node,
      demand('the primary: CPU for ops', 'primaries', HALLS, costs.rowUs * HALL_OPS, CORE_US),
      demand('the primary: all opened within a minute', 'primaries', HALLS, costs.wave.databaseUs / PATIENCE_S, CORE_US),
      demand('one node: all deadlines at one hour, within a minute', 'nodes', HALLS, 1 / costs.wave.perSecond, PATIENCE_S),
    ],
  };
}
