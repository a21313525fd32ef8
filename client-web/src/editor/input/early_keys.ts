/**
 * Keys that come before the part of the editor that knows what they do (parts.ts): on a slow line somebody presses Enter in the first
 * second and types on. From the first such key on everything that is pressed waits behind it, what moves the caret too, and what others
 * do waits as well, so that all of it is carried out in order and in the text that it was meant for. What a browser would have
 * done by itself is done by `as_browser` then.
 */
import type { EditorView } from 'prosemirror-view';
import type { OpenDraft } from '../../app/connected_draft';
import type { Point } from '../edit/plan';
import { pointAt } from '../document/points';
import { fetchPart, partHere } from '../parts';

const AGAIN_MS = 1000;

/** What acts in the text, with or without a command key. */
const ACTS_IN_TEXT = /^(Arrow|Page|Home$|End$|Backspace$|Delete$)/;

export class EarlyKeys {
  private acts: (() => void)[] | null = null;

  constructor(
    private readonly host: { readonly view: EditorView; readonly draft: OpenDraft },
    /** What a key is bound to; false where it is bound to nothing here. */
    private readonly run: (event: KeyboardEvent) => boolean,
    private readonly write: (words: string) => void,
  ) {}

  get waiting(): boolean {
    return this.acts !== null;
  }

  wait(act: () => void): void {
    if (this.acts) return void this.acts.push(act);
    this.acts = [act];
    const release = this.host.draft.hold();
    void this.fetch().then(() => {
      const acts = this.acts ?? [];
      this.acts = null;
      if (!this.host.view.isDestroyed) for (const each of acts) each();
      release();
    });
  }

  /** True where the key waits. */
  takes(event: KeyboardEvent): boolean {
    if (!this.acts || event.isComposing || /^(Shift|Control|Alt|Meta|AltGraph|Dead|F\d+)$/.test(event.key))
      return false;
    const { key } = event;
    const command = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
    // Other commands wait themselves (runKey, copyTo), or are none of the text.
    if (command && !ACTS_IN_TEXT.test(key) && key.toLowerCase() !== 'a') return false;
    if (key.length === 1 && !command) this.acts.push(() => this.write(key));
    else this.acts.push(() => this.run(event) || partHere('asBrowser')!.press(this.host.view, event));
    event.preventDefault();
    return true;
  }

  /** The same for what a virtual keyboard asks for; a word that is being composed cannot be kept back. */
  takesInput({ cancelable, inputType, data }: InputEvent, act: (() => void) | null): boolean {
    if (!this.acts || !cancelable) return false;
    if (act) this.acts.push(act);
    else if (inputType === 'insertText' && data) this.acts.push(() => this.write(data));
    else if (inputType.startsWith('delete'))
      this.acts.push(() => partHere('asBrowser')!.erase(this.host.view, 'Backspace', false));
    return true;
  }

  /** And for a click: the caret is put there when it is its turn. */
  takesClick(event: MouseEvent): boolean {
    const { view } = this.host;
    const found = this.acts && view.posAtCoords({ left: event.clientX, top: event.clientY });
    if (!found) return false;
    const point: Point = pointAt(view.state.doc.resolve(found.pos));
    this.acts!.push(() => partHere('asBrowser')!.click(view, point, event.shiftKey));
    event.preventDefault();
    return true;
  }

  private async fetch(): Promise<void> {
    while (!partHere('gestures') || !partHere('asBrowser')) {
      await Promise.all([fetchPart('gestures'), fetchPart('asBrowser')]).catch(
        () => new Promise((resolve) => setTimeout(resolve, AGAIN_MS)),
      );
    }
  }
}
