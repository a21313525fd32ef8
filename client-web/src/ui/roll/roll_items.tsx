/** In the menu of an item, for secretariat and chair: puts a list of the delegations present into its words, or keeps one as it is now. */
import Delta from 'quill-delta';
import { ROLL_LINK } from '../../draft/roll';
import { textOf, type Item } from '../../draft/state';
import { replace } from '../../editor/commands/gestures';
import { itemAttrs } from '../../editor/document/schema';
import type { EditorHost } from '../../editor/host';
import type { Change, Lang } from '../../wire/types';
import { announce } from '../announce';
import type { Workspace } from '../draft/workspace';
import type { Delegation } from '../meeting/calls';
import { presentIn } from '../meeting/present';
import { MenuItem } from '../widgets/menu';
import { delegationsHere } from './delegations_here';
import { rollWords } from './words';

interface RollItemsProps {
  ws: Workspace;
  item: Item;
  close: () => void;
}

export function RollItems({ ws, item, close }: RollItemsProps) {
  const words = rollWords.value;
  const delegations = delegationsHere(ws.draft.id).value;
  const unlinking = unlinked(item, ws.view.value.langs);
  if (unlinking.length > 0) {
    const keep = () => {
      close();
      ws.act(unlinking, words.kept);
    };
    return (
      <MenuItem onClick={keep} hint={words.keepHint} disabled={!ws.draft.check(unlinking).ok}>
        {words.keep}
      </MenuItem>
    );
  }
  if (delegations.length === 0) return null;
  const add = () => {
    close();
    if (insert(ws, item.id, delegations)) announce(words.inserted);
  };
  return (
    <MenuItem onClick={add} hint={words.insertHint}>
      {words.insert}
    </MenuItem>
  );
}

/** What takes the link off each list in an item. */
function unlinked(item: Item, langs: readonly Lang[]): Change[] {
  return langs.flatMap((lang) => {
    const text = textOf(item, lang);
    if (!text.ops.some(({ attributes }) => attributes?.['link'] === ROLL_LINK)) return [];
    const delta = text.ops.reduce((made, { insert, attributes }) => {
      const isRoll = attributes?.['link'] === ROLL_LINK;
      return made.retain(typeof insert === 'string' ? insert.length : 1, isRoll ? { link: null } : {});
    }, new Delta());
    return [{ type: 'text', item: item.id, lang, delta: delta.chop() }];
  });
}

/** At the caret, in the language that it is in; where it is elsewhere, at the end of the item. */
function insert(ws: Workspace, item: string, delegations: readonly Delegation[]): boolean {
  const editor = ws.editor.value;
  const host = editor?.single.find(({ lang }) => lang === editor.lang) ?? editor?.single[0];
  if (!host) return false;
  const at = { item, offset: placeIn(host, item) };
  const words = presentIn(host.lang, delegations) || '…';
  return host.runPlan(replace(host, at, at, new Delta().insert(words, { link: ROLL_LINK })));
}

function placeIn({ view, draft, lang }: EditorHost, item: string): number {
  const { $head } = view.state.selection;
  const isHere = $head.depth > 0 && itemAttrs($head.parent).id === item;
  return isHere ? $head.parentOffset : textOf(draft.view.items.get(item)!, lang).length();
}
