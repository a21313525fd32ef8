/**
 * The text to be read while no line opens: the server's last state over a plain call, asked for again now and then, until
 * the live page takes over.
 */
import { useEffect, useState } from 'preact/hooks';
import { fromSnapshot, type DraftState } from '../../draft/state';
import { StructuredText } from '../draft/document/structured_text';
import type { Workspace } from '../draft/workspace';
import { t } from '../i18n';
import { formatTime } from '../i18n/format';
import { Icon } from '../widgets/icon';

const AGAIN_MS = 20_000;

export function Stopgap({ ws }: { ws: Workspace }) {
  const [state, setState] = useState<DraftState | null>(null);
  const [at, setAt] = useState(0);
  useEffect(() => {
    let gone = false;
    const look = () =>
      ws.api.snapshot(ws.draft.id).then(
        (snapshot) => {
          if (gone) return;
          setState(fromSnapshot(snapshot));
          setAt(Date.now());
        },
        () => undefined, // no line at all: the strip of the last text says since when
      );
    void look();
    const timer = setInterval(look, AGAIN_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [ws]);
  const words = t.value.cutOff;
  const why = ws.draft.crowded.value ? words.crowded : state ? words.noSocket : words.never;
  return (
    <>
      <div class="strip strip-warning" role="alert">
        <Icon name="offline" />
        <span class="strip-grow">
          {state && words.asOf(formatTime(at))} {why}
        </span>
        <button type="button" class="button button-small" onClick={() => ws.draft.reconnect()}>
          {words.tryNow}
        </button>
      </div>
      {state && (
        <main id="text" class="desk-main" aria-label={t.value.draft.text}>
          <div class="paper">
            <StructuredText state={state} langs={state.langs.slice(0, 1)} marks />
          </div>
        </main>
      )}
    </>
  );
}
