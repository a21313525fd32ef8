/** What people, and the device by itself, do about cosigning. */
import { missing, textToSign, type Cosigning, type Moment } from '../../proof/cosigning';
import { loadDevice, makeDevice } from '../../proof/device';
import { loadKept } from '../../proof/kept';
import type { CosignChange } from '../../net/api';
import type { Workspace } from '../draft/workspace';
import { compareNow, sourceOf } from './comparing';

/** Of the newest moments, as many as a device signs at once by itself. */
const AT_ONCE = 3;

const me = (ws: Workspace) => ws.draft.you.value;

/** Reads who cosigns, and whether this device can. Where the server does not answer, what was known stays. */
export async function lookAtCosigning(ws: Workspace): Promise<void> {
  const you = me(ws);
  try {
    const cosigning = await ws.api.look<Cosigning>(ws.draft.id, '/cosigning');
    const device = you && (await loadDevice(ws.draft.id, you.id).catch(() => null));
    const known = device && cosigning.keys.some(({ key, ended }) => key === device.vkey && !ended);
    ws.proof.value = { ...ws.proof.value, cosigning, device: known ? device.vkey : null };
  } catch {
    // the next look is soon enough
  }
}

async function send(ws: Workspace, change: CosignChange): Promise<void> {
  await ws.api.cosign(ws.draft.id, change);
  await lookAtCosigning(ws);
}

/** Makes the key of this device and makes it known to all. */
export async function makeKnown(ws: Workspace): Promise<void> {
  const { id } = me(ws)!;
  const device = await makeDevice(ws.draft.id, id);
  await send(ws, { type: 'cosign.key', key: device.vkey });
}

export const takeBack = (ws: Workspace, key: string) => send(ws, { type: 'cosign.key', key, ended: true });

/** Whom the chair asks now; `note`: why somebody is let go. */
export const ask = (ws: Workspace, delegations: string[], note = '') =>
  send(ws, { type: 'cosign.ask', delegations, ...(note && { note }) });

/** Compares with all that this device has seen, and signs where it is of one history. False: it is not, and nothing was signed. */
export async function cosign(ws: Workspace, of: number, note: string): Promise<boolean> {
  const draft = ws.draft.id;
  await compareNow(ws);
  const { verdict, reached } = ws.proof.value;
  const [device, kept] = await Promise.all([loadDevice(draft, me(ws)!.id), loadKept(draft)]);
  if (!device || !kept || !reached || verdict?.type !== 'good') return false;
  const text = await textToSign(draft, note, kept, sourceOf(ws));
  if (text === null) return false;
  await send(ws, {
    type: 'cosign.add',
    seq: of,
    key: device.vkey,
    signature: await device.cosign(text, Date.now()),
  });
  return true;
}

const isSigned = ({ by }: Moment, device: string) => by.some(({ key }) => key === device);

/** Versions, and the draft once it is adopted, are signed without asking: that one has seen them. What the chair asks for waits for a hand. */
export async function cosignByItself(ws: Workspace): Promise<void> {
  const { cosigning, device, verdict } = ws.proof.value;
  if (!cosigning || !device || verdict?.type !== 'good') return;
  const waits = cosigning.asked && missing(cosigning).includes(me(ws)?.delegation ?? '');
  const open = cosigning.moments
    .filter(({ of, name }) => name !== undefined && !(waits && of === cosigning.asked?.of))
    .slice(0, AT_ONCE)
    .filter((moment) => !isSigned(moment, device));
  for (const { of, note } of open) await cosign(ws, of, note).catch(() => false);
  const { seq } = verdict.checkpoint;
  if (!cosigning.adopted || cosigning.moments.some((one) => one.of >= seq && isSigned(one, device))) return;
  const note = await ws.api.checkpoint(ws.draft.id, seq).catch(() => null);
  if (note !== null) await cosign(ws, seq, note).catch(() => false);
}
