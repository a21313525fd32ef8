/** A draft: opens it, waits for the text, then shows it as the address asks. */
import { useEffect, useMemo } from 'preact/hooks';
import { ConnectedDraft } from '../../app/connected_draft';
import { followedCaret } from '../draft/presence/following';
import { startListening } from '../draft/listeners';
import { codeOf } from '../draft/presence/presence';
import { closedWords } from '../draft/words/saved_words';
import { Workspace } from '../draft/workspace';
import { t } from '../i18n';
import { setPageTitle } from '../page_title';
import { openInPage, route } from '../router';
import { enterSeat, seatIn } from '../seat';
import { apiFor } from '../server';
import { useSignal, useSignalEffect } from '@preact/signals';
import { EditView } from './edit_view';
import { PlainPage } from './plain_page';
import { later } from '../widgets/later';

const Stopgap = later(async () => (await import('./stopgap')).Stopgap);
const SignIn = later(async () => (await import('../login/sign_in')).SignIn);
const RoomView = later(async () => (await import('./room_view')).RoomView);

type View = 'edit' | 'room' | 'read';

declare global {
  interface Window {
    /** For tests and for whoever looks for a fault: nothing here that this person may not do anyway. */
    plenaria?: Workspace;
  }
}

export function DraftPage({ draft, view }: { draft: string; view: View }) {
  const mode = useSignal<View>(view);
  mode.value = view;
  const ws = useMemo(() => {
    const seat = seatIn(draft);
    return new Workspace(
      new ConnectedDraft({ draftId: draft, ...(seat ? { as: seat } : {}) }),
      apiFor(draft),
      mode,
    );
  }, [draft]);

  useEffect(() => {
    const stop = startListening(ws);
    window.plenaria = ws;
    return () => {
      stop();
      ws.close();
      ws.draft.close();
    };
  }, [ws]);

  useSignalEffect(() => {
    const you = ws.draft.you.value;
    if (you) enterSeat(draft, you.id);
  });
  useSignalEffect(() => {
    const caret = followedCaret(ws);
    if (ws.editor.value) ws.editor.value.follow(caret?.client ?? null);
    else if (caret) ws.textView?.goTo(caret.item);
  });
  useGoToAddressedItem(ws);

  const connection = ws.draft.connection.value;
  const loaded = ws.draft.langs.value.length > 0;
  // Not by `ws.view`, which would draw the whole page anew at every key.
  const you = ws.draft.you.value;
  setPageTitle(
    loaded ? (ws.draft.title.value[ws.shown.value[0]!] ?? t.value.draft.untitled) : '',
    you ? codeOf(you) : '',
  );
  if (!loaded && connection.state === 'closed')
    return <NotOpened draft={draft} why={closedWords(connection.why)} />;
  if (!loaded) return ws.draft.cutOff.value ? <Stopgap ws={ws} /> : <Waiting />;
  return view === 'room' ? <RoomView ws={ws} /> : <EditView ws={ws} />;
}

/** `#item-ID` in the address: a reference that somebody sent. */
function useGoToAddressedItem(ws: Workspace): void {
  const loaded = ws.draft.langs.value.length > 0;
  useEffect(() => {
    const at = route.value;
    if (!loaded || at.page !== 'draft' || at.item === null) return;
    const item = at.item;
    const timer = setTimeout(() => ws.goTo(item), 0);
    return () => clearTimeout(timer);
  }, [loaded, ws]);
}

function Waiting() {
  return (
    <main class="waiting">
      <p role="status">{t.value.saved.loading}</p>
    </main>
  );
}

function NotOpened({ draft, why }: { draft: string; why: string }) {
  return (
    <PlainPage narrow>
      <h1>{t.value.closed.title}</h1>
      <p class="sheet-lead">{why}</p>
      <div class="sheet-actions">
        <button type="button" class="button button-main" onClick={() => location.reload()}>
          {t.value.app.retry}
        </button>
        <a class="button" href="/" onClick={openInPage}>
          {t.value.join.toStart}
        </a>
      </div>
      <SignIn place={{ draft }} />
    </PlainPage>
  );
}
