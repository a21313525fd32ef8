/**
 * What is told once, in words, as it happens: locks, comings and goings, the negotiation, the line. Others' typing is
 * never announced: it would drown whoever listens.
 */
import { effect } from '@preact/signals';
import type { ViewEvent } from '../../../app/connected_draft';
import type { ItemStatusChange } from '../../../wire/types';
import { announce } from '../../announce';
import { t } from '../../i18n';
import { listOf } from '../../i18n/phrases';
import { decisionForYou, sentenceFor } from '../../negotiation/announcements';
import { toast } from '../../widgets/toast';
import { codeOf, present } from './presence';
import { savedWords } from '../words/saved_words';
import type { Workspace } from '../workspace';

const mostNamed = 3;
const goneAfter = 6000; // ms; a reconnection is no departure

export function startAnnouncing(ws: Workspace): () => void {
  const stops = [
    ws.draft.onView((event) => tellStatus(ws, event)),
    ws.draft.onView((event) => tellNegotiation(ws, event)),
    watchPeople(ws),
    watchConnection(ws),
  ];
  return () => stops.forEach((stop) => stop());
}

function tellStatus(ws: Workspace, event: ViewEvent): void {
  if (event.type !== 'changes' || event.origin !== 'remote') return;
  const set = event.changes.filter((change): change is ItemStatusChange => change.type === 'item.status');
  if (set.length > mostNamed) announce(t.value.notice.manyStatus(set.length, t.value.status[set[0]!.status]));
  else {
    for (const { item, status } of set) {
      announce(t.value.notice.statusChanged(ws.titleFor(item), t.value.status[status]));
    }
  }
  if (event.changes.some((change) => change.type === 'draft.adopt')) announce(t.value.adopt.done);
}

/** Who proposes, who objects, what is decided: by others, and each op in one sentence at most. Whose proposal is decided sees it too. */
function tellNegotiation(ws: Workspace, event: ViewEvent): void {
  if (event.type !== 'changes' || event.origin !== 'remote') return;
  const { changes, by = '' } = event;
  if (!changes.some(({ type }) => /^(proposal|position|consult)\./.test(type))) return;
  const yours = decisionForYou(ws, changes, by);
  if (yours) return toast(yours);
  const sentence = sentenceFor(ws, changes, by);
  if (sentence) announce(sentence);
}

function watchPeople(ws: Workspace): () => void {
  let known: Map<string, string> | null = null;
  const leaving = new Map<string, ReturnType<typeof setTimeout>>();
  const stop = effect(() => {
    const here = new Map(present(ws).map(({ participant }) => [participant.id, codeOf(participant)]));
    if (ws.draft.connection.value.state !== 'live') return;
    if (known === null) {
      known = here;
      return;
    }
    const joined: string[] = [];
    for (const [id, code] of here) {
      clearTimeout(leaving.get(id));
      leaving.delete(id);
      if (!known.has(id)) joined.push(code);
      known.set(id, code);
    }
    if (joined.length > 0) announce(t.value.people.joined(listOf(joined)));
    for (const [id, code] of known) {
      if (here.has(id) || leaving.has(id)) continue;
      leaving.set(
        id,
        setTimeout(() => {
          leaving.delete(id);
          known?.delete(id);
          announce(t.value.people.left(code));
        }, goneAfter),
      );
    }
  });
  return () => {
    stop();
    leaving.forEach((timer) => clearTimeout(timer));
  };
}

function watchConnection(ws: Workspace): () => void {
  let last: string | null = null;
  return effect(() => {
    const { state } = ws.draft.connection.value;
    if (last !== null && last !== 'loading' && last !== state) announce(savedWords(ws.draft).text);
    last = state;
  });
}
