/** What listens to a draft from shortly after its text is shown; in one file, as it is loaded in one. */
import { startAnnouncing } from './presence/announcing';
import { startGuarding } from '../proof/guarding';
import { watchReferences } from '../references/watching';
import { keepReadingPlace } from './text/reading_place';
import { listenForPageKeys } from './page_keys';
import { leaveWhenSignedOut } from './seats/signed_out';
import { watchTextFilter } from './text/text_filter';
import type { Workspace } from './workspace';

export function start(ws: Workspace): () => void {
  const listeners = [
    keepReadingPlace,
    watchTextFilter,
    startAnnouncing,
    startGuarding,
    leaveWhenSignedOut,
    watchReferences,
    listenForPageKeys,
  ];
  const stops = listeners.map((listen) => listen(ws));
  return () => stops.forEach((stop) => stop());
}
