/** How the server is, at a glance. */
import { formatMoment } from '../i18n/dates';
import { locale } from '../i18n';
import type { Overview } from './calls';
import { adminWords } from './words';

/** 12.3 MB, as the language of the interface writes it. */
export function bytesWords(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return new Intl.NumberFormat(locale.value, {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumSignificantDigits: 3,
  }).format(bytes / 1000 ** step);
}

export function State({ overview }: { overview: Overview }) {
  const words = adminWords.value;
  const { connections, memory, disk, backup, certificate, log, started } = overview;
  const facts: [string, string, string?][] = [
    [words.since, started ? formatMoment(started) : ''],
    [
      words.connections,
      String(connections.all),
      words.byRole(connections.observer, connections.delegation, connections.secretariat, connections.chair),
    ],
    [words.queue, bytesWords(overview.queue)],
    [words.loaded, String(overview.loaded)],
    [
      words.memory,
      bytesWords(memory.allocated),
      (memory.highest && words.memoryHighest(bytesWords(memory.highest))) || undefined,
    ],
    [
      words.disk,
      bytesWords(disk.database),
      disk.free === undefined ? undefined : words.diskFree(bytesWords(disk.free)),
    ],
    [words.backup, backup ? formatMoment(backup.at) : words.never, backup?.file],
    ...(certificate ? [[words.certificate, formatMoment(certificate)] as [string, string]] : []),
    [words.log, words.logEnd(log?.entries ?? 0), log?.hash],
  ];
  return (
    <section aria-labelledby="admin-state">
      <h2 id="admin-state">{words.overview}</h2>
      <dl class="admin-facts">
        {facts.map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {more && <span class="muted">{more}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
