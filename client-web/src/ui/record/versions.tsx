/** The moments with names: opened, compared, downloaded; the secretariat and the chair name another one. */
import { useState } from 'preact/hooks';
import type { Life, People } from '../../record/life';
import { formatMoment } from '../i18n/dates';
import { labelled } from '../i18n/phrases';
import { Compare } from './compare';
import { NameMoment } from './restore';
import { personName } from './person';
import type { Past } from './past';
import { pastWords } from './words';

const FORMATS = ['docx', 'html', 'md', 'txt', 'json'];

export function Versions({ past }: { past: Past }) {
  const words = pastWords.value;
  const life = past.life.value;
  const [pair, setPair] = useState<[number, number] | null>(null);
  const [from, setFrom] = useState(1);
  const [to, setTo] = useState(0);
  if (!life) return <p role="status">{words.loading}</p>;
  const moments: [number, string][] = [
    [1, words.start],
    ...life.versions.map(({ of, name }): [number, string] => [of, name]),
  ];
  if (past.ws.lastVisit > 0 && past.ws.lastVisit <= life.seq)
    moments.push([past.ws.lastVisit, words.jumpLeft]);
  moments.push([life.seq, words.now]);
  const end = to || life.seq;
  return (
    <div class="past-body" tabIndex={0} role="region" aria-label={words.parts.versions}>
      {past.ws.mayInvite.value && past.ws.mayWrite.value && (
        <NameMoment past={past} seq={life.seq} label={words.versionNow} />
      )}
      {life.versions.length === 0 && <p>{words.versionNone}</p>}
      <ul class="past-versions">
        {[...life.versions].reverse().map((version) => (
          <VersionEntry key={version.id} past={past} people={life.people} version={version} />
        ))}
      </ul>
      <form
        class="past-tools"
        onSubmit={(event) => {
          event.preventDefault();
          setPair(from <= end ? [from, end] : [end, from]);
        }}
      >
        <Pick label={words.compareFrom} value={from} moments={moments} pick={setFrom} />
        <Pick label={words.compareTo} value={end} moments={moments} pick={setTo} />
        <button type="submit" class="button button-main">
          {words.compare}
        </button>
      </form>
      {pair && <Compare key={pair.join()} past={past} from={pair[0]} to={pair[1]} />}
    </div>
  );
}

interface EntryProps {
  past: Past;
  people: People;
  version: Life['versions'][number];
}

function VersionEntry({ past, people, version }: EntryProps) {
  const words = pastWords.value;
  const open = () => {
    past.ws.past.value = { part: 'time' };
    void past.goTo(version.of);
  };
  return (
    <li>
      <strong>{version.name}</strong>{' '}
      <span class="muted">{words.named(personName(people, version.by), formatMoment(version.of_at))}</span>
      <div class="past-tools">
        <button type="button" class="button button-small" onClick={open}>
          {words.versionOpen}
        </button>
        <span>
          {labelled(words.download, '')}
          {FORMATS.map((format) => (
            <a
              key={format}
              class="past-link"
              download
              href={`/api/drafts/${past.ws.draft.id}/export?format=${format}&lang=${past.lang.value}&seq=${version.of}`}
            >
              {format}
            </a>
          ))}
        </span>
      </div>
    </li>
  );
}

interface PickProps {
  label: string;
  value: number;
  moments: readonly [number, string][];
  pick: (seq: number) => void;
}

function Pick({ label, value, moments, pick }: PickProps) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => pick(Number(event.currentTarget.value))}>
        {moments.map(([seq, name], at) => (
          <option key={at} value={seq}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
