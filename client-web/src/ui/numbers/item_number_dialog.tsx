/** How one item is numbered: by its place, from a number on, or by a name of its own. */
import { useState } from 'preact/hooks';
import type { ItemNumber } from '../../wire/types';
import type { Workspace } from '../draft/workspace';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import { numberingWords } from './words';

type How = 'follows' | 'startsAt' | 'called';
const ways: readonly How[] = ['follows', 'startsAt', 'called'];

/** What is written makes the change; null where it is no number or no name. */
function changeOf(item: string, how: How, written: string): ItemNumber | null {
  const words = written.trim();
  if (how === 'follows') return { type: 'item.number', item };
  if (how === 'called')
    return words && words.length <= 12 ? { type: 'item.number', item, name: words } : null;
  const start = Number(words);
  return Number.isInteger(start) && start >= 1 && start <= 9999 ? { type: 'item.number', item, start } : null;
}

export function ItemNumberDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = numberingWords.value;
  const id = ws.lastItem.value ?? '';
  const { items, frozen } = ws.view.value;
  const { start, name } = items.get(id) ?? {};
  const [how, setHow] = useState<How>(
    name !== undefined ? 'called' : start !== undefined ? 'startsAt' : 'follows',
  );
  const [written, setWritten] = useState(name ?? String(start ?? ''));
  const [problem, setProblem] = useState<string | null>(null);
  if (frozen)
    return (
      <Dialog title={words.item} onClose={onClose}>
        {words.frozenScheme}
      </Dialog>
    );
  return (
    <Dialog title={words.item} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const change = changeOf(id, how, written);
          if (!change) setProblem(how === 'called' ? words.tooLong : words.notANumber);
          else if (ws.act([change])) onClose();
        }}
      >
        {ways.map((way) => (
          <label key={way} class="check">
            <input type="radio" name="how" checked={how === way} onChange={() => setHow(way)} /> {words[way]}
          </label>
        ))}
        {how !== 'follows' && (
          <Field label={words[how]}>
            <input value={written} onInput={({ currentTarget }) => setWritten(currentTarget.value)} />
          </Field>
        )}
        {problem && <Problem>{problem}</Problem>}
        <div class="dialog-actions">
          <button type="submit" class="button button-main">
            {words.set}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
