/** What the parts of the host's page share: the overview, and how something is done and told. */
import type { Overview } from './calls';

export interface Office {
  overview: Overview;
  /** Counts what was done here, so that lists are read again. */
  done: number;
  act: (what: () => Promise<unknown>) => Promise<void>;
}
