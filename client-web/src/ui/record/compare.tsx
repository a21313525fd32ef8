/** What differs between two moments, as the server knows it from the log: inline, or the two texts side by side. */
import { useEffect, useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import type { People } from '../../record/life';
import type { Status, WireDelta } from '../../wire/types';
import { t } from '../i18n';
import { formatMoment } from '../i18n/dates';
import { hueOfPerson, personName } from './person';
import type { Past } from './past';
import { pastWords } from './words';

interface Part {
  kind: 'kept' | 'deleted' | 'inserted' | 'left' | 'came';
  words: WireDelta;
  other?: string;
  at?: number;
  by?: string;
  decider?: string;
}

interface Place {
  depth: number;
  number?: string;
  kind: string;
  status: Status;
}

interface Row {
  item: string;
  state: 'same' | 'changed' | 'added' | 'restored' | 'removed';
  before?: Place;
  after?: Place;
  moved?: { by: string };
  split_from?: string;
  joined_to?: string;
  parts: Part[];
}

interface Comparison {
  changes: number;
  items: Row[];
  people: People;
}

export function Compare({ past, from, to }: { past: Past; from: number; to: number }) {
  const words = pastWords.value;
  const [found, setFound] = useState<Comparison | null>(null);
  const [failed, setFailed] = useState(false);
  const [beside, setBeside] = useState(false);
  const [all, setAll] = useState(false);
  const lang = past.lang.value;
  useEffect(() => {
    let current = true;
    const path = `/compare?from=${from}&to=${to}&lang=${encodeURIComponent(lang)}`;
    past.ws.api.look<Comparison>(past.ws.draft.id, path).then(
      (comparison) => current && setFound(comparison),
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [from, to, lang]);
  if (failed) return <p role="alert">{words.failed}</p>;
  if (!found) return <p role="status">{words.loading}</p>;
  const rows = found.items.filter(({ state }) => all || state !== 'same');
  return (
    <section class="past-compare">
      <div class="past-tools">
        <strong role="status">{found.changes ? words.rows(found.changes) : words.noDifference}</strong>
        <label>
          <input type="checkbox" checked={beside} onChange={() => setBeside(!beside)} /> {words.sideBySide}
        </label>
        <label>
          <input type="checkbox" checked={!all} onChange={() => setAll(!all)} /> {words.onlyChanges}
        </label>
        {(['docx', 'html', 'txt'] as const).map((format) => (
          <a
            key={format}
            class="past-link"
            download
            href={`/api/drafts/${past.ws.draft.id}/compare?from=${from}&to=${to}&lang=${lang}&format=${format}`}
          >
            {words.compared[format]}
          </a>
        ))}
      </div>
      <div class="document" {...inLang(lang)}>
        {rows.map((row) => (
          <RowView key={row.item} row={row} found={found} beside={beside} />
        ))}
      </div>
    </section>
  );
}

function numberOf(found: Comparison, item: string): string {
  const row = found.items.find((one) => one.item === item);
  return row?.after?.number ?? row?.before?.number ?? '¶';
}

function RowView({ row, found, beside }: { row: Row; found: Comparison; beside: boolean }) {
  const place = row.after ?? row.before!;
  const draw = (keep: (part: Part) => boolean) =>
    row.parts.filter(keep).map((part, at) => <PartView key={at} part={part} found={found} />);
  return (
    <div class={`past-row past-${place.kind} past-${row.state}`} style={{ '--depth': place.depth }}>
      <span class="past-number">{place.number ?? ''}</span>
      {beside ? (
        <div class="past-two">
          <p>{row.before && draw(({ kind }) => kind !== 'inserted' && kind !== 'came')}</p>
          <p>{row.after && draw(({ kind }) => kind !== 'deleted' && kind !== 'left')}</p>
        </div>
      ) : (
        <p>
          {draw(() => true)} <Notes row={row} found={found} />
        </p>
      )}
    </div>
  );
}

const statusWords = (before: Place, after: Place) =>
  `${t.value.status[before.status]} → ${t.value.status[after.status]}`;

function Notes({ row, found }: { row: Row; found: Comparison }) {
  const words = pastWords.value;
  const notes = [
    row.state === 'added' && !row.split_from && words.added,
    row.state === 'removed' && !row.joined_to && words.removed,
    row.split_from && words.splitFrom(numberOf(found, row.split_from)),
    row.joined_to && words.joinedTo(numberOf(found, row.joined_to)),
    row.before && row.after && row.before.status !== row.after.status && statusWords(row.before, row.after),
    row.moved && words.movedFrom(row.before?.number ?? ''),
    row.moved && words.movedBy(personName(found.people, row.moved.by)),
  ].filter(Boolean);
  return notes.length > 0 ? <span class="past-note">[{notes.join('; ')}]</span> : null;
}

function PartView({ part, found }: { part: Part; found: Comparison }) {
  const words = pastWords.value;
  const text = part.words.ops.map(({ insert }) => insert).join('');
  if (part.kind === 'kept' || part.kind === 'came') return <span>{text}</span>;
  if (part.kind === 'left')
    return <span class="past-note">{words.wentTo(numberOf(found, part.other!))}</span>;
  const Mark = part.kind === 'deleted' ? 'del' : 'ins';
  const who = personName(found.people, part.by);
  const note = [
    who && words.writtenBy(who, part.at ? formatMoment(part.at) : ''),
    part.decider && words.decidedBy(personName(found.people, part.decider)),
  ];
  return (
    <Mark style={{ '--hue': hueOfPerson(found.people, part.by) }} title={note.filter(Boolean).join(', ')}>
      {text}
    </Mark>
  );
}
