/** An answer about the text as it is, asked for again when the text has rested, for as long as somebody looks. */
import { effect } from '@preact/signals';
import type { Workspace } from '../draft/workspace';

/** ms; nobody waits for it, and everybody types meanwhile. */
const REST = 1500;

/** Calls `have` with each answer for each language on the screen. Where the server does not answer, the next rest is soon enough. */
export function keptUp<T>(
  ws: Workspace,
  path: (lang: string) => string,
  have: (lang: string, answer: T) => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const ask = () => {
    for (const lang of ws.shown.value)
      ws.api.look<T>(ws.draft.id, path(lang)).then(
        (answer) => {
          if (!ended) have(lang, answer);
        },
        () => undefined,
      );
  };
  let asked: string | null = null;
  const stop = effect(() => {
    const langs = ws.shown.value.join();
    void ws.settledView.value;
    clearTimeout(timer);
    timer = setTimeout(ask, langs === asked ? REST : 0);
    asked = langs;
  });
  return () => {
    ended = true;
    clearTimeout(timer);
    stop();
  };
}
