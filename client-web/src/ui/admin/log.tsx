/** The audit log, newest first, by kinds of acts. */
import { useEffect, useState } from 'preact/hooks';
import { formatMoment } from '../i18n/dates';
import { Field } from '../widgets/field';
import type { Office } from './office';
import * as calls from './calls';
import { adminWords } from './words';

type Kind = keyof typeof adminWords.value.kinds;

export function Log({ office }: { office: Office }) {
  const [kind, setKind] = useState<Kind>('');
  const [entries, setEntries] = useState<calls.Entry[]>([]);
  const [more, setMore] = useState(false);
  const words = adminWords.value;
  const read = async (before?: number) => {
    const found = await calls.log(kind, before).catch(() => []);
    setMore(found.length === 50);
    setEntries((had) => (before ? [...had, ...found] : found));
  };
  useEffect(() => void read(), [kind, office.done]);
  return (
    <section aria-labelledby="admin-log">
      <h2 id="admin-log">{words.log}</h2>
      <Field label={words.filter}>
        <select value={kind} onChange={(e) => setKind(e.currentTarget.value as Kind)}>
          {Object.entries(words.kinds).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      {entries.length === 0 ? <p class="muted">{words.nothing}</p> : <Entries entries={entries} />}
      {more && (
        <button type="button" class="button" onClick={() => void read(entries.at(-1)!.number)}>
          {words.older}
        </button>
      )}
      <p class="muted">{words.signedHint}</p>
      <a class="button" href="/api/admin/log/signed" download="audit.note">
        {words.signed}
      </a>
    </section>
  );
}

const aboutWords = (entry: calls.Entry) =>
  [entry.target_name ?? entry.target, entry.personal, entry.draft, entry.meeting].filter(Boolean).join(' · ');

function Entries({ entries }: { entries: calls.Entry[] }) {
  const words = adminWords.value;
  return (
    <div class="admin-table" tabIndex={0} role="region" aria-label={words.log}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.about}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.number}>
              <td>{formatMoment(entry.at)}</td>
              <td>
                <code>{entry.act}</code>
              </td>
              <td>{entry.by_name ?? entry.by}</td>
              <td>{aboutWords(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
