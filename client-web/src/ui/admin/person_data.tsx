/** What is known of one person, to hand it over; and their addresses, to erase them. */
import { useState } from 'preact/hooks';
import { ApiError } from '../../net/api';
import { errorWords } from '../errors';
import { Field, Problem } from '../widgets/field';
import type { Office } from './office';
import * as calls from './calls';
import { adminWords } from './words';

function save(data: object) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
  link.download = 'person.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

export function PersonData({ office }: { office: Office }) {
  const [who, setWho] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const words = adminWords.value;
  const ask = async (what: () => Promise<string | null>) => {
    setProblem(null);
    setTold(null);
    try {
      setTold(await what());
      await office.act(async () => undefined);
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 404 ? words.unknown : errorWords(error));
    }
  };
  const download = () => ask(async () => (save(await calls.person(who.trim())), null));
  const erase = () => ask(async () => words.erased((await calls.erase(who.trim())).erased));
  return (
    <section aria-labelledby="admin-person">
      <h2 id="admin-person">{words.people}</h2>
      <Field label={words.who} hint={words.peopleHint}>
        <input value={who} onInput={(e) => setWho(e.currentTarget.value)} />
      </Field>
      {problem && <Problem>{problem}</Problem>}
      {told && <p role="status">{told}</p>}
      <p class="admin-tools">
        <button type="button" class="button" disabled={!who.trim()} onClick={() => void download()}>
          {words.show}
        </button>
        <button type="button" class="button" disabled={!who.trim()} onClick={() => void erase()}>
          {words.erase}
        </button>
      </p>
    </section>
  );
}
