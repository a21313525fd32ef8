/**
 * The editor of a draft in one language. It shows a projection of `draft.view` and never decides what the text is:
 * what the person does becomes changes, the open draft accepts or refuses them, and the document follows.
 *
 * There are two ways in, and one way to the screen, `show`:
 *
 *   the person   dispatch ──► textChangesOf ──► takeText       typing, deleting and formatting inside items: exact steps
 *                        └──► takeStructure                    anything else that a browser did: read from both documents
 *                runPlan  ──► makePlan                         commands, keys, pasting: changes are planned from the draft
 *                both     ──► submit ──► draft.submit
 *   the draft    onView   ──► drawing.after                    others' changes, undo, the other language of a pair
 *
 * Its states:
 *
 *   at rest      the document equals the projection of `draft.view`
 *   submitting   `draft.submit` is running: the view has changed, and the event about it is not news (`submitting`)
 *   composing    an input method writes: the document is the browser's until it is done. What others do waits in the open
 *                draft (`hold`), and a proposal that the words became is drawn when they are done (`composedProposal`)
 *   read only    nothing is taken, but keys still find and go (`readonlyKey`)
 *
 * What always holds outside of a composition:
 *
 *   1. A transaction that changes the document is either one of ours (REDRAW) or was accepted by the draft before it is shown.
 *      What is refused never reaches the document: `takeBack` leaves the text as it is, and `refuse` says why.
 *   2. After `submit` the document is redrawn from the view where the two may differ: the draft may have made something else
 *      of what was done (words as a proposal, characters left out).
 *   3. Nothing but `draft.view` is drawn. Positions come and go as items and offsets (document/points), so that they are
 *      still right after others' changes.
 *
 * An example. In an item under review a delegation types x behind "ab". The browser puts "abx" into the document, ProseMirror
 * makes a transaction of it, and `dispatch` reads the change {insert x at 2} from its step. `draft.submit` accepts it as
 * something else: a new proposal, and x with its mark. So the transaction is dropped, and `showProposed` redraws the item
 * from the view, "ab[MX: x]", with the caret behind the x. Somebody else's "!" at the end comes as `onView`: an exact step
 * behind the bracket, and the caret stays where it was.
 */
