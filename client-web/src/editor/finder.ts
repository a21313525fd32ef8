/** Finding words in the text of one editor: all matches are marked, and one of them is the current one. */
import { TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { FindState } from './editor_types';
import { scrollToElement } from './goto';
import { finding, setFinding } from './plugins/find';

export class Finder {
  constructor(private readonly view: EditorView) {}

  get state(): FindState {
    const { query, matches, current } = finding(this.view.state);
    return { query, count: matches.length, current: current + 1 };
  }

  highlight(query: string): void {
    this.view.dispatch(setFinding(this.view.state, query, -1));
  }

  /** Other words are seen now. */
  look(): void {
    const { query } = finding(this.view.state);
    if (query) this.highlight(query);
  }

  /** From the caret on, the first time; then from match to match, round and round. */
  goOn(step: 1 | -1): void {
    const { matches, current } = finding(this.view.state);
    if (matches.length === 0) return;
    const { head } = this.view.state.selection;
    const ahead = matches.findIndex((match) => match.from >= head);
    this.goTo(current < 0 ? Math.max(0, ahead) : (current + step + matches.length) % matches.length);
  }

  /** Makes one match the current one, by index; one that does not exist: none. */
  goTo(index: number): void {
    const { query, matches } = finding(this.view.state);
    const match = matches[index];
    this.view.dispatch(setFinding(this.view.state, query, match ? index : -1));
    if (match) this.scrollTo(match.from);
  }

  /** The match that was current stays selected. */
  end(): void {
    const { matches, current } = finding(this.view.state);
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
