/**
 * What an open draft needs as soon as it is not alone with its text: what takes what comes in, others' carets, words that were
 * refused, work of tabs that are gone. It comes right behind the page; nothing but the first text is taken without it.
 */
import type { Signal } from '@preact/signals';
import * as incoming from '../sync/incoming';
import { Overlaps } from '../sync/overlap';
import { refusedActs } from '../sync/refused';
import type { SyncEffect, SyncState } from '../sync/sync_state';
import { Carets } from './carets';
import type { Environment } from './environment';
import type { Notice, TrayEntry } from './open_draft';
import { Rescue } from './rescue';
import type { ReplicaOptions } from './replica';
import { Tray } from './tray';

export interface CompanyHandlers {
  tell(notice: Notice): void;
  cannotKeep(): void;
  /** What the screen shows now. */
  view(): SyncState['view'];
  /** Of the participant who is here. */
  you(): string;
}

export type Refused = SyncEffect & { type: 'refused' };

export class Company {
  readonly incoming = incoming;
  readonly carets = new Carets();
  readonly tray: Tray;
  private readonly rescue: Rescue;

  constructor(
    { store, replicas, clock }: Environment,
    draft: string,
    entries: Signal<readonly TrayEntry[]>,
    private readonly handlers: CompanyHandlers,
  ) {
    const cannotKeep = () => handlers.cannotKeep();
    this.tray = new Tray(store, draft, entries, cannotKeep);
    this.rescue = new Rescue(replicas, clock, {
      refused: (effect, state) => this.keepRefused(effect, state),
      recovered: (count) => handlers.tell({ type: 'recovered', count }),
      cannotKeep,
    });
  }

  /** The server has said who is here: their words and their work of tabs that are gone are looked for, once. */
  welcomed(you: string, options: () => ReplicaOptions | null): void {
    if (this.rescue.begin(you, options)) void this.tray.load(you);
  }

  overlapsAt({ confirmed, pending }: SyncState): Overlaps {
    return new Overlaps(confirmed, pending);
  }

  /** Words that were refused go into the tray, and the person is told. `state`: what they were in. */
  keepRefused({ groups, code, message, before }: Refused, state: SyncState): void {
    const { handlers } = this;
    const states = [before, state.view, handlers.view()];
    const words = this.tray.add({ groups, code, message, states }, handlers.you());
    const found = groups.flatMap(({ changes }) => changes).find((change) => 'item' in change);
    const item = found && 'item' in found && found.item ? { item: found.item } : {};
    if (words > 0) handlers.tell({ type: 'refused', code, count: words, ...item });
    const acts = refusedActs(groups);
    if (acts > 0) handlers.tell({ type: 'dropped', code, count: acts, ...item });
  }

  leave(): void {
    this.rescue.stop();
  }
}
