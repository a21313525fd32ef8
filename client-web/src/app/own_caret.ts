/**
 * Tells the others where this person's caret is, as a place in the confirmed text: not more often than the server passes
 * it on, and once more when the server has confirmed what was typed.
 */
import { placeBeforeAll } from '../draft/caret';
import type { Clock } from '../net/clock';
import type { Change, PresenceMessage } from '../wire/types';
import type { OwnCaret } from './open_draft';

const PAUSE_MS = 120;

interface Whereabouts {
  readonly online: boolean;
  readonly base: number;
  readonly pending: readonly Change[];
}

export class OwnCaretTeller {
  private caret: OwnCaret | null = null;
  private told = 'nowhere';
  private cancel: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly where: () => Whereabouts,
    private readonly send: (message: PresenceMessage) => void,
  ) {}

  set(caret: OwnCaret | null): void {
    this.caret = caret;
    this.tellSoon();
  }

  /** On a new line nobody knows anything yet. */
  forget(): void {
    this.told = 'nowhere';
    this.tellSoon();
  }

  tellSoon(): void {
    this.cancel ??= this.clock.after(PAUSE_MS, () => {
      this.cancel = null;
      this.tell();
    });
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private tell(): void {
    const { online, base, pending } = this.where();
    if (!online) return;
    if (!this.caret) {
      if (this.told !== 'nowhere') this.send({ t: 'presence', item: null });
      this.told = 'nowhere';
      return;
    }
    const { item, lang, anchor, head } = placeBeforeAll(this.caret, pending);
    const now = `${item} ${lang} ${anchor} ${head}`;
    if (now === this.told) return;
    this.told = now;
    this.send({ t: 'presence', item, lang, base, anchor, head });
  }
}
