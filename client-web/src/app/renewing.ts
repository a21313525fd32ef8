/**
 * A tab whose remembered replica id belongs to another participant, as after somebody else signed in here, is turned
 * away with 4403, as one without any access is. So it goes on under a new id, once; a second 4403 is about access.
 */
import type { LineState } from '../net/line';
import { tabKey, type TabMemory } from '../store/replicas';

const NOT_YOURS = 4403;

export class Renewing {
  private tried = false;

  constructor(
    private readonly tab: TabMemory,
    private readonly replicaKey: string,
  ) {}

  /** Whether the tab is to be opened again; its id is forgotten then. */
  begins(line: LineState): boolean {
    if (line.state !== 'stopped' || line.code !== NOT_YOURS || this.tried) return false;
    this.tried = true;
    this.tab.set(tabKey(this.replicaKey), '');
    return true;
  }
}
