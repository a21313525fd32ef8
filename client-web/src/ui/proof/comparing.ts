/** One comparison of what the server shows with what this device has kept (proof/guard.ts). */
import { check, type Kept, type Source } from '../../proof/guard';
import { loadKept, saveKept } from '../../proof/kept';
import type { Workspace } from '../draft/workspace';

export function sourceOf(ws: Workspace): Source {
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
    ws.proof.value = { ...ws.proof.value, checking: false, reached: true, verdict, at: Date.now() };
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
