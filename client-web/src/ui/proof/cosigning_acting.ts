/** What the parts of the cosigning view share. */
import type { Cosigning } from '../../proof/cosigning';
import type { Workspace } from '../draft/workspace';

export interface Acting {
  ws: Workspace;
  state: Cosigning;
  /** Runs it; what goes wrong is said. False: it was not done. */
  run(act: () => Promise<unknown>): void;
  busy: boolean;
}
