/** Finding words in the text of one editor: what is wanted, until there is what searches. */
import type { EditorState, Plugin } from 'prosemirror-state';
import type { FindState } from '../editor_types';
import type { EditorHost } from '../host';
import { fetchPart } from '../parts';
import type { Search } from './search';

export class Finder {
  /** It comes when something is first looked for. */
  search: Search | null = null;
  /** What is looked for as soon as one can. */
  private wanted = '';

  constructor(
    private readonly host: EditorHost,
    private readonly attach: (plugin: Plugin) => void,
  ) {}

  get state(): FindState {
    return this.search?.state ?? { query: this.wanted, count: 0, current: 0 };
  }

  highlight(query: string): void {
    this.wanted = query;
    if (this.search) this.search.highlight(query);
    else if (query) void this.fetch();
  }

  private async fetch(): Promise<void> {
    const { Search, findPlugin } = await fetchPart('finding');
    if (this.search || this.host.view.isDestroyed) return;
    this.search = new Search(this.host);
    this.attach(findPlugin(this.host));
    this.highlight(this.wanted);
    if (this.wanted) this.search.goOn(1);
  }

  /** Whether the step from one state to the next found something else. */
  changed(before: EditorState, now: EditorState): boolean {
    return this.search?.changed(before, now) ?? false;
  }

  /** Other words are seen now. */
  look(): void {
    const { query } = this.state;
    if (query) this.highlight(query);
  }

  /** The match that was current stays selected. */
  end(): void {
    this.wanted = '';
    if (!this.host.view.isDestroyed) this.search?.end();
  }
}
