/** The draft to be read: a finished document, in the view of the text that was chosen. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { asIf } from '../../draft/as_if';
import { ReadingFinder } from '../draft/text/reading_finder';
import { StructuredText } from '../draft/document/structured_text';
import { acceptedIn } from '../draft/text/text_filter';
import type { Workspace } from '../draft/workspace';
import { Adopted } from './adopted';

const focus = () => document.getElementById('text')?.focus();

export function Reading({ ws }: { ws: Workspace }) {
  const paper = useRef<HTMLDivElement>(null);
  const finder = useMemo(() => new ReadingFinder(() => paper.current, focus), [ws]);
  useEffect(() => {
    ws.textView = {
      goTo: (item) => document.getElementById(`item-${item}`)?.scrollIntoView({ block: 'center' }),
      focus,
    };
    ws.finder.value = finder;
    return () => {
      ws.textView = ws.finder.value = null;
    };
  }, [ws]);
  const state = ws.settledView.value;
  const accepted = acceptedIn(ws.textFilter.value);
  const shown = useMemo(() => (accepted ? asIf(state, accepted) : state), [state, ws.textFilter.value]);
  useEffect(() => {
    if (ws.finding.value) ws.found.value = finder.look();
  }, [shown, ws.shown.value]);
  return (
    <div ref={paper} class={ws.shown.value.length > 1 ? 'paper paper-two' : 'paper'}>
      <StructuredText state={shown} langs={ws.shown.value} marks />
      {ws.draft.adopted.value && <Adopted />}
    </div>
  );
}
