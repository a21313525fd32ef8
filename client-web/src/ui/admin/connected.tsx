/** Who is connected to which draft. */
import { useEffect, useState } from 'preact/hooks';
import { delegationName } from '../i18n/format';
import type { Office } from './office';
import * as calls from './calls';
import { adminWords } from './words';

export function Connected({ office }: { office: Office }) {
  const [all, setAll] = useState<calls.Connected[]>([]);
  const words = adminWords.value;
  useEffect(() => void calls.connections().then(setAll, () => undefined), [office.done]);
  return (
    <section aria-labelledby="admin-connected">
      <h2 id="admin-connected">{words.connected}</h2>
      {all.length === 0 && <p class="muted">{words.nothing}</p>}
      <ul class="admin-list">
        {all.map((one) => (
          <li key={`${one.draft} ${one.participant}`}>
            <div>
              <strong>{one.name ?? one.participant}</strong>
              <span class="muted">
                {one.delegation && `${delegationName(one.delegation)} · `}
                <code>{one.draft}</code> · {words.connections}: {one.connections}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
