/** The search in the text of one editor: all matches are marked, and one of them is the current one. */
import { TextSelection, type EditorState } from 'prosemirror-state';
import type { FindState } from '../editor_types';
import type { EditorHost } from '../host';
import type { Match } from '../../text/find_text';
import { scrollToElement } from '../scrolling';
import { finding, setFinding } from './found_words';

export { findPlugin } from './found_words';

export class Search {
  constructor(private readonly host: EditorHost) {}

  private get view() {
    return this.host.view;
  }

  private get finding() {
    return finding(this.view.state);
  }

  get state(): FindState {
    const { query, matches, current } = this.finding;
    return { query, count: matches.length, current: current + 1 };
  }

  highlight(query: string): void {
    this.view.dispatch(setFinding(this.view.state, query, -1));
  }

  /** Whether the step from one state to the next found something else. */
  changed(before: EditorState, now: EditorState): boolean {
    return finding(before) !== finding(now);
  }

  /** From the caret or the selected words on, the first time; then from match to match, round and round. */
  goOn(step: 1 | -1): void {
    const { matches, current } = this.finding;
    if (matches.length === 0) return;
    this.goTo(current < 0 ? this.first % matches.length : (current + step + matches.length) % matches.length);
  }

  /** The index of the first match from the caret or the selected words on; none: as many as there are. */
  get first(): number {
    return this.indexFrom(this.view.state.selection.from);
  }

  /** Makes the match with this index the current one; where there is no such match, none is current. */
  goTo(index: number): void {
    const { query, matches } = this.finding;
    const match = matches[index];
    this.view.dispatch(setFinding(this.view.state, query, match ? index : -1));
    if (match) this.scrollTo(match.from);
  }

  /** All of them, or the current one; null where none is. */
  found(all: boolean): readonly Match[] | null {
    const { matches, current } = this.finding;
    if (all) return matches;
    return matches[current] ? [matches[current]] : null;
  }

  /** The index of the first match at or behind a position; none: as many as there are. */
  indexFrom(pos: number): number {
    const { matches } = this.finding;
    const index = matches.findIndex(({ from }) => from >= pos);
    return index < 0 ? matches.length : index;
  }

  end(): void {
    const { query, matches, current } = this.finding;
    if (!query) return;
    const match = matches[current];
    const tr = setFinding(this.view.state, '', -1);
    if (match) tr.setSelection(TextSelection.create(tr.doc, match.from, match.to));
    this.view.dispatch(tr);
  }

  private scrollTo(pos: number): void {
    const element = this.view.nodeDOM(this.view.state.doc.resolve(pos).before(1));
    if (element instanceof Element) scrollToElement(element);
  }
}
