/** Finding words in the text of one editor: all matches are marked, and one of them is the current one. */
import { TextSelection, type EditorState, type Plugin } from 'prosemirror-state';
import type { FindState } from '../editor_types';
import type { EditorHost } from '../host';
import type { Match } from '../../text/find_text';
import { scrollToElement } from '../scrolling';
import { fetchPart } from '../parts';

type Finding = typeof import('./found_words');

export class Finder {
  private finding: Finding | null = null;
  /** What is looked for as soon as one can. */
  private wanted = '';

  constructor(
    private readonly host: EditorHost,
    private readonly attach: (plugin: Plugin) => void,
  ) {}

  private get view() {
    return this.host.view;
  }

  get state(): FindState {
    if (!this.finding) return { query: this.wanted, count: 0, current: 0 };
    const { query, matches, current } = this.finding.finding(this.view.state);
    return { query, count: matches.length, current: current + 1 };
  }

  highlight(query: string): void {
    this.wanted = query;
    if (this.finding) this.view.dispatch(this.finding.setFinding(this.view.state, query, -1));
    else if (query) void this.fetch();
  }

  /** Finding comes when it is first asked for. */
  private async fetch(): Promise<void> {
    const finding = await fetchPart('finding');
    if (this.finding || this.view.isDestroyed) return;
    this.finding = finding;
    this.attach(finding.findPlugin(this.host));
    this.highlight(this.wanted);
    if (this.wanted) this.goOn(1);
  }

  /** Whether the step from one state to the next found something else. */
  changed(before: EditorState, now: EditorState): boolean {
    return this.finding !== null && this.finding.finding(before) !== this.finding.finding(now);
  }

  /** Other words are seen now. */
  look(): void {
    const { query } = this.state;
    if (query) this.highlight(query);
  }

  /** From the caret on, the first time; then from match to match, round and round. */
  goOn(step: 1 | -1): void {
    if (!this.finding) return;
    const { matches, current } = this.finding.finding(this.view.state);
    if (matches.length === 0) return;
    const { head } = this.view.state.selection;
    const ahead = matches.findIndex((match) => match.from >= head);
    this.goTo(current < 0 ? Math.max(0, ahead) : (current + step + matches.length) % matches.length);
  }

  /** Makes the match with this index the current one; where there is no such match, none is current. */
  goTo(index: number): void {
    if (!this.finding) return;
    const { query, matches } = this.finding.finding(this.view.state);
    const match = matches[index];
    this.view.dispatch(this.finding.setFinding(this.view.state, query, match ? index : -1));
    if (match) this.scrollTo(match.from);
  }

  /** All of them, or the current one; null where none is. */
  found(all: boolean): readonly Match[] | null {
    if (!this.finding) return null;
    const { matches, current } = this.finding.finding(this.view.state);
    if (all) return matches;
    return matches[current] ? [matches[current]] : null;
  }

  /** The index of the first match at or behind a position; none: as many as there are. */
  indexFrom(pos: number): number {
    const { matches } = this.finding!.finding(this.view.state);
    const index = matches.findIndex(({ from }) => from >= pos);
    return index < 0 ? matches.length : index;
  }

  /** The match that was current stays selected. */
  end(): void {
    this.wanted = '';
    if (!this.finding || this.view.isDestroyed) return;
    const { query, matches, current } = this.finding.finding(this.view.state);
    if (!query) return;
    const match = matches[current];
    const tr = this.finding.setFinding(this.view.state, '', -1);
    if (match) tr.setSelection(TextSelection.create(tr.doc, match.from, match.to));
    this.view.dispatch(tr);
  }

  private scrollTo(pos: number): void {
    const element = this.view.nodeDOM(this.view.state.doc.resolve(pos).before(1));
    if (element instanceof Element) scrollToElement(element);
  }
}
