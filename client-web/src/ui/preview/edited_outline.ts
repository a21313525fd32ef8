/**
 * A text, or a Word file, as the server reads it, with what somebody changed in the reading. Changes are steps that the server takes again, on
 * the same source, when the draft is made; so nothing is decided here.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type Outline, type OutlineEdit } from '../../net/api';
import { api } from '../server';

const delay = 350; // ms after the last key

export interface EditedOutline<T extends Outline = Outline> {
  outline: T | null;
  edits: readonly OutlineEdit[];
  /** The last change did not fit the text, and was not taken. */
  stale: boolean;
  /** Why it cannot be read. */
  problem: unknown;
  edit: (edit: OutlineEdit) => void;
  undo: () => void;
}

export interface Readable<T extends Outline> {
  /** What is read. Where it is another, the steps mean nothing any more. */
  source: unknown;
  /** What else the reading depends on. */
  by: string;
  /** Null: there is nothing to read. */
  read: ((edits: readonly OutlineEdit[]) => Promise<T>) | null;
  /** Keys are still being pressed, so wait. */
  isTyped?: boolean;
}

export function useEditedText(text: string, lang: string): EditedOutline {
  const read = text.trim() ? (edits: readonly OutlineEdit[]) => api.outline(text, lang, edits) : null;
  return useEditedOutline({ source: text, by: lang, read, isTyped: true });
}

export function useEditedOutline<T extends Outline>({
  source,
  by,
  read,
  isTyped = false,
}: Readable<T>): EditedOutline<T> {
  const [outline, setOutline] = useState<T | null>(null);
  const [edits, setEdits] = useState<readonly OutlineEdit[]>([]);
  const [stale, setStale] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const known = useRef(source); // what the edits were made on

  useEffect(() => {
    if (!read) {
      setOutline(null);
      setEdits([]);
      return;
    }
    const isNew = known.current !== source;
    if (isNew && edits.length > 0) {
      setEdits([]);
      return;
    }
    if (isNew && !isTyped) setOutline(null);
    let wanted = true;
    const failed = (error: unknown) => {
      if (!wanted) return;
      if (error instanceof ApiError && error.code === 'bad-op' && edits.length > 0) {
        setStale(true);
        setEdits(edits.slice(0, -1));
        return;
      }
      setOutline(null);
      setProblem(error);
    };
    const begin = () => {
      known.current = source;
      setProblem(null);
      read(edits).then((found) => wanted && setOutline(found), failed);
    };
    const timer = setTimeout(begin, isTyped && (isNew || !outline) ? delay : 0);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [source, by, edits]);

  return {
    outline,
    edits,
    stale,
    problem,
    edit(edit) {
      setStale(false);
      setEdits([...edits, edit]);
    },
    undo() {
      setStale(false);
      setEdits(edits.slice(0, -1));
    },
  };
}
