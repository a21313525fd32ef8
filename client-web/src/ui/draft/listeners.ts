/** What listens to a draft that is open: refusals, leaving the page, and what comes later than the text. */
import type { Notice } from '../../app/connected_draft';
import { refusalWords } from '../refusal_words';
import { t } from '../i18n';
import { toast } from '../widgets/toast';
import type { Workspace } from './workspace';

export function startListening(ws: Workspace): () => void {
  const stops = [ws.draft.onNotice(tellNotice), warnBeforeLeaving(ws), startLater(ws)];
  return () => stops.forEach((stop) => stop());
}

/** Views of the text and announcements may come after the text itself. */
function startLater(ws: Workspace): () => void {
  let stop: (() => void) | null = null;
  let ended = false;
  void import('./late_listeners').then((later) => {
    if (!ended) stop = later.start(ws);
  });
  return () => {
    ended = true;
    stop?.();
  };
}

function tellNotice(notice: Notice): void {
  const words = t.value.notice;
  switch (notice.type) {
    case 'refused':
      toast(`${words.refused(notice.count)} ${refusalWords(notice.code)}`);
      break;
    case 'dropped':
      toast(`${words.dropped(notice.count)} ${refusalWords(notice.code)}`);
      break;
    case 'undo-blocked':
      toast(`${words.undoBlocked} ${refusalWords(notice.code)}`);
      break;
    case 'undo-decision':
      toast(words.undoDecision);
      break;
    case 'recovered':
      toast(words.recovered(notice.count));
      break;
    case 'storage-unavailable':
      toast(words.noStorage);
      break;
  }
}

/**
 * What was typed is kept on this device, but nobody else has it yet. It is left here when the page is about to go, so that the next
 * one finds it for sure, and once more when it goes, with what has come in between.
 */
function warnBeforeLeaving(ws: Workspace): () => void {
  const leave = () => {
    ws.editor.value?.endComposing();
    ws.draft.flush();
  };
  const warn = (event: BeforeUnloadEvent) => {
    leave();
    const saved = ws.draft.saved.value;
    if ((saved.state === 'saving' || saved.state === 'offline') && saved.count > 0) {
      event.preventDefault();
      event.returnValue = t.value.saved.leave;
    }
  };
  // A phone may end a hidden page without a word.
  const hidden = () => document.visibilityState === 'hidden' && ws.draft.flush();
  addEventListener('beforeunload', warn);
  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    removeEventListener('beforeunload', warn);
    removeEventListener('pagehide', leave);
    document.removeEventListener('visibilitychange', hidden);
  };
}
