/** What the follow-up shows, and what is done to it. One for each time that it is opened. */
import { computed, signal } from '@preact/signals';
import { createApi, type FollowChange } from '../../net/api';
import type { Item } from '../../draft/state';
import type { Workspace } from '../draft/workspace';
import { plainText } from '../draft/words/plain_text';
import { errorWords } from '../errors';
import { toast } from '../widgets/toast';
import { indexEntries, matchItems, type Entry } from './matching';
import { guessesOf, rowsShown, type Field, type Filter, type Row, type SortKey, type Table } from './table';

const RENEW_MS = 30_000;

export class FollowUp {
  readonly table = signal<Table | null>(null);
  /** The table of the draft before; its absence where one has no seat there is `closed`. */
  readonly before = signal<Table | null>(null);
  readonly closed = signal(false);
  readonly failed = signal(false);
  private readonly index = computed(() => indexEntries(this.before.value?.rows.map(promise) ?? []));
  private loadedAt = 0;
  readonly part = signal<'table' | 'before'>('table');
  readonly filter = signal<Filter>({ all: false, who: '', status: '' });
  readonly sort = signal<{ key: SortKey; down: boolean }>({ key: 'place', down: false });
  readonly rows = computed(() => {
    const { key, down } = this.sort.value;
    return rowsShown(this.table.value?.rows ?? [], this.filter.value, key, down, Date.now());
  });
  readonly mayKeep: boolean;
  readonly mayReport: boolean;

  constructor(readonly ws: Workspace) {
    const you = ws.draft.you.value;
    this.mayKeep = ws.mayInvite.value;
    this.mayReport = you?.role === 'delegation' && you.delegation !== undefined && !you.silent;
  }

  get lang(): string {
    return this.ws.shown.value[0] ?? '';
  }

  async load(): Promise<void> {
    const path = `/follow-up?lang=${encodeURIComponent(this.lang)}`;
    try {
      const table = await this.ws.api.look<Table>(this.ws.draft.id, path);
      this.table.value = table;
      this.failed.value = false;
      if (!table.follows) this.before.value = null;
      else if (table.follows !== this.before.value?.draft) await this.loadBefore(table.follows);
    } catch {
      this.failed.value = true;
    }
  }

  /** Unless it was looked at a moment ago. */
  async renew(now: number): Promise<void> {
    if (now - this.loadedAt < RENEW_MS) return;
    this.loadedAt = now;
    await this.load();
  }

  /** By whichever seat this browser has there; in its own original language. */
  private async loadBefore(draft: string): Promise<void> {
    this.before.value = await createApi()
      .look<Table>(draft, '/follow-up')
      .catch(() => null);
    this.closed.value = this.before.value === null;
  }

  private async send(...changes: FollowChange[]): Promise<void> {
    try {
      await this.ws.api.follow(this.ws.draft.id, changes);
    } catch (error) {
      toast(errorWords(error));
    }
    await this.load();
  }

  /** Null: as it is guessed. */
  say({ item, row }: Row, field: Field | 'report', value: string | null): Promise<void> {
    return this.send({ type: 'follow.set', item, row, field, value });
  }

  confirm(row: Row): Promise<void> {
    const { item, row: of } = row;
    return this.send(
      ...guessesOf(row).map((field) => ({
        type: 'follow.set' as const,
        item,
        row: of,
        field,
        value: row[field],
      })),
    );
  }

  /** A further commitment of the same item. */
  addTo({ item }: Row): Promise<void> {
    const last = Math.max(...this.table.value!.rows.filter((one) => one.item === item).map(({ row }) => row));
    return this.send({ type: 'follow.set', item, row: last + 1, field: 'what', value: '' });
  }

  follow(draft: string | null): Promise<void> {
    return this.send({ type: 'follow.from', draft });
  }

  /** `of`: an item of the draft before; empty: none. */
  takeUp(item: string, of: string): Promise<void> {
    return this.send({ type: 'follow.set', item, row: 1, field: 'takes_up', value: of });
  }

  /** What the draft before promised that an item of this one takes up. */
  promisedTo(item: string): { rows: Row[]; said: boolean } {
    const { before, table, index, ws } = this;
    const one = ws.settledView.value.items.get(item);
    if (!before.value || !table.value || !one) return { rows: [], said: false };
    const match = matchItems([entryOf(one, this.lang)], index.value, table.value.takes_up).get(item);
    const isPromise = (row: Row) => row.kind === 'commitment' && row.item === match?.of;
    return { rows: before.value.rows.filter(isPromise), said: match?.said ?? false };
  }

  /** By the items of the draft before: which item of this one takes each up. */
  takenUp(): Map<string, { item: string; said: boolean }[]> {
    const { before, table, index, ws } = this;
    const found = new Map<string, { item: string; said: boolean }[]>();
    if (!before.value || !table.value) return found;
    const now = itemEntries(ws, this.lang);
    for (const [item, { of, said }] of matchItems(now, index.value, table.value.takes_up))
      found.set(of, [...(found.get(of) ?? []), { item, said }]);
    return found;
  }
}

const promise = ({ item, verb, what, who }: Row): Entry => ({ id: item, words: `${verb} ${what} ${who}` });

const entryOf = ({ id, texts }: Item, lang: string): Entry => ({ id, words: plainText(texts[lang]) });

function itemEntries({ settledView }: Workspace, lang: string): Entry[] {
  const items = [...settledView.value.items.values()].filter(
    ({ removed, kind }) => !removed && kind !== 'heading',
  );
  return items.map((item) => entryOf(item, lang));
}
