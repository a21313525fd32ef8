/** What the find bar needs from whoever shows the text: the editor, or reading mode. */
import type { FindState } from '../../../editor';

export interface TextFinder {
  find(query: string): FindState;
  findNext(step: 1 | -1): FindState;
  endFind(): void;
  focus(): void;
}
