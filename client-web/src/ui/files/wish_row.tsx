/** One thing that was changed in a returned file: of which item, what it is, and what becomes of it. */
import { inLang } from '../../text/direction';
import type { Workspace } from '../draft/workspace';
import type { Wish } from './word_calls';
import { fileWords } from './words';

interface WishRowProps {
  ws: Workspace;
  wish: Wish;
  /** It has been carried out; else it only would be. */
  added: boolean;
  lang: string | undefined;
}

export function WishRow({ ws, wish, added, lang }: WishRowProps) {
  const words = fileWords.value;
  const mark = markOf(wish);
  const how = howOf(ws, wish);
  return (
    <li class={`wish wish-${wish.outcome}`}>
      <div class="wish-head">
        <strong>{nameOf(ws, wish)}</strong>
        {wish.what === 'comment' && <span> · {words.saidInFile}</span>}{' '}
        <span class="wish-outcome">{(added ? words.did : words.will)[wish.outcome]}</span>
      </div>
      {wish.was && (
        <p {...inLang(lang ?? '')}>
          <span class="only-spoken">{words.removed} </span>
          <del>{wish.was}</del>
        </p>
      )}
      {wish.now && (
        <p {...inLang(lang ?? '')}>
          {mark === 'ins' && <span class="only-spoken">{words.inserted} </span>}
          {mark === 'ins' ? <ins>{wish.now}</ins> : <q>{wish.now}</q>}
        </p>
      )}
      {how && <p>{how}</p>}
      {wish.why && <p class="muted">{whyNot(wish)}</p>}
    </li>
  );
}

const moves = ({ what }: Wish) => what === 'order' || what === 'level';
const staysAsWords = (wish: Wish) => moves(wish) || wish.what === 'kind';

/** Whether words are put in, or only quoted. */
const markOf = (wish: Wish) =>
  wish.what === 'comment' || wish.what === 'format' || staysAsWords(wish) ? 'quote' : 'ins';

function nameOf(ws: Workspace, wish: Wish): string {
  const words = fileWords.value;
  if (wish.what === 'title') return words.newTitle;
  if (wish.what === 'add') return words.newItem;
  return ws.draft.view.items.has(wish.item) ? ws.titleFor(wish.item) : '';
}

/** What else than words is to change. */
function howOf(ws: Workspace, wish: Wish): string | null {
  const words = fileWords.value;
  if (wish.what === 'format')
    return `${words.look((wish.looks ?? []).map((look) => words.looks[look]).join(', '), wish.link ?? '')}.`;
  if (wish.kind) return words.kind[wish.kind];
  if (!moves(wish)) return null;
  return (wish.what === 'level' ? words.level : words.order)(placeOf(ws, wish));
}

function placeOf(ws: Workspace, { parent, after }: Wish): string {
  const words = fileWords.value;
  const called = (item: string) => (ws.draft.view.items.has(item) ? ws.titleFor(item) : words.thisNew);
  if (after) return words.behind(called(after));
  return parent ? words.below(called(parent)) : words.first;
}

function whyNot(wish: Wish): string {
  const words = fileWords.value;
  if (wish.what === 'format' && wish.outcome === 'told') return words.formatTold;
  if (wish.what === 'title') return words.titleKept;
  if (wish.what === 'kind') return words.kindKept;
  return moves(wish) ? words.moveKept : words.misfit;
}
