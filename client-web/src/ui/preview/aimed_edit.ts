/**
 * A change of the reading, by what it is about instead of by its number there: numbers are other ones as soon as the change before it is taken,
 * and somebody may make the next one before the server has said so.
 */
import type { Outline, OutlineEdit } from '../../net/api';

export interface AimedEdit {
  edit: OutlineEdit;
  /** Line and words of the entry, or of the line that was set apart. */
  says: string;
  /** The how manieth of those that say it. */
  nth: number;
}

function sayings(outline: Outline, edit: OutlineEdit): string[] {
  return edit.do === 'back'
    ? outline.aside.map((words, at) => `${outline.aside_lines[at]} ${words}`)
    : outline.items.map(({ lines, text }) => `${lines[0]} ${text}`);
}

/** Null: there is no such entry. */
export function aim(outline: Outline, edit: OutlineEdit): AimedEdit | null {
  const all = sayings(outline, edit);
  const at = edit.do === 'back' ? edit.aside : edit.entry;
  const says = all[at];
  if (says === undefined) return null;
  return { edit, says, nth: all.slice(0, at).filter((other) => other === says).length };
}

/** The change with the number that it has in this reading; null: what it was about is not there any more. */
export function hit(outline: Outline, { edit, says, nth }: AimedEdit): OutlineEdit | null {
  let left = nth;
  const at = sayings(outline, edit).findIndex((other) => other === says && left-- === 0);
  if (at < 0) return null;
  return edit.do === 'back' ? { ...edit, aside: at } : { ...edit, entry: at };
}
