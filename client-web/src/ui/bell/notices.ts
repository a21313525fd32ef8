/** What the server says that somebody was told (protocol/notices.md): asked for now and then, and what was read is kept there for all devices. */
import { signal } from '@preact/signals';
import { ApiError } from '../../net/api';
import type { ByLang } from '../../wire/types';

export type NoticeKind = 'invited' | 'home' | 'deadline' | 'silence' | 'decided' | 'mentioned' | 'adopted';

export interface Notice {
  event: string;
  kind: NoticeKind;
  draft: string;
  title: ByLang<string>;
  at: number;
  item?: string;
  label?: string;
  outcome?: string;
  words?: string;
  by?: string;
  delegation?: string;
  until: number | null;
  read: number | null;
}

export interface NoticeSettings {
  muted: NoticeKind[];
  digest: number;
}

interface Answer {
  notices: Notice[];
  settings: NoticeSettings;
}

const everyMs = 20_000;

export class Notices {
  readonly all = signal<readonly Notice[]>([]);
  readonly settings = signal<NoticeSettings | null>(null);
  readonly failed = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ended = false;
  private known: Set<string> | null = null;

  /** `participant` null: all whom this browser is. `fresh` is told of what came since the page was opened. */
  constructor(
    private readonly participant: string | null,
    private readonly fresh: (notice: Notice) => void,
  ) {
    void this.look();
  }

  get unread(): number {
    return this.all.value.filter(({ read }) => read === null).length;
  }

  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
  }

  async read(what: { event: string } | { until: number }): Promise<void> {
    const now = Date.now();
    this.all.value = this.all.value.map((one) =>
      one.read === null && ('until' in what ? one.at <= what.until : one.event === what.event)
        ? { ...one, read: now }
        : one,
    );
    await this.send('POST', '/read', what);
  }

  async set(settings: NoticeSettings): Promise<void> {
    this.settings.value = settings;
    await this.send('PUT', '/settings', settings);
  }

  private async look(): Promise<void> {
    try {
      const answer = (await (await this.ask('GET', '')).json()) as Answer;
      if (this.ended) return;
      this.all.value = answer.notices;
      this.settings.value = answer.settings;
      this.failed.value = false;
      this.tellFresh(answer.notices);
    } catch {
      this.failed.value = true;
    }
    if (!this.ended) this.timer = setTimeout(() => void this.look(), everyMs);
  }

  private tellFresh(notices: Notice[]): void {
    const before = this.known;
    this.known = new Set(notices.map(({ event }) => event));
    for (const one of notices) if (before && !before.has(one.event) && one.read === null) this.fresh(one);
  }

  /** What is not taken now is seen by the next look. */
  private async send(method: string, path: string, body: object): Promise<void> {
    try {
      await this.ask(method, path, body);
    } catch {
      this.failed.value = true;
    }
  }

  private async ask(method: string, path: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.participant) headers['plenaria-participant'] = this.participant;
    if (body) headers['content-type'] = 'application/json';
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(`/api/notices${path}`, init);
    if (!response.ok) throw new ApiError('io', response.statusText, response.status);
    return response;
  }
}