import { computed, effect, signal, untracked, type Signal } from '@preact/signals';
import type { ResolvedPos } from 'prosemirror-model';
import { EditorState, TextSelection, type Plugin, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { EditorView } from 'prosemirror-view';
import type { OpenDraft } from '../app/connected_draft';
import type { OwnCaret, SubmitResult, ViewEvent } from '../app/open_draft';
import { insertedWords } from '../text/delta';
import { mayMark } from '../draft/negotiation';
import type { Bracket } from '../draft/nesting';
import { inLang } from '../text/direction';
import { outlineRow } from '../draft/numbering';
import { proposesIn } from '../draft/propose';
import type { Change, Lang, TextChange } from '../wire/types';
import { beforeInput, isLeftToInput } from './input/before_input';
import { behindOwnStruck, caretAfterProposal, placeAsMade } from './input/caret_after';
import { commandEnabled, editorKeys, itemTarget, runCommand, selectionTarget } from './commands/commands';
import { CompositionHold } from './input/composing';
import { flushDom, readDomSelection } from './document/dom_selection';
import type { Plan } from './edit/plan';
import type { CommandId } from './commands/command_list';
import type { Editor } from './editor_face';
import type {
  EditorLabels,
  EditorOptions,
  FindState,
  RefusalCode,
  Replaced,
  SelectionState,
} from './editor_types';
import { Drawing } from './document/drawing';
import { REDRAW } from './document/redraw';
import { Finder } from './find/finder';
import { scrollToElement } from './scrolling';
import type { ItemHandle } from './margin/handle';
import type { EditorHost } from './host';
import { EarlyKeys } from './input/early_keys';
import { copyTo, deleteSelection, inputProps, write } from './input/input';
import { fetchParts, fetchPart, partHere } from './parts';
import { textChangesOf } from './document/local_changes';
import { bringsUnseen, withoutUnseenWords } from './input/legible';
import { openLink } from './edit/web_address';
import { marginClick } from './margin/margin_click';
import type { Others } from './peers/others';
import { endOfChange, findItem, pointAt, posOf, type PointRange } from './document/points';
import { commentsPlugin, showComments } from './margin/commented_words';
import { flashItem, itemClassesPlugin } from './margin/item_classes';
import { keepFit, manyRemovedBy } from './commands/remove_many';
import { itemAttrs, schema } from './document/schema';
import { describeSelection, noSelection, ownCaret } from './document/selection_state';
import type { ShownAs } from './views/shown';

const FLASH_MS = 1600;
const REFUSED_MS = 1000;
/** Room for the bar above and below when the caret is scrolled into view. */
const SCROLL_ROOM = { top: 96, bottom: 72, left: 0, right: 0 };

export function createEditor(options: EditorOptions): Editor {
  const frame = options.mount.appendChild(document.createElement('div'));
  frame.className = 'editor-frame';
  return new DraftEditor(options, frame, frame);
}

export class DraftEditor implements Editor, EditorHost {
  readonly draft: OpenDraft;
  readonly lang: Lang;
  readonly view: EditorView;
  readonly selection: Signal<SelectionState>;
  readonly finder: Finder;
  readonly single = [this];
  tabLeaves = false;
  shown: ShownAs = null;
  readonly names = (bracket: Bracket) => this.drawing.sponsorsOf(bracket).who;

  readonly early: EarlyKeys;

  private readonly drawing: Drawing;
  private plugins: readonly Plugin[];
  /** While the text is shown clean: what somebody means who does not see what is struck. */
  private clean: typeof import('./views/clean_view') | null = null;
  private handle: ItemHandle | null = null;
  private readonly hold: CompositionHold;
  private others: Others | null = null;
  /** Whose caret is followed, as soon as others are drawn. */
  private followed: string | null = null;
  private readonly endings: (() => void)[] = [];
  private labels: EditorLabels;
  private readonly: boolean;
  /** Our own change is on its way through the open draft: its event is not news. */
  private submitting = false;
  /** Words being composed became a proposal: the document is put right when they are done. */
  private composedProposal = false;

  constructor(
    readonly handlers: EditorOptions,
    /** Positioned; the handle lives in it. */
    private readonly frame: HTMLElement,
    parent: HTMLElement,
  ) {
    this.draft = handlers.draft;
    this.lang = handlers.lang;
    this.labels = handlers.labels;
    this.readonly = handlers.readonly ?? false;
    this.drawing = new Drawing(this.draft, this.lang, (code) => this.labels.delegation(code));
    this.plugins = [commentsPlugin(this.lang), itemClassesPlugin()];
    this.selection = signal(noSelection(this.lang));
    this.hold = new CompositionHold(
      () => this.draft.hold(),
      () => {
        this.settleComposed();
        this.others?.draw();
        this.drawComments();
      },
    );
    this.drawing.syncRights();
    const keys = editorKeys(this);
    this.early = new EarlyKeys(
      this,
      (event) => keys(this.view, event),
      (words) => write(this, words),
    );
    this.view = this.createView(parent, keys);
    this.finder = new Finder(this, (plugin) => this.addPlugin(plugin));
    void this.addOthers();
    if (handlers.handle !== false) void this.addHandle();
    fetchParts();
    this.setLabels(this.labels);
    this.drawComments();
    this.watch();
  }

  get dom(): HTMLElement {
    return this.view.dom;
  }

  get writable(): boolean {
    return !this.readonly && this.draft.saved.value.state !== 'readonly';
  }

  get held(): boolean {
    return this.hold.holding;
  }

  focus(): void {
    this.view.focus();
  }

  range(): OwnCaret | null {
    const { $from, $to, empty } = this.view.state.selection;
    if (empty || !$from.sameParent($to) || $from.depth === 0) return null;
    const { id: item } = itemAttrs($from.parent);
    return { item, lang: this.lang, anchor: $from.parentOffset, head: $to.parentOffset };
  }

  goToItem(item: string, { focus = true } = {}): boolean {
    const found = outlineRow(this.draft.view, item) && findItem(this.view.state.doc, item);
    if (!found) return false;
    if (focus) {
      this.view.dispatch(
        this.view.state.tr.setSelection(TextSelection.create(this.view.state.doc, found.pos + 1)),
      );
      this.view.focus();
    }
    const element = this.view.nodeDOM(found.pos);
    if (element instanceof Element) scrollToElement(element);
    flashItem(this.view, 'flash', item, FLASH_MS);
    return true;
  }

  run(command: CommandId): boolean {
    return runCommand(this, command, selectionTarget(this));
  }

  enabled(command: CommandId): boolean {
    return commandEnabled(this, command, selectionTarget(this));
  }

  runOn(item: string, command: CommandId): boolean {
    return outlineRow(this.draft.view, item) !== undefined && runCommand(this, command, itemTarget(item));
  }

  find(query: string): FindState {
    this.finder.highlight(query);
    return query ? this.findNext(1) : this.finder.state;
  }

  findNext(step: 1 | -1): FindState {
    if (this.handlers.onFindStep) return this.handlers.onFindStep(step);
    this.finder.search?.goOn(step);
    return this.finder.state;
  }

  endFind(): void {
    this.finder.end();
  }

  async replaceFound(words: string, all: boolean): Promise<Replaced | null> {
    const { replaceIn } = await fetchPart('replacing');
    return replaceIn([this], words, all, (index) => this.finder.search?.goTo(index));
  }

  follow(client: string | null): void {
    this.followed = client;
    this.others?.follow(client);
  }

  setReadonly(readonly: boolean): void {
    if (readonly === this.readonly) return;
    this.readonly = readonly;
    this.refresh();
  }

  setShown(shown: ShownAs): void {
    if (shown === this.shown) return;
    this.shown = shown;
    this.finder.look();
    void this.writeAsShown();
  }

  setLabels(labels: EditorLabels): void {
    this.labels = labels;
    const { style } = this.frame;
    for (const status of ['review', 'agreed', 'approved'] as const) {
      style.setProperty(`--label-${status}`, JSON.stringify(labels.status[status]));
    }
    style.setProperty('--label-stale', JSON.stringify(labels.stale));
    this.handle?.setLabel(labels.handle);
    this.refresh();
  }

  destroy(): void {
    this.hold.now();
    this.others?.destroy();
    for (const end of this.endings) end();
    this.handle?.destroy();
    this.view.destroy();
    if (this.frame.childElementCount === 0) this.frame.remove();
  }

  runPlan(plan: Plan): boolean {
    const many = this.handlers.onRemoveMany ? manyRemovedBy(this.draft.view, plan.changes) : [];
    if (many.length === 0) return this.makePlan(plan);
    const waiting = keepFit(this.draft, plan.changes);
    this.handlers.onRemoveMany!(many, (remove) => {
      waiting.stop();
      if (remove && waiting.changes) this.makePlan({ ...plan, changes: [...waiting.changes] });
    });
    return false;
  }

  private makePlan({ changes, caret }: Plan): boolean {
    const result = changes.length > 0 ? this.submit(changes, false) : null;
    if (!result?.ok) return false;
    const place = caret && result.changes ? placeAsMade(caret, result.changes, this.lang) : caret;
    this.showChanges(result.changes ?? changes, place ? { anchor: place, head: place } : undefined);
    return true;
  }

  endComposing(): void {
    flushDom(this.view);
    this.hold.now();
  }

  drawAnew(selection: PointRange): void {
    this.show(this.drawing.all(this.view.state, [], selection));
  }

  refuse(code: RefusalCode, item: string | null): void {
    if (item) flashItem(this.view, 'refused', item, REFUSED_MS);
    this.handlers.onNotice?.(code, item);
  }

  /** Nobody drags an item before there is one to see. */
  private async addOthers(): Promise<void> {
    const { Others, peersPlugin } = await fetchPart('others');
    if (this.view.isDestroyed) return;
    this.addPlugin(peersPlugin());
    this.others = new Others(this);
    this.others.follow(this.followed);
  }

  private async addHandle(): Promise<void> {
    const { ItemHandle } = await import('./margin/handle');
    if (this.view.isDestroyed) return;
    this.handle = new ItemHandle(this, this.frame);
    this.handle.setLabel(this.labels.handle);
  }

  /** Struck words that are not seen are written around. */
  private async writeAsShown(): Promise<void> {
    const module = this.shown ? await import('./views/clean_view') : null;
    if ((this.shown === null) !== (module === null) || this.clean === module || this.view.isDestroyed) return;
    this.clean = module;
    this.usePlugins();
  }

  extend(plugin: (lang: Lang) => Plugin): void {
    this.addPlugin(plugin(this.lang));
  }

  private addPlugin(plugin: Plugin): void {
    this.plugins = [...this.plugins, plugin];
    this.usePlugins();
  }

  private usePlugins(): void {
    readDomSelection(this.view);
    const plugins = this.clean ? [...this.plugins, this.clean.cleanViewPlugin()] : this.plugins;
    this.view.updateState(this.view.state.reconfigure({ plugins }));
  }

  private createView(parent: HTMLElement, keys: ReturnType<typeof editorKeys>): EditorView {
    return new EditorView(parent, {
      state: EditorState.create({
        doc: schema.node('doc', null, this.drawing.nodes()),
        plugins: this.plugins,
      }),
      editable: () => this.writable,
      attributes: () => this.attributes(),
      scrollMargin: SCROLL_ROOM,
      scrollThreshold: SCROLL_ROOM,
      dispatchTransaction: (tr) => this.dispatch(tr),
      handleKeyDown: keys,
      handleDOMEvents: {
        keydown: (view, event) => {
          if (event.key === 'Enter') this.linkTyped();
          if (this.early.takes(event)) return true;
          return view.editable ? isLeftToInput(event) : this.readonlyKey(keys, event);
        },
        mousedown: (_view, event) => this.clickMargin(event) || this.early.takesClick(event),
        click: (_view, event) => openLink(event),
        copy: (_view, event) => copyTo(this, event, false),
        cut: (_view, event) => copyTo(this, event, true),
        beforeinput: (_view, event) => {
          if (event.inputType === 'insertParagraph') this.linkTyped();
          return beforeInput(this, event);
        },
        compositionstart: () => this.startComposing(),
        compositionend: (_view, event) => (this.hold.end(), this.early.composedTo(event.data), false),
        focus: () => (this.announceSelection(), false),
        blur: () => (this.hold.end(), this.linkTyped(), this.announceSelection(), false),
      },
      ...inputProps(this),
    });
  }

  private attributes(): Record<string, string> {
    const writable = this.writable;
    return {
      class: `editor${this.handlers.margin === false ? ' no-margin' : ''}`,
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': this.labels.text(this.lang),
      ...inLang(this.lang),
      spellcheck: writable ? 'true' : 'false',
      'data-gramm': 'false',
      ...(writable ? {} : { 'aria-readonly': 'true', tabindex: '0' }),
    };
  }

  private watch(): void {
    const { draft } = this;
    // Only this of it: while a letter that was typed is on its way the document must not be drawn as it was before.
    const closed = computed(() => draft.saved.value.state === 'readonly');
    this.endings.push(
      draft.onView((event) => this.onView(event)),
      effect(() => {
        draft.you.value;
        closed.value;
        draft.adopted.value;
        untracked(() => this.refresh());
      }),
    );
  }

  /* What the person does */

  private dispatch(tr: Transaction): void {
    if (!tr.docChanged || tr.getMeta(REDRAW) || this.early.composing) return this.show(tr);
    const changes = textChangesOf(tr, this.lang);
    if (changes === null) this.takeStructure(tr);
    else if (changes.length > 0) this.takeText(tr, changes);
    else this.view.updateState(this.view.state);
  }

  private takeText(tr: Transaction, changes: Extract<Change, { type: 'text' }>[]): void {
    const legible = changes.map(withoutUnseenWords);
    if (legible.every(({ delta }) => delta.ops.length === 0)) return this.takeBack(tr);
    const result = this.submit(changes, true);
    if (!result.ok) return this.takeBack(tr);
    if (result.changes && !this.held) {
      this.showProposed(legible, result.changes);
      return this.linkBehindSpace(changes);
    }
    this.composedProposal ||= result.changes !== undefined;
    this.show(tr);
    if (this.composedProposal) return; // put right once the words are composed
    const after = this.drawing.settled(this.view.state, changes);
    if (after.docChanged) this.show(after);
    this.linkBehindSpace(changes);
  }

  private linkBehindSpace(typed: readonly TextChange[]): void {
    if (typed.length === 1 && /\s$/.test(insertedWords(typed[0]!.delta))) this.linkTyped();
  }

  /** The address in front of the caret, if there is one. */
  private linkTyped(): void {
    const { selection } = this.view.state;
    if (selection.empty) partHere('addresses')?.linkTyped(this, pointAt(selection.$head));
  }

  /** What was typed became a proposal: other words, or struck ones, than the browser has put there. */
  private showProposed(typed: readonly TextChange[], made: readonly Change[]): void {
    const caret = caretAfterProposal(
      typed.at(-1)!,
      made,
      pointAt(this.view.state.selection.$head),
      this.view.state.selection.empty,
    );
    this.showChanges(made, { anchor: caret, head: caret });
  }

  private showChanges(changes: readonly Change[], range: PointRange | undefined): void {
    this.view.dispatch(this.drawing.all(this.view.state, changes, range).scrollIntoView());
    this.drawComments();
  }

  private settleComposed(): void {
    if (!this.composedProposal) return;
    this.composedProposal = false;
    this.show(this.drawing.all(this.view.state));
  }

  private takeStructure(tr: Transaction): void {
    const diff = partHere('localDiff');
    if (!diff) {
      // Not here yet: the text is as it was until it is.
      this.takeBack(tr);
      return void fetchPart('localDiff').then(
        () => tr.before === this.view.state.doc && this.takeStructure(tr),
      );
    }
    const { doc } = this.view.state;
    const plan = diff.planFromDocs(this.draft.view, this.lang, doc, tr.doc, tr.selection.head);
    if (!this.runPlan(plan)) this.takeBack(tr);
  }

  /** What was refused is not in the text; the caret stays where it was tried, which the browser may not have told us yet. */
  private takeBack({ steps: [step] }: Transaction): void {
    const { state } = this.view;
    const { head } = state.selection;
    const told = !(step instanceof ReplaceStep) || (head >= step.from && head <= step.to);
    const at = told ? head : step.to;
    this.show(state.tr.setSelection(TextSelection.near(state.doc.resolve(at))));
  }

  private submit(changes: Change[], coalesce: boolean): SubmitResult {
    const meant = this.meant(changes);
    this.submitting = true;
    const result = this.draft.submit(meant, { coalesce, source: this });
    this.submitting = false;
    if (!result.ok) this.refuse(result.code, result.item ?? this.selection.value.item);
    return result.ok && meant !== changes ? { ok: true, changes: result.changes ?? meant } : result;
  }

  /** Without characters that nobody sees; and, in the clean text, without what is done to words that are not shown. */
  private meant(changes: Change[]): Change[] {
    const { clean } = this;
    if (!clean && !changes.some(bringsUnseen)) return changes;
    const seen = changes
      .map(withoutUnseenWords)
      .map((change) => clean?.passOverStruck(this.draft.view, change) ?? change);
    return seen.filter((change) => change.type !== 'text' || change.delta.ops.length > 0);
  }

  private startComposing(): false {
    if (this.early.takesComposition()) return false;
    const { $from, $to } = this.view.state.selection;
    const whole = $from.sameParent($to) && !this.proposes(itemAttrs($from.parent).id);
    if (!this.view.state.selection.empty && !whole && this.writable) deleteSelection(this);
    const { tr, selection } = this.view.state;
    const behind = this.writingPlace(selection.$head);
    if (selection.empty && behind !== selection.head)
      this.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, behind)));
    this.hold.start();
    return false;
  }

  /** In a text that is only read keys still find and go; letters that do nothing are told why. */
  private readonlyKey(keys: ReturnType<typeof editorKeys>, event: KeyboardEvent): boolean {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (keys(this.view, event)) {
      event.preventDefault();
      return true;
    }
    const writes = (key.length === 1 && key !== ' ') || /^(Enter|Backspace|Delete)$/.test(key);
    if (writes && !ctrlKey && !metaKey && !altKey) this.refuse('readonly', null);
    return false;
  }

  private clickMargin(event: MouseEvent): boolean {
    const click = this.handlers.margin !== false && this.handlers.onItemMenu && marginClick(event);
    if (!click) return false;
    event.preventDefault();
    this.handlers.onItemMenu?.({ ...click, source: 'margin' });
    return true;
  }

  /* What the draft does */

  private onView(event: ViewEvent): void {
    if (this.submitting) return;
    readDomSelection(this.view);
    this.show(this.drawing.after(this.view.state, event));
    this.drawComments();
    if (event.type === 'changes' && event.origin === 'undo') this.showUndone(event.changes);
  }

  /** The caret goes to what was undone, in the editor that the person is in. */
  private showUndone(changes: readonly Change[]): void {
    if (!this.view.hasFocus()) return;
    const point = changes
      .map((change) => endOfChange(change, this.lang))
      .filter((end) => end !== null)
      .at(-1);
    const pos = point && posOf(this.view.state.doc, point);
    if (pos == null) return;
    const { tr } = this.view.state;
    this.show(tr.setSelection(TextSelection.create(tr.doc, pos)).scrollIntoView());
  }

  private show(tr: Transaction): void {
    if (!tr.docChanged && !tr.selectionSet) this.keepCaret(tr);
    const before = this.view.state;
    const state = before.apply(tr);
    this.view.updateState(state);
    if (state.selection !== before.selection || state.doc !== before.doc) this.announceSelection();
    if (this.finder.changed(before, state)) this.handlers.onFind?.(this.finder.state);
  }

  /** What is only drawn must not put the caret back from where it has just been put. */
  private keepCaret(tr: Transaction): void {
    readDomSelection(this.view);
    const { selection } = this.view.state;
    if (!selection.eq(tr.selection)) tr.setSelection(selection);
  }

  proposes(item: string): boolean {
    const you = this.draft.you.value;
    return you !== null && proposesIn(this.draft.view, you, item, this.lang);
  }

  writingPlace($pos: ResolvedPos): number {
    const you = this.draft.you.value;
    if (!you || !this.proposes(itemAttrs($pos.parent).id)) return $pos.pos;
    const { proposals } = this.draft.view.negotiation;
    return behindOwnStruck($pos, (id) => mayMark(proposals.get(id), you));
  }

  private refresh(): void {
    if (!this.view) return;
    if (this.drawing.syncRights()) this.show(this.drawing.all(this.view.state));
    this.view.setProps({});
  }

  /* Who is where */

  private announceSelection(): void {
    const focused = this.view.hasFocus();
    const before = this.selection.value;
    const now = describeSelection(this.view.state, this.draft.view, this.lang, focused, before);
    this.selection.value = now;
    if (now.item !== before.item || now.focused !== before.focused) {
      this.handlers.onItemFocus?.(focused ? now.item : null);
    }
    if (!focused) return;
    const caret = ownCaret(this.view.state, this.lang);
    if (caret) this.draft.setPresence(caret);
  }

  private drawComments(): void {
    if (this.view.isDestroyed || this.held) return;
    const tr = showComments(this.view.state, this.draft.view.negotiation.comments);
    if (tr) this.view.dispatch(tr);
  }
}
