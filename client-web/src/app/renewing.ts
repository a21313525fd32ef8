/**
 * A tab remembers its replica id. Where that id belongs to another participant, because somebody else has signed in here since,
 * the server closes the line with 4403, which also says that there is no access. So the tab tries again under a new id, once; a
 * second 4403 is about access.
 */
import { FORBIDDEN } from '../net/close_codes';
import type { LineState } from '../net/line';
import { tabKey, type TabMemory } from '../store/replicas';

export class Renewing {
  private tried = false;

  constructor(
    private readonly tab: TabMemory,
    private readonly replicaKey: string,
  ) {}

  /** Whether the tab is to be opened again; its id is forgotten then. */
  begins(line: LineState): boolean {
    if (line.state !== 'stopped' || line.code !== FORBIDDEN || this.tried) return false;
    this.tried = true;
    this.tab.set(tabKey(this.replicaKey), '');
    return true;
  }
}
