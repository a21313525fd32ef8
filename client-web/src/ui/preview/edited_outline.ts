/**
 * A text, or a Word file, as the server reads it, with what somebody changed in the reading. Changes are steps that the server takes again, on
 * the same source, when the draft is made; so nothing is decided here.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type Outline, type OutlineEdit } from '../../net/api';
import { api } from '../server';
import { aim, hit, type AimedEdit } from './aimed_edit';

const delay = 350; // ms after the last key

export interface EditedOutline<T extends Outline = Outline> {
  outline: T | null;
  edits: readonly OutlineEdit[];
  /** The outline is that of the source as it is, with all edits. */
  isCurrent: boolean;
  /** Changes that could not be kept: the last one, which did not fit; all of them, as the source is another. */
  lost: 'one' | 'all' | null;
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

/** What an outline was read of. */
interface Reading {
  source: unknown;
  by: string;
  edits: readonly OutlineEdit[];
}

type Steps = [edits: readonly OutlineEdit[], setEdits: (edits: readonly OutlineEdit[]) => void];

/** `steps`: the edits of this text, which whoever asks keeps. */
export function useEditedText(text: string, lang: string, steps: Steps): EditedOutline {
  const read = text.trim() ? (edits: readonly OutlineEdit[]) => api.outline(text, lang, edits) : null;
  return useOutline({ source: text, by: lang, read, isTyped: true }, steps);
}

export function useEditedOutline<T extends Outline>(readable: Readable<T>): EditedOutline<T> {
  return useOutline(readable, useState<readonly OutlineEdit[]>([]));
}

function useOutline<T extends Outline>(
  { source, by, read, isTyped = false }: Readable<T>,
  [edits, setEdits]: Steps,
): EditedOutline<T> {
  const [outline, setOutline] = useState<T | null>(null);
  const [shown, setShown] = useState<Reading | null>(null);
  const [lost, setLost] = useState<EditedOutline['lost']>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const known = useRef(source); // what the edits were made on
  const waiting = useRef<AimedEdit[]>([]); // made on an outline that is about to be another
  const isCurrent = shown !== null && shown.source === source && shown.by === by && shown.edits === edits;

  useEffect(() => {
    if (!read) {
      setOutline(null);
      setEdits([]);
      return;
    }
    const isNew = known.current !== source;
    if (isNew) waiting.current = [];
    if (isNew && edits.length > 0) {
      setLost('all');
      setEdits([]);
      return;
    }
    if (isNew && !isTyped) setOutline(null);
    let wanted = true;
    const failed = (error: unknown) => {
      if (!wanted) return;
      waiting.current = [];
      if (error instanceof ApiError && error.code === 'bad-op' && edits.length > 0) {
        setLost('one');
        setEdits(edits.slice(0, -1));
        return;
      }
      setOutline(null);
      setProblem(error);
    };
    const show = (found: T) => {
      if (!wanted) return;
      setOutline(found);
      setShown({ source, by, edits });
      const next = waiting.current.shift();
      if (!next) return;
      const edit = hit(found, next);
      if (edit) return setEdits([...edits, edit]);
      waiting.current = [];
      setLost('one');
    };
    const begin = () => {
      known.current = source;
      setProblem(null);
      read(edits).then(show, failed);
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
    isCurrent,
    lost,
    problem,
    edit(edit) {
      setLost(null);
      if (isCurrent) return setEdits([...edits, edit]);
      const aimed = outline && aim(outline, edit);
      if (aimed) waiting.current.push(aimed);
    },
    undo() {
      setLost(null);
      if (waiting.current.pop() || edits.length === 0) return;
      setEdits(edits.slice(0, -1));
    },
  };
}
