/** The carets of the others in the text, and the one that is followed. */
import { effect } from '@preact/signals';
import { readDomSelection } from '../document/dom_selection';
import { isOnScreen, scrollToElement } from '../scrolling';
import type { EditorHost } from '../host';
import { showPeers, type Peer } from './peer_carets';
import { findItem } from '../document/points';

export { peersPlugin } from './peer_carets';

export class Others {
  private followed: string | null = null;
  private frame = 0;
  private readonly stopWatching: () => void;

  constructor(private readonly host: EditorHost) {
    const { draft } = host;
    this.stopWatching = effect(() => {
      draft.carets.value;
      draft.participants.value;
      cancelAnimationFrame(this.frame);
      this.frame = requestAnimationFrame(() => this.draw());
    });
  }

  draw(): void {
    const { view, held } = this.host;
    if (view.isDestroyed || held) return;
    readDomSelection(view);
    view.dispatch(showPeers(view.state, this.peers()));
    this.showFollowed();
  }

  follow(client: string | null): void {
    this.followed = client;
    this.showFollowed();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.stopWatching();
  }

  private peers(): Peer[] {
    const { draft, lang: ours } = this.host;
    const people = new Map(draft.participants.value.map((person) => [person.id, person]));
    return draft.carets.value.map(({ client, participant, item, lang, anchor, head }) => {
      const person = people.get(participant);
      const name = person?.name ?? '';
      const code = person?.delegation ?? (name || '?');
      return { client, item, anchor, head, name, code, here: lang === ours };
    });
  }

  private showFollowed(): void {
    const { draft, view } = this.host;
    const caret = draft.carets.value.find(({ client }) => client === this.followed);
    const found = caret && findItem(view.state.doc, caret.item);
    const element = found && view.nodeDOM(found.pos);
    if (element instanceof Element && !isOnScreen(element)) scrollToElement(element);
  }
}
