/** The line to the server as a person should see it: what is back in a moment is not worth a word. */
import { signal } from '@preact/signals';
import type { Clock } from '../net/clock';
import { CROWDED, DONE, ELSEWHERE, FORBIDDEN, NOT_FOUND, UNAUTHORIZED } from '../net/close_codes';
import type { LineState } from '../net/line';
import type { NetworkEvents } from '../net/network_events';
import type { ClosedReason, Connection } from './open_draft';

const GRACE_MS = 1200;
/** Without a line for so long, everybody is told across the page. */
const CUT_OFF_MS = 10_000;

const CLOSED: { [code: number]: ClosedReason } = {
  [UNAUTHORIZED]: 'unauthorized',
  [FORBIDDEN]: 'no-access',
  [NOT_FOUND]: 'no-access',
  [ELSEWHERE]: 'elsewhere',
  [DONE]: 'closed',
};

export class LineStatus {
  readonly connection = signal<Connection>({ state: 'loading' });
  /** No line for a while: what is shown may be old, also for who only reads. */
  readonly cutOff = signal(false);
  /** The server has no place for one more connection now. It is tried again, as places become free. */
  readonly crowded = signal(false);
  /** Ends the grace that a lost line has; null while none runs. */
  private cancelGrace: (() => void) | null = null;
  private cancelCutOff: (() => void) | null = null;
  private latest: LineState = { state: 'connecting' };

  constructor(
    private readonly clock: Clock,
    private readonly network: NetworkEvents,
    private readonly changed: () => void,
  ) {
    this.watchForCutOff({ state: 'loading' });
  }

  /** Why nothing more is tried, or null. */
  get closed(): ClosedReason | null {
    const connection = this.connection.value;
    return connection.state === 'closed' ? connection.why : null;
  }

  set(line: LineState): void {
    this.latest = line;
    if (line.state !== 'connecting') this.crowded.value = line.state === 'waiting' && line.code === CROWDED;
    const { state } = this.connection.value;
    if (line.state === 'up') this.show({ state: 'live' });
    else if (line.state === 'stopped') this.show({ state: 'closed', why: CLOSED[line.code] ?? 'protocol' });
    else if (this.crowded.value || state === 'reconnecting' || state === 'offline') this.lost();
    else if (state === 'live' && !this.network.isOnline()) this.lost();
    else if (state === 'live') this.cancelGrace ??= this.clock.after(GRACE_MS, () => this.lost());
  }

  /** The line is open, but nothing has come since then, though it was asked; null: something has. */
  silent(since: number | null): void {
    if (this.latest.state !== 'up') return;
    if (since === null) this.show({ state: 'live' });
    else this.lost(since);
  }

  reset(): void {
    this.show({ state: 'loading' });
  }

  close(): void {
    this.show({ state: 'closed', why: 'closed' });
  }

  private lost(when = this.clock.now()): void {
    const line = this.latest;
    const known = this.connection.value;
    const since = 'since' in known ? known.since : when;
    const next = line.state === 'waiting' ? line.next : this.clock.now();
    this.show(this.network.isOnline() ? { state: 'reconnecting', since, next } : { state: 'offline', since });
  }

  private show(connection: Connection): void {
    this.cancelGrace?.();
    this.cancelGrace = null;
    this.watchForCutOff(connection);
    this.connection.value = connection;
    this.changed();
  }

  /** Counts from when the line was lost, however often it is tried again meanwhile. */
  private watchForCutOff(connection: Connection): void {
    if (connection.state === 'live' || connection.state === 'closed') {
      this.cancelCutOff?.();
      this.cancelCutOff = null;
      this.cutOff.value = false;
      return;
    }
    if (this.crowded.value) this.cutOff.value = true; // there is something to be told at once
    const gone = 'since' in connection ? this.clock.now() - connection.since : 0;
    this.cancelCutOff ??= this.clock.after(CUT_OFF_MS - gone, () => (this.cutOff.value = true));
  }
}
