/**
 * While an input method composes, the words being composed belong to it: changes from elsewhere wait, in order, until
 * it is done. A cap keeps a composition that never ends from cutting somebody off.
 */
export const SETTLE_MS = 30;
const LONGEST_HOLD_MS = 8000;

export class CompositionHold {
  private release: (() => void) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly hold: () => () => void,
    /** Called once nothing is held any more. */
    private readonly onRelease: () => void,
  ) {}

  get holding(): boolean {
    return this.release !== null;
  }

  start(): void {
    this.release ??= this.hold();
    this.after(LONGEST_HOLD_MS);
  }

  end(): void {
    if (this.release) this.after(SETTLE_MS);
  }

  now(): void {
    clearTimeout(this.timer);
    const release = this.release;
    this.release = null;
    if (!release) return;
    release();
    this.onRelease();
  }

  private after(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), ms);
  }
}
