/**
 * Where others' carets are. Each is kept as a place in the confirmed text, every op moves it, and `shown` translates it into
 * a place in the view.
 */
import { followChanges } from '../draft/caret';
import type { Change, Here, Op, PresenceReport } from '../wire/types';

/** A report may be about a text that is a little older than what is here. */
const KEPT_OPS = 256;

export class Carets {
  private readonly carets = new Map<string, Here>();
  /** The seq that each caret is moved up to. */
  private readonly upTo = new Map<string, number>();
  private recent: Op[] = [];
  observers = 0;

  clear(): void {
    this.carets.clear();
    this.upTo.clear();
    this.recent = [];
  }

  report({ seq, here, gone, observers, complete }: PresenceReport): void {
    this.observers = observers;
    if (complete) {
      this.carets.clear();
      this.upTo.clear();
    }
    for (const client of gone) {
      this.carets.delete(client);
      this.upTo.delete(client);
    }
    for (const caret of here) {
      this.carets.set(caret.client, caret);
      this.upTo.set(caret.client, seq);
      for (const op of this.recent) this.follow(caret.client, op);
    }
  }

  opsComing(ops: readonly Op[]): void {
    for (const op of ops) {
      for (const client of this.carets.keys()) this.follow(client, op);
    }
    this.recent = [...this.recent, ...ops].slice(-KEPT_OPS);
  }

  private follow(client: string, op: Op): void {
    if (op.seq !== this.upTo.get(client)! + 1) return;
    this.upTo.set(client, op.seq);
    this.carets.set(client, followChanges(this.carets.get(client)!, op.changes, op.client === client));
  }

  /** All but one's own, as the view has them. Somebody who is nowhere in the text has no caret. */
  shown(pending: readonly Change[], own: string): Here[] {
    const shown: Here[] = [];
    for (const caret of this.carets.values()) {
      if (caret.client !== own && caret.item) shown.push(followChanges(caret, pending));
    }
    return shown;
  }
}
