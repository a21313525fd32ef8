/** What is known about the server's honesty, for the strip and the dialog. */
import type { Cosigning } from '../../proof/cosigning';
import type { Verdict } from '../../proof/guard';

export interface ProofState {
  checking: boolean;
  /** The server answered the last time. */
  reached: boolean;
  /** Null: nothing compared yet, or nothing can be said. */
  verdict: Verdict | null;
  /** Who cosigns; null: not asked for yet. */
  cosigning: Cosigning | null;
  /** The key of this device, where it is known to all; null: it has none. */
  device: string | null;
  /** When it was compared, ms. */
  at: number;
}

export const NOTHING_YET: ProofState = {
  checking: false,
  reached: true,
  verdict: null,
  cosigning: null,
  device: null,
  at: 0,
};
