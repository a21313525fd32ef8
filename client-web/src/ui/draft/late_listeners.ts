/** What listens to a draft from shortly after its text is shown; in one file, as it is loaded in one. */
import { startAnnouncing } from './presence/announcing';
import { startGuarding } from '../proof/guarding';
import { keepReadingPlace } from './text/reading_place';
import { watchTextFilter } from './text/text_filter';
import type { Workspace } from './workspace';

export function start(ws: Workspace): () => void {
  const stops = [keepReadingPlace(ws), watchTextFilter(ws), startAnnouncing(ws), startGuarding(ws)];
  return () => stops.forEach((stop) => stop());
}
