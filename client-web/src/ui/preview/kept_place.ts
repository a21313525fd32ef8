/** Where the keyboard is after a change whose button went with it: at the entry that the change was about. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Outline } from '../../net/api';

/** Gives what takes note of a row of the list; once another outline is shown, the focus is on the first button of that row. */
export function useKeptPlace(outline: Outline, list: RefObject<HTMLElement | null>): (row: number) => void {
  const kept = useRef<number | null>(null);
  useEffect(() => {
    const row = kept.current;
    kept.current = null;
    if (row !== null) list.current?.children[row]?.querySelector('button')?.focus();
  }, [outline]);
  return (row) => (kept.current = row);
}
