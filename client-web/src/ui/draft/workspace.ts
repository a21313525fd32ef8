/**
 * What the parts of the draft page share: the open draft, the editor, and the page's own state (which panel is
 * open, which languages are shown, whom we follow). No component keeps any of this for itself.
 */
import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import type { OpenDraft } from '../../app/connected_draft';
import { isThere, type DraftState } from '../../draft/state';
import type { CommandId, Editor, FillRequest, FindState, LinkRequest } from '../../editor';
import type { Change, Status } from '../../wire/types';
import type { Api } from '../../net/api';
import { announce } from '../announce';
import { isNarrow, isSlim } from '../media';
import { refusalWords } from '../refusal_words';
import { t } from '../i18n';
import { readSetting, writeSetting } from '../settings_store';
import type { Anchor } from '../widgets/menu_button';
import { toast } from '../widgets/toast';
import { itemTitle, itemWords } from './words/item_name';
import { selectedWords } from './text/selected_words';
import type { TextFinder } from './text/text_finder';
import type { TextFilter } from './text/shown_text';
import { NOTHING_YET, type ProofState } from '../proof/proof_state';

export type PanelName = 'outline' | 'board' | 'people' | 'tray' | 'item' | 'proposals';
export type DialogName =
  | 'help'
  | 'shortcuts'
  | 'goto'
  | 'link'
  | 'adopt'
  | 'title'
  | 'print'
  | 'proof'
  | 'word'
  | 'invite'
  | 'inviteMany'
  | 'end'
  | 'removed'
  | 'removeMany'
  | 'numbers'
  | 'itemNumber'
  | 'references'
  | 'followUp'
  | 'matrix'
  | 'consult'
  | 'blocked'
  | 'fill';

/** What of the past is shown; `item`: whose history. */
export interface PastView {
  part: 'time' | 'versions' | 'item' | 'search' | 'minutes';
  item?: string;
}

export interface StatusRequest {
  item: string;
  status: Status;
  below: boolean;
}

/** Many items would go by one act. */
export interface RemovalRequest {
  items: readonly string[];
  done(remove: boolean): void;
}

/** What the page needs from whoever shows the text: the editor, or reading mode. */
export interface TextView {
  goTo(item: string): void;
  focus(): void;
}

const settleTime = 150; // ms; lists may lag that much behind the keys

export class Workspace {
  /** The state of the draft, for what must be exact. */
  readonly view: ReadonlySignal<DraftState>;
  /** The same a moment later, for long lists: typing must not wait for them. */
  readonly settledView: Signal<DraftState>;
  readonly panel = signal<PanelName | null>(null);
  readonly dialog = signal<DialogName | null>(null);
  readonly finding = signal(false);
  /** The find bar also replaces. */
  readonly replacing = signal(false);
  /** What the find bar begins with. */
  sought = '';
  /** What the find bar has found; the text changes under it. */
  readonly found = signal<FindState>({ query: '', count: 0, current: 0 });
  /** Languages on the screen, at most two. */
  readonly shown: ReadonlySignal<string[]>;
  /** What is known about the server's honesty (ui/proof/guarding.ts). */
  readonly proof = signal<ProofState>(NOTHING_YET);
  /** The item with the caret. */
  readonly current = signal<string | null>(null);
  /** The item that had the caret last: panels stay with it while they have the focus themselves. */
  readonly lastItem = signal<string | null>(null);
  readonly textFilter = signal<TextFilter>({ kind: 'brackets' });
  /** A participant's id. */
  readonly following = signal<string | null>(null);
  readonly itemMenu = signal<{ item: string; anchor: Anchor } | null>(null);
  /** A comment is to be written: whoever shows the place for it puts the caret there. */
  readonly commenting = signal(false);
  readonly staleItem = signal<string | null>(null);
  /** The past of the draft is on the screen, with this part of it. */
  readonly past = signal<PastView | null>(null);
  readonly isChair: ReadonlySignal<boolean>;
  readonly mayInvite: ReadonlySignal<boolean>;
  readonly mayWrite: ReadonlySignal<boolean>;
  readonly editor = signal<Editor | null>(null);
  /** Whoever shows the text: the editor, or reading mode. */
  readonly finder = signal<TextFinder | null>(null);
  /** The seq that this person saw last, when they were here before; 0: never. */
  readonly lastVisit: number;
  textView: TextView | null = null;

  /** A status that something stands against. */
  blocked: StatusRequest | null = null;

