/** Signing out ends the seats of the whole browser: every tab of it leaves the draft that it shows, and keeps nothing. */
import { forgetAll } from '../../../store/kept_words';
import { navigate } from '../../router';
import type { Workspace } from '../workspace';

const openChannel = () => new BroadcastChannel('plenaria.signed-out');

/** To be called once the server has ended the seats. */
export async function leave(ws: Workspace): Promise<void> {
  ws.draft.close();
  await forgetAll().catch(() => undefined);
  navigate('/');
}

export function tellOtherTabs(): void {
  const channel = openChannel();
  channel.postMessage(null);
  channel.close();
}

export function leaveWhenSignedOut(ws: Workspace): () => void {
  const channel = openChannel();
  channel.onmessage = () => void leave(ws);
  return () => channel.close();
}
