/** Which item somebody means who writes a number or a handle. */
import type { DraftState } from './types';
import { itemOfHandle } from './handles';
import { outline } from './numbering';
import { countIn } from './numbering_scheme';
import { isThere, originalLang } from './state';

/** By number, as somebody may write it, else by handle, `K7Q`; what begins with `§` is a handle. */
export function itemCalled(state: DraftState, written: string): string | undefined {
  const byHandle = () => {
    const item = itemOfHandle(state, written);
    return item && isThere(state, item) ? item : undefined;
  };
  return written.trim().startsWith('§') ? byHandle() : (findByNumber(state, written) ?? byHandle());
}

/** The same for what is looked for in the text, which may be a number or a handle and mostly is a word. */
export function itemSought(state: DraftState, query: string): string | undefined {
  return /[0-9§]|^\s*[a-z]{3,}\s*$/i.test(query) ? itemCalled(state, query) : undefined;
}

/** The item of a number as somebody may write it: `7.p.ii`, `7 p ii`, `7.P)`, `4 bis.`, `7p`, `7(p)`, `7.p.2`, `Artículo 7`, `OP3 (a)`. */
function findByNumber(state: DraftState, number: string): string | undefined {
  const wanted = partsOf(number);
  if (wanted.length === 0) return undefined;
  const rows = [originalLang(state), ...state.langs.slice(1)].flatMap((lang) => outline(state, lang));
  const called = (same: (part: string, written: string) => boolean, name: 'path' | 'bare') =>
    rows.find((row) => {
      const parts = partsOf(row[name]);
      return parts.length === wanted.length && parts.every((part, at) => same(part, wanted[at]!));
    })?.id;
  const exactly = (part: string, written: string) => part === written;
  const former = () =>
    rows.find(({ id }) => {
      const parts = partsOf(state.items.get(id)!.frozen?.former ?? '');
      return parts.length === wanted.length && parts.every((part, at) => part === wanted[at]);
    })?.id;
  return (
    called(exactly, 'path') ??
    called(exactly, 'bare') ??
    former() ??
    called(isCountOf, 'path') ??
    called(isCountOf, 'bare')
  );
}

/** Where a digit meets a letter, another part begins. */
export function partsOf(written: string): string[] {
  return written.toLowerCase().match(/\p{L}+|[0-9]+/gu) ?? [];
}

/** Whether a part of a path is what a count looks like on its level: `b` or `ii` for 2. */
function isCountOf(part: string, written: string): boolean {
  if (part === written || !/^\d{1,3}$/.test(written)) return part === written;
  return (
    part === countIn('lower-letter', Number(written)) || part === countIn('lower-roman', Number(written))
  );
}
