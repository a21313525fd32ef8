/**
 * Compares what the server shows with what this device has kept (proof/guard.ts): when the line comes up, every few minutes while the text changes, and at once after an act that people rely
 * on. One comparison at a time; where the server does not answer, the next one is soon enough.
 */
import { effect } from '@preact/signals';
import { compareNow } from './comparing';
import { cosignByItself, lookAtCosigning } from './cosigning_acts';
import type { ViewEvent } from '../../app/open_draft';
import type { Workspace } from '../draft/workspace';

const AFTER_CONNECTING = 2000;
const EVERY = 5 * 60_000;
/** The ops before it are durable by then. */
const AFTER_AN_ACT = 1500;

const WEIGHTY: ReadonlySet<string> = new Set(['draft.adopt', 'version.add']);

const isCosigning = ({ type }: { type: string }) => type.startsWith('cosign.');

export function startGuarding(ws: Workspace): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let compared = -1;
  let weighty = false;
  const plan = (wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
  async function run(): Promise<void> {
    const { seq } = ws.draft.view;
    if (ws.draft.connection.value.state === 'live' && seq !== compared) {
      await compareNow(ws);
      if (ws.proof.value.reached) compared = seq;
      await lookAtCosigning(ws);
      if (weighty && ws.proof.value.verdict?.type === 'good') await cosignByItself(ws);
      weighty = false;
    }
    plan(EVERY);
  }
  const stopWatching = effect(() => {
    if (ws.draft.connection.value.state !== 'live') return;
    compared = -1; // another server may have answered
    plan(AFTER_CONNECTING);
  });
  const stopListening = ws.draft.onView((event: ViewEvent) => {
    if (event.type !== 'changes') return;
    weighty = weighty || event.changes.some(({ type }) => WEIGHTY.has(type));
    if (weighty || event.changes.some(isCosigning)) plan(AFTER_AN_ACT);
  });
  return () => {
    clearTimeout(timer);
    stopWatching();
    stopListening();
  };
}
