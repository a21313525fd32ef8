/**
 * Keys that come before the part of the editor that knows what they do (parts.ts): on a slow line somebody presses Enter in the first
 * second and types on. From the first such key on everything that is done waits behind it, what moves the caret too, and what others
 * do waits as well, so that all of it is carried out in order and in the text that it was meant for. What a browser would have
 * done by itself is done by `as_browser` then.
 *
 * A word that is being composed cannot be kept back: it is the browser's until it is done. The draft is not told of it meanwhile
 * (`composing`), nothing is carried out under it, and when it is done it is taken out of the document and waits like the rest.
 */
import type { EditorView } from 'prosemirror-view';
import type { OpenDraft } from '../../app/connected_draft';
import { followChanges } from '../../draft/caret';
import type { Lang } from '../../wire/types';
import { flushDom } from '../document/dom_selection';
import type { Point } from '../edit/plan';
import { pointAt, pointsOf, type PointRange } from '../document/points';
import { fetchPart, partHere, type Parts } from '../parts';
import { SETTLE_MS } from './composing';

const AGAIN_MS = 1000;

/** What acts in the text, with or without a command key. */
const ACTS_IN_TEXT = /^(Arrow|Page|Home$|End$|Backspace$|Delete$)/;
/** What does nothing by itself: modifiers, and keys that an input method has taken. */
const NO_ACT = /^(Shift|Control|Alt|Meta|AltGraph|Dead|Process|Unidentified|F\d+)$/;

interface Host {
  readonly view: EditorView;
  readonly draft: OpenDraft;
  readonly lang: Lang;
  /** Draws all of the document as the draft has it, with the selection there. */
  drawAnew(selection: PointRange): void;
}

interface Composition {
  /** Where it began. */
  readonly at: PointRange;
  readonly done: Promise<void>;
  finish(): void;
  timer?: ReturnType<typeof setTimeout>;
}

export class EarlyKeys {
  private acts: { act: () => void; ready?: Promise<unknown> | undefined }[] | null = null;
  private acting = false;
  private composition: Composition | null = null;
  /** Of the word that is being composed now, what waits. */
  private composed = { words: '' };

  constructor(
    private readonly host: Host,
    /** What a key is bound to; false where it is bound to nothing here. */
    private readonly run: (event: KeyboardEvent) => boolean,
    private readonly write: (words: string) => void,
  ) {}

  get waiting(): boolean {
    return this.acts !== null && !this.acting;
  }

  /** The document has words that the draft is not to be told of. */
  get composing(): boolean {
    return this.composition !== null;
  }

  wait(act: () => void, ready?: Promise<unknown>): void {
    if (this.acts) return void this.acts.push({ act, ready });
    this.acts = [{ act, ready }];
    void this.carryOut(this.acts);
  }

  /** Does it by a part: at once where that is here and nothing waits. Where it does not come, it is not done, and the rest goes on. */
  by<Name extends keyof Parts>(name: Name, act: (part: Parts[Name]) => void): void {
    const part = partHere(name);
    if (part && !this.waiting) return act(part);
    const fetched = fetchPart(name).catch(() => undefined);
    this.wait(() => partHere(name) && act(partHere(name)!), fetched);
  }

  /** The place that somebody pointed at, where it is when its turn has come: what waits before that moves it. Null beside the text. */
  pointedAt({ clientX: left, clientY: top }: MouseEvent): (() => Point) | null {
    const { view, lang } = this.host;
    const found = view.posAtCoords({ left, top });
    if (!found) return null;
    const { item, offset } = pointAt(view.state.doc.resolve(found.pos));
    let place = { item, lang, anchor: offset, head: offset };
    const stop = this.host.draft.onView((event) => {
      if (event.type === 'changes') place = followChanges(place, event.changes);
    });
    return () => {
      stop();
      return { item: place.item, offset: place.head };
    };
  }

  /** True where the key waits. What it writes comes by `takesInput`: with an accent before it only the browser knows what that is. */
  takes(event: KeyboardEvent): boolean {
    const { key } = event;
    if (!this.acts || event.isComposing || NO_ACT.test(key)) return false;
    const command = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
    // Other commands wait themselves (runKey, copyTo), or are none of the text.
    if (command ? !ACTS_IN_TEXT.test(key) && key.toLowerCase() !== 'a' : key.length === 1) return false;
    this.wait(() => this.run(event) || partHere('asBrowser')!.press(this.host.view, event));
    event.preventDefault();
    return true;
  }

  /** The same for what is written, and for what a virtual keyboard asks for. */
  takesInput({ cancelable, inputType, data }: InputEvent, act: (() => void) | null): boolean {
    if (!this.acts || !cancelable) return false;
    if (act) this.wait(act);
    else if (inputType === 'insertText' && data) this.wait(() => this.write(data));
    else if (inputType.startsWith('delete'))
      this.wait(() => partHere('asBrowser')!.erase(this.host.view, 'Backspace', false));
    return true;
  }

  /** And for a click: the caret is put there when it is its turn. */
  takesClick(event: MouseEvent): boolean {
    const { view } = this.host;
    if (!this.acts) return false;
    this.endComposing();
    const point = this.pointedAt(event);
    if (!point) return false;
    this.wait(() => partHere('asBrowser')!.click(view, point(), event.shiftKey));
    event.preventDefault();
    return true;
  }

  /** True where the word that begins waits. */
  takesComposition(): boolean {
    if (!this.acts) return false;
    clearTimeout(this.composition?.timer);
    this.composition ??= compositionAt(pointsOf(this.host.view.state.selection));
    const composed = (this.composed = { words: '' });
    this.wait(() => composed.words && this.write(composed.words));
    return true;
  }

  /** The document is put right once the browser has told all of it. */
  composedTo(words: string): void {
    if (!this.composition) return;
    this.composed.words = words;
    this.composition.timer = setTimeout(() => this.settle(), SETTLE_MS);
  }

  private endComposing(): void {
    if (!this.composition) return;
    this.host.view.dom.blur(); // which ends it, and tells
    this.host.view.focus();
    this.settle();
  }

  private settle(): void {
    const { composition } = this;
    if (!composition || this.host.view.isDestroyed) return;
    clearTimeout(composition.timer);
    flushDom(this.host.view);
    this.composition = null;
    this.host.drawAnew(composition.at);
    composition.finish();
  }

  private async carryOut(acts: NonNullable<typeof this.acts>): Promise<void> {
    const release = this.host.draft.hold();
    await this.fetch();
    // More may come while it goes on.
    for (const { act, ready } of acts) {
      await ready;
      while (this.composition) await this.composition.done;
      if (this.host.view.isDestroyed) break;
      this.acting = true;
      act();
      this.acting = false;
    }
    this.acts = null;
    release();
  }

  private async fetch(): Promise<void> {
    while (!partHere('gestures') || !partHere('asBrowser')) {
      await Promise.all([fetchPart('gestures'), fetchPart('asBrowser')]).catch(
        () => new Promise((resolve) => setTimeout(resolve, AGAIN_MS)),
      );
    }
  }
}

function compositionAt(at: PointRange): Composition {
  let finish = () => undefined as void;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { at, done, finish };
}
