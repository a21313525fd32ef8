/** What is shown of the past, and how one gets about in it. One for each time that it is opened; live editing never hears of it. */
import { computed, signal } from '@preact/signals';
import type { DraftState } from '../../draft/state';
import { around, type Blame, type Life } from '../../record/life';
import { Moments } from '../../record/moments';
import type { Op } from '../../wire/types';
import type { Workspace } from '../draft/workspace';

/** A moment and the one before the step that led to it. */
export interface Shown {
  seq: number;
  state: DraftState;
  before: DraftState | null;
  op: Op | undefined;
}

const PLAY_MS = 900;

export class Past {
  readonly life = signal<Life | null>(null);
  readonly failed = signal(false);
  readonly seq = signal(0);
  readonly shown = signal<Shown | null>(null);
  readonly step = signal<'op' | 'burst'>('burst');
  readonly look = signal<'changes' | 'who'>('changes');
  readonly blame = signal<Blame | null>(null);
  readonly lang = signal('');
  readonly playing = signal(false);
  readonly last = computed(() => this.life.value?.seq ?? 1);
  private readonly moments: Moments;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(readonly ws: Workspace) {
    const { api, draft } = ws;
    this.lang.value = ws.shown.value[0] ?? '';
    this.moments = new Moments({
      snapshot: (seq) => api.snapshot(draft.id, seq),
      ops: async (since, limit) => (await api.ops(draft.id, since, limit)).map(({ op }) => op),
    });
  }

  async open(): Promise<void> {
    await this.reload();
    if (this.life.value) await this.goTo(this.life.value.seq);
  }

  async reload(): Promise<void> {
    this.failed.value = false;
    try {
      this.life.value = await this.ws.api.look<Life>(this.ws.draft.id, '/versions');
    } catch {
      this.failed.value = true;
    }
  }

  close(): void {
    clearTimeout(this.timer);
    this.playing.value = false;
    this.asked = -1;
  }

  /** Shows a moment. Of several that are asked for at once, as a drag does, the last one counts. */
  async goTo(seq: number, since?: number): Promise<void> {
    const wanted = Math.min(Math.max(seq, 1), this.last.value);
    const turn = ++this.asked;
    this.seq.value = wanted;
    try {
      const state = await this.moments.at(wanted);
      if (turn !== this.asked) return;
      const from = since ?? (await this.stepStart(wanted));
      const before = from > 0 ? await this.moments.at(from) : null;
      const op = await this.moments.op(wanted);
      if (turn !== this.asked) return;
      this.shown.value = { seq: wanted, state, before, op };
      this.failed.value = false;
      if (this.look.value === 'who') await this.loadBlame();
    } catch {
      if (turn === this.asked) this.failed.value = true;
    }
  }

  private async stepStart(seq: number): Promise<number> {
    if (this.step.value === 'op') return seq - 1;
    return (await this.moments.burst(seq, this.last.value)).first - 1;
  }

  async forward(): Promise<void> {
    const from = this.seq.value;
    if (from >= this.last.value) return;
    if (this.step.value === 'op') return this.goTo(from + 1, from);
    const { last } = await this.moments.burst(from + 1, this.last.value);
    return this.goTo(last, from);
  }

  async back(): Promise<void> {
    const at = this.seq.value;
    if (at <= 1) return;
    if (this.step.value === 'op') return this.goTo(at - 1);
    const { first } = await this.moments.burst(at, this.last.value);
    return this.goTo(first - 1);
  }

  play(): void {
    this.playing.value = !this.playing.value;
    clearTimeout(this.timer);
    if (!this.playing.value) return;
    const next = async () => {
      if (!this.playing.value) return;
      await this.forward();
      if (this.seq.value >= this.last.value) this.playing.value = false;
      else this.timer = setTimeout(() => void next(), PLAY_MS);
    };
    void (this.seq.value >= this.last.value ? this.goTo(1).then(next) : next());
  }

  /** The draft as it stood at a time. */
  async goToTime(at: number): Promise<void> {
    const life = this.life.value;
    if (!life) return;
    const [low, high] = around(life, at);
    await this.goTo(await this.moments.lastBefore(at, low, high));
  }

  async show(look: 'changes' | 'who'): Promise<void> {
    this.look.value = look;
    if (look === 'who') await this.loadBlame();
  }

  async setLang(lang: string): Promise<void> {
    this.lang.value = lang;
    if (this.look.value === 'who') await this.loadBlame();
  }

  private async loadBlame(): Promise<void> {
    const [seq, lang] = [this.seq.value, this.lang.value];
    if (this.blame.value?.seq === seq && this.blame.value.lang === lang) return;
    const blame = await this.ws.api.look<Blame>(
      this.ws.draft.id,
      `/blame?seq=${seq}&lang=${encodeURIComponent(lang)}`,
    );
    if (this.seq.value === seq && this.lang.value === lang) this.blame.value = blame;
  }

  at(seq: number): Promise<DraftState> {
    return this.moments.at(seq);
  }
}
