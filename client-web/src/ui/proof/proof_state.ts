/** What is known about the server's honesty, for the strip and the dialog. */
import type { Verdict } from '../../proof/guard';

export interface ProofState {
  checking: boolean;
  /** The server answered the last time. */
  reached: boolean;
  /** Null: nothing compared yet, or nothing can be said. */
  verdict: Verdict | null;
  /** When it was compared, ms. */
  at: number;
}

export const NOTHING_YET: ProofState = { checking: false, reached: true, verdict: null, at: 0 };
