/**
 * The room screen: the item that the chair is at, as large as it fits, and nothing to press. It stays at the last
 * item while the chair's caret is elsewhere.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useSignalEffect } from '@preact/signals';
import { inLang } from '../../text/direction';
import { outline, outlineIndex, outlineRow, type OutlineRow } from '../../draft/numbering';
import { ItemText } from '../draft/document/item_text';
import { chairHere } from '../draft/presence/following';
import { Ribbon } from '../draft/progress/ribbon';
import { SavedLabel } from '../draft/bar/saved_label';
import { CutOff } from '../draft/bar/strips';
import { titleIn } from '../draft/words/title_in';
import { tally } from '../draft/progress/tally';
import type { Workspace } from '../draft/workspace';
import { t } from '../i18n';
import { labelled } from '../i18n/phrases';
import { draftPath, openInPage, navigate } from '../router';
import { later } from '../widgets/later';
import { StatusLabel } from '../widgets/status_label';

const RoomConsultation = later(async () => (await import('../negotiation')).RoomConsultation);

const largest = 5; // vw
const smallest = 1.4;

export function RoomView({ ws }: { ws: Workspace }) {
  const [at, setAt] = useState<string | null>(null);
  const state = ws.view.value;
  const langs = ws.shown.value;
  useSignalEffect(() => {
    const caret = chairHere(ws)?.carets.at(-1);
    if (caret) setAt(caret.item);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') navigate(draftPath(ws.draft.id));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [ws]);

  const rows = outline(state, langs[0]);
  const place = at === null ? undefined : outlineIndex(state).get(at);
  const row = place === undefined ? undefined : rows[place];
  const next = place === undefined ? undefined : rows[place + 1];
  const { counts, total } = tally(state);
  return (
    <div class="room">
      <a class="skip" href={draftPath(ws.draft.id)} onClick={openInPage}>
        {t.value.room.exit}
      </a>
      <CutOff ws={ws} />
      <header class="room-head">
        <h1 {...inLang(langs[0])}>{titleIn(state, langs[0]!)}</h1>
        <span>{t.value.board.summary(counts.approved, total)}</span>
      </header>
      <main class="room-item" aria-live="off">
        {row ? (
          <RoomItem ws={ws} row={row} langs={langs} />
        ) : (
          <p class="room-context">{t.value.room.noItem}</p>
        )}
      </main>
      <footer>
        <div class="room-foot">
          <span class="room-next">
            {next && (
              <>
                {labelled(t.value.room.next, next.path)}{' '}
                <bdi {...inLang(langs[0])}>
                  <ItemText state={state} item={state.items.get(next.id)!} lang={langs[0]!} />
                </bdi>
              </>
            )}
          </span>
          {ws.draft.connection.value.state !== 'live' && <SavedLabel draft={ws.draft} />}
        </div>
        <div class="room-ribbon">
          <Ribbon counts={counts} />
        </div>
      </footer>
    </div>
  );
}

function RoomItem({ ws, row, langs }: { ws: Workspace; row: OutlineRow; langs: string[] }) {
  const state = ws.view.value;
  const item = state.items.get(row.id)!;
  const above = row.parent === null ? undefined : state.items.get(row.parent);
  const numberIn = (lang: string) => {
    const { path, label, shown } = outlineRow(state, row.id, lang)!;
    return path && `${path}.${shown.slice(label.length)}`; // with what it was called before it moved
  };
  const texts = useRef<HTMLDivElement>(null);
  const { proposals, consultations } = state.negotiation; // of which names stand in the words, and a line below them
  useFit(texts, [item, langs.join(), proposals, consultations]);
  return (
    <>
      {above && (
        <p class="room-context" {...inLang(langs[0])}>
          {outlineRow(state, above.id, langs[0])?.label}{' '}
          <ItemText state={state} item={above} lang={langs[0]!} />
        </p>
      )}
      <div class="room-texts" ref={texts}>
        {langs.map((lang) => (
          <div class="room-line" key={lang} {...inLang(lang)}>
            <span>{numberIn(lang)}</span>
            <p>
              <ItemText state={state} item={item} lang={lang} />
            </p>
          </div>
        ))}
      </div>
      <p class="room-status">
        <StatusLabel status={item.status} />
        <RoomConsultation ws={ws} item={item.id} />
      </p>
    </>
  );
}

/** The largest type at which the whole item is on the screen. */
function useFit(texts: { current: HTMLDivElement | null }, changes: unknown[]): void {
  const fit = () => {
    const element = texts.current;
    const frame = element?.parentElement;
    if (!element || !frame) return;
    for (let size = largest; size >= smallest; size -= 0.2) {
      element.style.setProperty('--room-size', `${size}vw`);
      if (frame.scrollHeight <= frame.clientHeight) return;
    }
  };
  useLayoutEffect(fit, changes);
  useEffect(() => {
    addEventListener('resize', fit);
    document.fonts.addEventListener('loadingdone', fit);
    return () => {
      removeEventListener('resize', fit);
      document.fonts.removeEventListener('loadingdone', fit);
    };
  }, []);
}