  /** Lines that were pasted into a translation. */
  fill: FillRequest | null = null;

  /** What is asked before many items go. */
  removal: RemovalRequest | null = null;

  /** What a link dialog is about. */
  link: LinkRequest | null = null;

  private readonly wanted = signal<string[]>([]);
  private readonly stops: (() => void)[] = [];
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly draft: OpenDraft,
    readonly api: Api,
    readonly mode: ReadonlySignal<'edit' | 'room' | 'read'>,
  ) {
    this.view = computed(() => (draft.revision.value, draft.view));
    this.settledView = signal(draft.view);
    this.isChair = computed(() => draft.you.value?.role === 'chair');
    this.mayInvite = computed(() => this.isChair.value || draft.you.value?.role === 'secretariat');
    this.mayWrite = computed(
      () => draft.you.value?.role !== 'observer' && draft.saved.value.state !== 'readonly',
    );
    this.lastVisit = Number(readSetting(`seen.${draft.id}`) ?? 0);
    this.wanted.value = readSetting(`langs.${draft.id}`)?.split(',') ?? [];
    this.shown = computed(() => {
      const langs = draft.langs.value;
      const most = isSlim.value && mode.value === 'edit' ? 1 : 2;
      const wanted = this.wanted.value.filter((lang) => langs.includes(lang)).slice(0, most);
      return wanted.length > 0 ? wanted : langs.slice(0, 1);
    });
    // Not `onView`: what is confirmed gets its seq and time without a change of what is seen.
    this.stops.push(
      effect(() => {
        draft.revision.value;
        untracked(() => this.settle());
      }),
    );
  }

  close(): void {
    for (const stop of this.stops) stop();
    clearTimeout(this.settling);
  }

  /** The text is shown as it comes in: of no items at all, the lists would say that all are approved. */
  private settle(): void {
    if (this.settledView.value.items.size === 0) this.settledView.value = this.draft.view;
    this.settling ??= setTimeout(() => {
      this.settling = undefined;
      this.settledView.value = this.draft.view;
    }, settleTime);
  }

  show(langs: string[]): void {
    this.wanted.value = langs;
    writeSetting(`langs.${this.draft.id}`, langs.join(','));
  }

  rememberVisit(): void {
    const { id, view } = this.draft;
    if (view.seq > 0) writeSetting(`seen.${id}`, String(view.seq));
  }

  /** Words that are selected in the text stand in the field, selected: they are looked for, or typed over. */
  startFinding(replacing = false): void {
    this.sought = selectedWords();
    this.finding.value = true;
    if (replacing) this.replacing.value = true;
    const field = document.querySelector<HTMLInputElement>('.find-bar input');
    if (field && this.sought) {
      field.value = this.sought;
      field.dispatchEvent(new Event('input'));
    }
    if (field && (this.sought || !replacing)) field.select();
  }

  endFinding(): void {
    this.finding.value = this.replacing.value = false;
    this.finder.value?.focus();
  }

  open(dialog: DialogName): void {
    this.dialog.value = dialog;
  }

  toggle(panel: PanelName): void {
    this.panel.value = this.panel.value === panel ? null : panel;
  }

  goTo(item: string): void {
    this.following.value = null;
    if (isNarrow.value) this.panel.value = null; // there it covers the text
    this.textView?.goTo(item);
  }

  run(command: CommandId): void {
    this.editor.value?.run(command);
  }

  /** Submits, and says so when it is refused. */
  act(changes: Change[], done?: string): boolean {
    const result = this.draft.submit(changes);
    if (!result.ok) toast(refusalWords(result.code));
    else if (done) announce(done);
    return result.ok;
  }

  askRemoval(removal: RemovalRequest): void {
    this.removal = removal;
    this.open('removeMany');
  }

  align(item: string, lang: string): void {
    this.act([{ type: 'item.align', item, lang }], t.value.stale.aligned);
  }

  showStale(item: string): void {
    this.staleItem.value = item;
  }

  writeComment(): void {
    this.panel.value = 'item';
    this.commenting.value = true;
  }

  openItemMenu(item: string, anchor: Anchor): void {
    if (isThere(this.draft.view, item)) this.itemMenu.value = { item, anchor };
  }

  wordsFor(item: string): string {
    return itemWords(this.draft.view, item);
  }

  titleFor(item: string): string {
    return itemTitle(this.draft.view, item);
  }
}
