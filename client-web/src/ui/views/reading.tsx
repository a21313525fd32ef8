/** The draft to be read: a finished document, in the view of the text that was chosen. */
import { useEffect, useMemo } from 'preact/hooks';
import { asIf } from '../../draft/as_if';
import { StructuredText } from '../draft/document/structured_text';
import { acceptedIn } from '../draft/text/text_filter';
import type { Workspace } from '../draft/workspace';
import { Adopted } from './adopted';

export function Reading({ ws }: { ws: Workspace }) {
  useEffect(() => {
    ws.textView = {
      goTo: (item) => document.getElementById(`item-${item}`)?.scrollIntoView({ block: 'center' }),
      focus: () => document.getElementById('text')?.focus(),
    };
    return () => {
      ws.textView = null;
    };
  }, [ws]);
  const state = ws.settledView.value;
  const accepted = acceptedIn(ws.textFilter.value);
  const shown = useMemo(() => (accepted ? asIf(state, accepted) : state), [state, ws.textFilter.value]);
  return (
    <div class={ws.shown.value.length > 1 ? 'paper paper-two' : 'paper'}>
      <StructuredText state={shown} langs={ws.shown.value} marks />
      {ws.draft.adopted.value && <Adopted />}
    </div>
  );
}
