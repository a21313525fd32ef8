/** The bell: how much is unread, the list with the way to each place, and what one wants to be told how. */
import { effect } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { draftPath } from '../route';
import { formatMoment } from '../i18n/dates';
import { labelled } from '../i18n/phrases';
import { setUnread } from '../page_title';
import { Icon } from '../widgets/icon';
import { BellSettings } from './bell_settings';
import { markIcon } from './favicon';
import { Notices, type Notice } from './notices';
import { notifyOutside } from './outside';
import { sentenceOf, titleOf } from './sentence';
import { bellWords } from './words';
import './bell.css';

/** The draft that a page shows: what happened in it is gone to, not opened anew. */
export interface BellPlace {
  draft: string;
  goTo: (item: string) => void;
}

interface BellProps {
  /** Of the participant whose news it has; of all whom this browser is, without one. */
  you: string | null;
  here?: BellPlace;
}

export function Bell({ you, here }: BellProps) {
  return <OpenBell key={you ?? ''} you={you} {...(here && { here })} />;
}

function OpenBell({ you, here }: BellProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const notices = useMemo(() => new Notices(you, notifyOutside), [you]);
  useEffect(() => follow(notices), [notices]);
  useEffect(() => (open ? closeFrom(place.current!, () => setOpen(false)) : undefined), [open]);
  const words = bellWords.value;
  const unread = notices.unread;
  const label = unread ? labelled(words.title, words.unread(unread)) : words.title;
  return (
    <div class="bell" ref={place}>
      <button
        type="button"
        class="text-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        <Icon name="bell" />
        {unread > 0 && (
          <span class="badge" aria-hidden="true">
            {unread}
          </span>
        )}
      </button>
      <span class="only-spoken" role="status">
        {unread > 0 && words.unread(unread)}
      </span>
      {open && <BellPanel here={here} notices={notices} close={() => setOpen(false)} />}
    </div>
  );
}

interface PanelProps {
  here: BellPlace | undefined;
  notices: Notices;
  close: () => void;
}

function BellPanel({ here, notices, close }: PanelProps) {
  const words = bellWords.value;
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current!.focus(), []);
  const all = notices.all.value;
  const readAll = () => {
    panel.current!.focus(); // the button goes
    void notices.read({ until: Math.max(...all.map(({ at }) => at)) });
  };
  return (
    <div class="bell-panel" role="dialog" aria-label={words.title} tabIndex={-1} ref={panel}>
      <div class="bell-head">
        <h2>{words.title}</h2>
        {notices.unread > 0 && (
          <button type="button" class="button button-small" onClick={readAll}>
            {words.allRead}
          </button>
        )}
      </div>
      {notices.failed.value && <p role="alert">{words.failed}</p>}
      {all.length === 0 && !notices.failed.value && <p class="muted">{words.none}</p>}
      <ul class="bell-list">
        {all.map((notice) => (
          <NoticeRow key={notice.event} here={here} notice={notice} notices={notices} close={close} />
        ))}
      </ul>
      <BellSettings notices={notices} />
    </div>
  );
}

interface NoticeRowProps extends PanelProps {
  notice: Notice;
}

function NoticeRow({ here, notice, notices, close }: NoticeRowProps) {
  const go = (event: MouseEvent) => {
    void notices.read({ event: notice.event });
    if (notice.draft !== here?.draft || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    close();
    if (notice.item) here.goTo(notice.item);
  };
  return (
    <li class={notice.read === null ? 'is-unread' : ''}>
      <a href={draftPath(notice.draft) + (notice.item ? `#item-${notice.item}` : '')} onClick={go}>
        {notice.read === null && <span class="only-spoken">{labelled(bellWords.value.isNew, '')}</span>}
        <span class="bell-what">{sentenceOf(notice)}</span>
        {notice.words && <q class="bell-words">{notice.words}</q>}
        <span class="muted">
          {titleOf(notice)} · {formatMoment(notice.at)}
        </span>
      </a>
    </li>
  );
}

/** The title and icon of the tab say how much is unread, as long as the bell is there. */
function follow(notices: Notices): () => void {
  const stop = effect(() => {
    const { unread } = notices;
    setUnread(unread);
    void markIcon(unread > 0);
  });
  return () => {
    stop();
    notices.end();
    setUnread(0);
    void markIcon(false);
  };
}

/** Closes on Escape, and when something else is pressed; the focus goes back to the bell. */
function closeFrom(place: HTMLElement, close: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    close();
    place.querySelector('button')!.focus();
  };
  const onPress = (event: Event) => {
    if (!place.contains(event.target as Node)) close();
  };
  document.addEventListener('keydown', onKey);
  document.addEventListener('pointerdown', onPress);
  return () => {
    document.removeEventListener('keydown', onKey);
    document.removeEventListener('pointerdown', onPress);
  };
}
