/**
 * Compares what the server shows with what this device has kept (proof/guard.ts): when the line comes up, every few minutes while the text changes, and at once after an act that people rely
 * on. One comparison at a time; where the server does not answer, the next one is soon enough.
 */
import { effect } from '@preact/signals';
import { check, type Kept, type Source } from '../../proof/guard';
import { loadKept, saveKept } from '../../proof/kept';
import type { ViewEvent } from '../../app/open_draft';
import type { Workspace } from '../draft/workspace';

const AFTER_CONNECTING = 2000;
const EVERY = 5 * 60_000;
/** The ops before it are durable by then. */
const AFTER_AN_ACT = 1500;

const WEIGHTY: ReadonlySet<string> = new Set(['draft.adopt', 'version.add']);

function sourceOf(ws: Workspace): Source {
  const { id } = ws.draft;
  return {
    keys: () => ws.api.keys(),
    checkpoint: () => ws.api.checkpoint(id),
    ops: (since, limit) => ws.api.ops(id, since, limit),
  };
}

/** Asks and compares now. */
export async function compareNow(ws: Workspace): Promise<void> {
  const { id } = ws.draft;
  ws.proof.value = { ...ws.proof.value, checking: true };
  try {
    const kept = await loadKept(id).catch(() => undefined);
    const verdict = await check(id, kept, sourceOf(ws), Date.now());
    if (verdict?.type === 'good') await saveKept(id, verdict.keep).catch(() => undefined);
    ws.proof.value = { checking: false, reached: true, verdict, at: Date.now() };
  } catch {
    ws.proof.value = { ...ws.proof.value, checking: false, reached: false };
  }
}

/** From now on what the server shows is what is compared with. */
export async function acceptAsItIs(ws: Workspace): Promise<void> {
  const [{ key }, signed] = await Promise.all([ws.api.keys(), ws.api.checkpoint(ws.draft.id)]);
  const kept: Kept = { vkey: key, signed, since: Date.now() };
  await saveKept(ws.draft.id, kept);
  await compareNow(ws);
}

export function startGuarding(ws: Workspace): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let compared = -1;
  const plan = (wait: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait);
  };
  async function run(): Promise<void> {
    const { seq } = ws.draft.view;
    if (ws.draft.connection.value.state === 'live' && seq !== compared) {
      await compareNow(ws);
      if (ws.proof.value.reached) compared = seq;
    }
    plan(EVERY);
  }
  const stopWatching = effect(() => {
    if (ws.draft.connection.value.state !== 'live') return;
    compared = -1; // another server may have answered
    plan(AFTER_CONNECTING);
  });
  const stopListening = ws.draft.onView((event: ViewEvent) => {
    if (event.type === 'changes' && event.changes.some(({ type }) => WEIGHTY.has(type))) plan(AFTER_AN_ACT);
  });
  return () => {
    clearTimeout(timer);
    stopWatching();
    stopListening();
  };
}
