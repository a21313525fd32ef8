// Messages of one delegation that cost the server as much as they can, each as a name and a function that sends them and waits for the outcomes.
import { randomId } from './client.mjs';
import { Wire } from './raw.mjs';

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i));
const insert = (item, words, at = 0) => ({
  type: 'text',
  item,
  lang: 'es',
  delta: { ops: [...(at ? [{ retain: at }] : []), { insert: words }] },
});
const split = (item, fresh, at = 1) => ({ type: 'item.split', item, new: fresh, at: { es: at } });

/** A connection that sends ops one after the other, each under the n that is due. */
export class Attacker {
  static async join(draft, who = 'mexico') {
    const { token } = await draft.seat(who);
    const wire = await Wire.open(draft.server);
    const client = randomId();
    wire.send({ t: 'hello', v: 1, draft: draft.id, client, token });
    const { seq } = await wire.nextOf('welcome');
    return new Attacker(wire, client, seq);
  }

  constructor(wire, client, seq) {
    Object.assign(this, { wire, client, seq, n: 1, refused: {}, accepted: 0, ended: false });
  }

  /** Sends one op and waits for its outcome: the code of the refusal, or null. */
  async op(changes, base = this.seq) {
    this.wire.send({ t: 'op', n: this.n, base, changes });
    for (;;) {
      const message = await this.wire.nextOf('ops', 'reject', 'error', 'welcome');
      if (message.t === 'reject' || message.t === 'error') {
        this.refused[message.code] = (this.refused[message.code] ?? 0) + 1;
        this.ended = message.t === 'error';
        return message.code;
      }
      for (const op of message.ops ?? []) this.seq = op.seq;
      if (!message.ops?.some((op) => op.client === this.client && op.n === this.n)) continue;
      this.n++;
      this.accepted++;
      return null;
    }
  }

  close() {
    this.wire.terminate();
  }
}

/** How many of `made` one op may hold; a server without that bound takes all of them at once. */
async function inOps(attacker, made, base) {
  if ((await attacker.op(made, base)) !== 'too-large') return;
  for (let i = 0; i < made.length; i += 500) await attacker.op(made.slice(i, i + 500), base);
}

/** The draft needs 1,000 items in its first op; `items` are their ids. */
export const attacks = {
  '800 splits of other items, base 0': (attacker, items) =>
    inOps(
      attacker,
      times(800, (i) => split(items[i], `s${i}`)),
      0,
    ),
  '1,000 words over 1,000 words': async (attacker, items) => {
    const base = attacker.seq;
    for (const words of ['x', 'y'])
      await inOps(
        attacker,
        times(1000, (i) => insert(items[i], words)),
        base,
      );
  },
  '500 splits of one item over 500 others': async (attacker, items) => {
    await attacker.op([insert(items[0], 'x'.repeat(2000))]);
    const base = attacker.seq;
    for (const name of ['v', 'w'])
      await attacker.op(
        times(500, (i) => split(items[0], `${name}${i}`)),
        base,
      );
  },
  'one item of 4,000 children, split and merged 250 times': async (attacker, items) => {
    for (let k = 0; k < 8; k++)
      await attacker.op(
        times(500, (i) => ({ type: 'item.add', item: `c${k}-${i}`, parent: items[0], after: null, kind: 'item' })),
      );
    await attacker.op(
      times(250, (i) => [split(items[0], `z${i}`, 0), { type: 'item.merge', item: `z${i}`, into: items[0] }]).flat(),
    );
  },
  'words of 2,000 parts under 8,000 comments': async (attacker, items) => {
    await attacker.op([insert(items[1], 'x'.repeat(5000))]);
    for (let k = 0; k < 16; k++)
      await attacker.op(
        times(500, (i) => ({
          type: 'comment.add',
          comment: `k${k}-${i}`,
          item: items[1],
          parent: null,
          text: 'w',
          lang: 'es',
          anchor: i,
          head: i + 1,
        })),
      );
    const ops = times(2000, () => [{ retain: 1 }, { insert: 'y' }]).flat();
    await attacker.op([{ type: 'text', item: items[1], lang: 'es', delta: { ops } }]);
  },
};

/** Floods: as much as goes into the time given. */
export const floods = {
  'a proposal with a note, added and withdrawn': async (attacker, items, ms) => {
    const note = 'n'.repeat(4000);
    for (let end = Date.now() + ms, i = 0; Date.now() < end && !attacker.ended; i++)
      await attacker.op(
        times(25, (k) => [
          { type: 'proposal.add', proposal: `p${i}-${k}`, item: items[2], note },
          { type: 'proposal.withdraw', proposal: `p${i}-${k}` },
        ]).flat(),
      );
  },
  'words, and the same words deleted': async (attacker, items, ms) => {
    const words = 'w'.repeat(60_000);
    for (let end = Date.now() + ms; Date.now() < end && !attacker.ended;) {
      if (await attacker.op([insert(items[3], words)])) continue;
      await attacker.op([{ type: 'text', item: items[3], lang: 'es', delta: { ops: [{ delete: words.length }] } }]);
    }
  },
};
