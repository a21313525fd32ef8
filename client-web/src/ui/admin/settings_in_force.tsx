/** The settings in force, and reading them again. */
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../net/api';
import { errorWords } from '../errors';
import { Problem } from '../widgets/field';
import type { Office } from './office';
import * as calls from './calls';
import { adminWords } from './words';

export function SettingsInForce({ office }: { office: Office }) {
  const [all, setAll] = useState<calls.Settings>({});
  const [told, setTold] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const words = adminWords.value;
  useEffect(() => void calls.settings().then(setAll, () => undefined), [office.done]);
  const reload = async () => {
    setProblem(null);
    setTold(null);
    try {
      const { changed, waiting } = await calls.reload();
      const said = [
        changed.length ? words.changed(changed.join(', ')) : '',
        waiting.length ? words.waiting(waiting.join(', ')) : '',
      ];
      setTold(said.filter(Boolean).join(' ') || words.same);
      await office.act(async () => undefined);
    } catch (error) {
      // what is wrong with the file is said by the server alone, to whoever writes it
      setProblem(error instanceof ApiError && error.code === 'usage' ? error.message : errorWords(error));
    }
  };
  return (
    <section aria-labelledby="admin-settings">
      <h2 id="admin-settings">{words.settings}</h2>
      <button type="button" class="button" onClick={() => void reload()}>
        {words.reload}
      </button>
      {told && <p role="status">{told}</p>}
      {problem && <Problem>{problem}</Problem>}
      <details>
        <summary>{words.show_all}</summary>
        <dl class="admin-settings">
          {Object.entries(all).map(([name, { value, at_once }]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                {value === null ? words.secret : value === '' ? '–' : String(value)}
                {!at_once && <span class="muted"> {words.restart}</span>}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
