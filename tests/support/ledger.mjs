// Who was told what: every edit carries words of its own, so that the log can be held against what its author was told.
import assert from 'node:assert/strict';
import Delta from 'quill-delta';
import * as change from './changes.mjs';
import { checkChain } from './chain.mjs';

const LONG = 20_000; // units; a text takes 65,536, and several authors may be writing

export class Ledger {
  constructor() {
    this.acknowledged = new Map(); // "client n" -> words
    this.refused = new Map(); // words -> the reject code
    this.count = 0;
  }

  /** Types a few words at the start of item `p`, in place of all others once these are many. Gives null, or the reject that came instead. */
  async write(client) {
    const words = `[${client.client}.${this.count++}]`;
    const length = client.model.text('p', 'es').length();
    const erased = length > LONG ? length : 0;
    try {
      const { n } = await client.edit(change.text('p', new Delta().insert(words).delete(erased)));
      this.acknowledged.set(`${client.client} ${n}`, words);
      return null;
    } catch (error) {
      if (!error.code) throw error;
      this.refused.set(words, error.code);
      return error;
    }
  }

  /** Writes until it is taken again, for as long as a server may need to come round. Every refusal before must be `code`. */
  async writeUntilTaken(client, code = 'storage') {
    for (let attempt = 0; attempt < 80; attempt++) {
      const refusal = await this.write(client);
      if (!refusal) return;
      assert.equal(refusal.code, code, refusal.message);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`still ${code} after 8 s`);
  }

  /** Everything acknowledged is in the log once, with its own words; nothing refused is. */
  hold(log) {
    const { ops } = checkChain(log);
    const found = new Map();
    for (const op of ops) {
      const key = `${op.client} ${op.n}`;
      assert.ok(!found.has(key), `${key} is in the log twice`);
      found.set(key, op);
    }
    for (const [key, words] of this.acknowledged) {
      assert.ok(found.has(key), `${key} was acknowledged and is gone`);
      assert.ok(JSON.stringify(found.get(key).changes).includes(words), `${key} carries other words`);
    }
    for (const [words, code] of this.refused) {
      assert.ok(!log.includes(words), `${words} was refused with ${code} and is in the log`);
    }
    return ops;
  }
}
