/**
 * A number or a handle of an item that stands at the caret and is no link is offered to become one, beside the words and without a sound
 * in the way of typing: Alt and Enter take it, Escape declines it for as long as the words are the same. Where one may only
 * propose, the link is proposed, and the offer says so.
 */
import { signal } from '@preact/signals';
import { render } from 'preact';
import { linkToItem, referenceTo } from '../../draft/references';
import { marksIn, type Mark } from '../../draft/marks';
import { mayMark } from '../../draft/negotiation';
import { outlineRow } from '../../draft/numbering';
import { textOf } from '../../draft/state';
import { typedReferences, type TypedReference } from '../../draft/typed_references';
import type { EditorHost } from '../../editor/host';
import { setAttribute } from '../../editor/edit/set_attribute';
import { itemAttrs } from '../../editor/document/schema';
import { announce } from '../announce';
import { itemWords } from '../draft/words/item_name';
import { referenceWords } from './words';

interface Offered extends TypedReference {
  host: EditorHost;
  item: string;
  /** What identifies it as long as the words are the same. */
  key: string;
  words: string;
  /** The link is a proposal: the words are struck, and come again with it. */
  isProposal: boolean;
  top: number;
  left: number;
}

const SETTLE_MS = 300;
const ABOVE_EDGE = 44; // px that the offer needs below the words
const offered = signal<Offered | null>(null);
const declined = new Set<string>();

/** The typed reference at the caret, where this person may link it. */
function offerAt(host: EditorHost): Offered | null {
  const { view, draft, lang } = host;
  const { $head, empty } = view.state.selection;
  if (!empty || !host.writable || host.held || !view.hasFocus()) return null;
  const { id } = itemAttrs($head.parent);
  const item = draft.view.items.get(id);
  const at = $head.parentOffset;
  const found =
    item && typedReferences(draft.view, lang, item).find(({ from, to }) => from <= at && at <= to + 1);
  if (!found) return null;
  const words = $head.parent.textBetween(found.from, found.to);
  const key = [id, lang, words, found.target].join(' ');
  const plan = linkPlan(host, id, found);
  if (declined.has(key) || !draft.check(plan.changes).ok) return null;
  const { left, bottom, top } = view.coordsAtPos($head.start() + found.from);
  const below = bottom + ABOVE_EDGE < innerHeight;
  const isProposal = host.proposes(id) && !areOwn(host, id, found);
  return {
    ...found,
    host,
    item: id,
    key,
    words,
    isProposal,
    left,
    top: below ? bottom + 4 : top - ABOVE_EDGE,
  };
}

/** Whether this person's own proposal inserts the words: they are linked as they stand there. */
function areOwn({ draft: { view, you }, lang }: EditorHost, item: string, { from, to }: TypedReference) {
  const { proposals } = view.negotiation;
  const who = you.value;
  const isOwn = ({ kind, proposal }: Mark) =>
    kind === 'ins' && who !== null && mayMark(proposals.get(proposal), who);
  const { ops } = textOf(view.items.get(item)!, lang).slice(from, to);
  return ops.every(({ attributes }) => marksIn(attributes).some(isOwn));
}

function linkPlan({ draft, lang }: EditorHost, item: string, { from, to, target }: TypedReference) {
  return setAttribute(draft.view, lang, [{ item, from, to }], 'link', linkToItem(target));
}

function take(offer: Offered): void {
  offered.value = null;
  const { host, item, to } = offer;
  const caret = { item, offset: to };
  host.runPlan({ ...linkPlan(host, item, offer), caret });
  host.view.focus();
}

function decline({ key, host }: Offered): void {
  declined.add(key);
  offered.value = null;
  host.view.focus();
}

/** What has no number is called by its handle, as it was typed. */
function numberOf({ host: { draft, lang }, target, words }: Offered): string {
  return outlineRow(draft.view, target, lang)?.path || referenceTo(draft.view, lang, target, words).words;
}

function nameOf({ host, target, isProposal }: Offered): string {
  const words = referenceWords.value;
  return (isProposal ? words.offerProposal : words.offer)(itemWords(host.draft.view, target));
}

function Offer() {
  const offer = offered.value;
  const words = referenceWords.value;
  if (!offer) return null;
  return (
    <div
      class="reference-offer"
      role="group"
      aria-label={words.title}
      style={{ top: `${offer.top}px`, left: `${Math.max(8, Math.min(offer.left, innerWidth - 260))}px` }}
      onMouseDown={(event) => event.preventDefault()} // the caret stays where it is
    >
      <button
        type="button"
        class="link-button"
        title={words.offerHint}
        aria-keyshortcuts="Alt+Enter"
        onClick={() => take(offer)}
      >
        {nameOf(offer)} <kbd aria-hidden="true">Alt ↵</kbd>
      </button>
      <button type="button" class="icon-button" aria-label={words.dismiss} onClick={() => decline(offer)}>
        ×
      </button>
    </div>
  );
}

function look(host: EditorHost): void {
  const before = offered.value?.key;
  const offer = offerAt(host);
  offered.value = offer;
  if (!offer || offer.key === before) return;
  const { offered: linked, offeredProposal } = referenceWords.value;
  announce((offer.isProposal ? offeredProposal : linked)(numberOf(offer), 'Alt+Enter'));
}

/** Offers at the carets of these editors. */
export function startOffering(hosts: readonly EditorHost[]): () => void {
  const place = document.body.appendChild(document.createElement('div'));
  let timer: ReturnType<typeof setTimeout>;
  const soon = () => {
    clearTimeout(timer);
    const host = hosts.find(({ view }) => view.hasFocus());
    timer = setTimeout(() => (host ? look(host) : (offered.value = null)), SETTLE_MS);
  };
  const onKey = (event: KeyboardEvent) => {
    const offer = offered.value;
    const takes = event.key === 'Enter' && event.altKey && !event.ctrlKey && !event.metaKey;
    if (!offer || !(takes || event.key === 'Escape')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (takes) take(offer);
    else decline(offer);
  };
  const hide = () => (offered.value = null);
  render(<Offer />, place);
  document.addEventListener('selectionchange', soon);
  addEventListener('scroll', hide, { passive: true });
  for (const { view } of hosts) view.dom.addEventListener('keydown', onKey, true);
  return () => {
    clearTimeout(timer);
    hide();
    render(null, place);
    place.remove();
    document.removeEventListener('selectionchange', soon);
    removeEventListener('scroll', hide);
    for (const { view } of hosts) view.dom.removeEventListener('keydown', onKey, true);
  };
}
