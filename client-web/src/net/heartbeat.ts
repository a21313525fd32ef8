/**
 * Finds out that an open line is dead, which a browser does not say: where nothing has come for a while, the server is asked for a
 * sign of life. Without one people are told soon, and the line is given up only later, as a slow network must not be made
 * slower by everybody's coming back.
 *
 *   quiet ──nothing for QUIET_MS──► asked ──SILENT_LOOKS──► silent ──DEAD_LOOKS──► dead
 *     ▲                               │                        │
 *     └────────── anything comes ─────┴────────────────────────┘
 *
 * An answer is waited for in looks, not in time: a page that was held up, or slept, has not looked for it either.
 */
export interface HeartbeatHandlers {
  ask(): void;
  /** No answer; `since`: when something came last. Null: something came after all. */
  silent(since: number | null): void;
  dead(): void;
}

/** Between two looks, ms. */
export const LOOK_MS = 1000;
const QUIET_MS = 5000;
/** Who does not see the page need not know soon, and a phone in a pocket should sleep. */
const QUIET_UNSEEN_MS = 240_000;
const SILENT_LOOKS = 4;
const DEAD_LOOKS = 15;

export class Heartbeat {
  private heardAt = 0;
  private askedAt = 0;
  /** Looks since it was asked; null: it was not. */
  private looks: number | null = null;

  constructor(
    private readonly isSeen: () => boolean,
    private readonly handlers: HeartbeatHandlers,
  ) {}

  heard(now: number): void {
    const silent = this.looks !== null && this.looks >= SILENT_LOOKS;
    this.heardAt = now;
    this.forget();
    if (silent) this.handlers.silent(null);
  }

  /** The line is another one now. */
  forget(): void {
    this.looks = null;
  }

  look(now: number): void {
    if (this.looks === null) return this.askIfQuiet(now);
    this.looks++;
    if (this.looks === SILENT_LOOKS) this.handlers.silent(Math.max(this.heardAt, this.askedAt - QUIET_MS));
    else if (this.looks === DEAD_LOOKS) {
      this.forget();
      this.handlers.dead();
    }
  }

  private askIfQuiet(now: number): void {
    if (now - this.heardAt < (this.isSeen() ? QUIET_MS : QUIET_UNSEEN_MS)) return;
    this.looks = 0;
    this.askedAt = now;
    this.handlers.ask();
  }
}
