/**
 * Keys that come before the part of the editor that knows what they do (parts.ts): on a slow line somebody presses Enter in the first
 * second and types on. From the first such key on everything that is pressed waits behind it, and what others do waits
 * too, so that all of it is carried out in order and in the text that it was meant for.
 */
import type { EditorView } from 'prosemirror-view';
import type { OpenDraft } from '../../app/connected_draft';
import { fetchPart, partHere } from '../parts';

const AGAIN_MS = 1000;

/** What Backspace and Delete take: before the caret, behind it. */
const LETTER = [/.$/su, /^./su] as const;
const WORD = [
  /([\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+)?\s*$/u,
  /^\s*([\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_\s]+)?/u,
] as const;

const erases = (key: string) => key === 'Backspace' || key === 'Delete';

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
    if (!this.acts || event.isComposing || /^(Shift|Control|Alt|Meta|AltGraph)$/.test(event.key))
      return false;
    const { key } = event;
    const command = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
    if (command && !erases(key)) return false; // the commands themselves wait (runKey), what the browser does with the others does not
    if (key.length === 1) this.acts.push(() => this.write(key));
    else this.acts.push(() => this.run(event) || this.erase(key, command || event.altKey));
    event.preventDefault();
    return true;
  }

  /** The same for what a virtual keyboard asks for; a word that is being composed cannot be kept back. */
  takesInput({ cancelable, inputType, data }: InputEvent, act: (() => void) | null): boolean {
    if (!this.acts || !cancelable) return false;
    if (act) this.acts.push(act);
    else if (inputType === 'insertText' && data) this.acts.push(() => this.write(data));
    else if (inputType.startsWith('delete')) this.acts.push(() => this.erase('Backspace', false));
    return true;
  }

  /** What the browser would have done. */
  private erase(key: string, word: boolean): void {
    const { state } = this.host.view;
    const { $head, head, empty } = state.selection;
    if (!erases(key)) return;
    const [unitBefore, unitBehind] = word ? WORD : LETTER;
    const words = $head.parent.textBetween(0, $head.parent.content.size);
    const before = unitBefore.exec(words.slice(0, $head.parentOffset))?.[0].length ?? 0;
    const behind = unitBehind.exec(words.slice($head.parentOffset))?.[0].length ?? 0;
    const { tr } = state;
    if (!empty) tr.deleteSelection();
    else if (key === 'Backspace') tr.delete(head - before, head);
    else tr.delete(head, head + behind);
    this.host.view.dispatch(tr);
  }

  private async fetch(): Promise<void> {
    while (!partHere('gestures')) {
      await fetchPart('gestures').catch(() => new Promise((resolve) => setTimeout(resolve, AGAIN_MS)));
    }
  }
}
