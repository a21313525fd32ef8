/**
 * A text as the server reads it, with what somebody changed in the reading. Changes are steps that the server takes again, on
 * the same text, when the draft is made; so nothing is decided here.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type Outline, type OutlineEdit } from '../../net/api';
import { api } from '../server';

const delay = 350; // ms after the last key

export interface EditedOutline {
  outline: Outline | null;
  edits: readonly OutlineEdit[];
  /** The last change did not fit the text, and was not taken. */
  stale: boolean;
  edit: (edit: OutlineEdit) => void;
  undo: () => void;
}

export function useEditedOutline(text: string, lang: string): EditedOutline {
  const [outline, setOutline] = useState<Outline | null>(null);
  const [edits, setEdits] = useState<readonly OutlineEdit[]>([]);
  const [stale, setStale] = useState(false);
  const read = useRef(text); // what the edits were made on

  useEffect(() => {
    if (!text.trim()) {
      setOutline(null);
      setEdits([]);
      return;
    }
    const isNew = read.current !== text;
    if (isNew && edits.length > 0) {
      setEdits([]); // other words: the steps mean nothing there
      return;
    }
    let wanted = true;
    const timer = setTimeout(
      () => {
        read.current = text;
        api.outline(text, lang, edits).then(
          (found) => wanted && setOutline(found),
          (error) => {
            if (!wanted) return;
            if (error instanceof ApiError && error.code === 'bad-op' && edits.length > 0) {
              setStale(true);
              setEdits(edits.slice(0, -1));
            } else setOutline(null);
          },
        );
      },
      isNew || !outline ? delay : 0,
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [text, lang, edits]);

  return {
    outline,
    edits,
    stale,
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
