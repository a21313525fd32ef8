/** The server's HTTP calls, typed. Every failure is an ApiError with the server's code. */
import type { ByLang, DocumentView, Lang, Numbering, Op, Participant, Role, Snapshot } from '../wire/types';

export class ApiError extends Error {
  constructor(
    /** The server's code; `network` where no answer came. */
    readonly code: string,
    message: string,
    /** HTTP status; 0 where no answer came. */
    readonly status: number,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export interface DraftSummary {
  id: string;
  title: ByLang<string>;
  langs: Lang[];
  adopted: boolean;
  seq: number;
  role: Role;
  /** The seat from which this browser sees it. */
  participant: string;
}

export interface Invitation {
  id: string;
  role: Role;
  name: string;
  delegation?: string;
  expires: number | null;
  created: number;
  revoked: number | null | boolean;
  /** A second seat of a delegation that nobody has confirmed. */
  pending?: boolean;
}

export interface NewInvitation {
  role: Role;
  name: string;
  delegation?: string;
  /** ms since the epoch, or a duration such as `30d`. */
  expires?: number | string;
}

/** A recognised line of a pasted text. */
export interface OutlineEntry {
  depth: number;
  kind: 'item' | 'heading' | 'paragraph';
  number?: string;
  text: string;
  /** It says in this language what the one before says. */
  lang?: string;
  /** Why the reading is not certain. */
  guess?: Guess[];
  /** What the file proposes here. */
  changes?: OutlineChange[];
  /** Of the text, from 1. */
  lines: [first: number, last: number];
}

/** Of a whole entry, or of words of it: then with a range. `who`: a delegation's code, or the name of a person. */
export type OutlineChange = { who: { code?: string; words?: string } } & (
  { means: 'add' | 'remove' } | { means: 'insert' | 'delete'; from: number; to: number }
);

export type Guess =
  | 'joined'
  | 'cut'
  | 'reading'
  | 'sequence'
  | 'extra'
  | 'unmarked'
  | 'heading'
  | 'place'
  | 'depth'
  | 'glued'
  | 'row'
  | 'note';

export type BracketMeaning =
  'text' | 'insert' | 'delete' | 'replace' | 'add' | 'remove' | 'status' | 'position';

/** A bracket of the text, and what it was found to say. */
export interface Bracket {
  entry: number;
  /** It ends in this later one. */
  last?: number;
  from: number;
  to: number;
  means: BracketMeaning;
  who: { code?: string; words: string }[];
  group?: number;
}

/** A step on the outline as the steps before left it. */
export type OutlineEdit =
  | { do: 'kind'; entry: number; kind: OutlineEntry['kind'] }
  | { do: 'depth'; entry: number; depth: number }
  | { do: 'join'; entry: number }
  | { do: 'split'; entry: number; at: number }
  | { do: 'back'; aside: number }
  | { do: 'lang'; entry: number; lang: string };

/** Which brackets stay words, and the codes of names that are not known. */
export type BracketChoice = 'keep' | { keep: number[]; names: Record<string, string> };

export interface Outline {
  title: string;
  items: OutlineEntry[];
  /** Lines set apart: page headers, bar codes. */
  aside: string[];
  aside_lines: number[];
  brackets: Bracket[];
}

/** A line of the op log: the op and the hash of the chain with it. */
export interface LogLine {
  op: Op;
  hash: string;
}

export type ExportFormat = 'txt' | 'md' | 'html' | 'json' | 'docx' | 'akn';

/** A draft as a file. Several languages, `tracked` and statuses are for docx. */
export interface Wanted {
  format: ExportFormat;
  langs: readonly Lang[];
  view: DocumentView | 'tracked';
  statuses?: boolean;
  handles?: boolean;
}

export interface Api {
  /** Exchanges the token of an invitation for a seat in this browser's cookie. */
  /** By the link of a person of a meeting it is the meeting that one comes to. */
  join(token: string): Promise<{ you: Participant; draft?: string; meeting?: string }>;
  /** Signs out: the seats in this browser's cookie end, or those in every browser that opened the same links. */
  /** Answers where the browser ends a login of an institution too, if there is such a place. */
  leave(everywhere?: boolean): Promise<string | undefined>;
  drafts(): Promise<DraftSummary[]>;
  createDraft(draft: {
    title: ByLang<string>;
    langs: Lang[];
    text: string;
    lang: Lang;
    edits?: readonly OutlineEdit[];
    brackets?: BracketChoice;
    numbering?: Numbering;
  }): Promise<{ draft: string; items: number }>;
  outline(text: string, lang: Lang, edits?: readonly OutlineEdit[]): Promise<Outline>;
  snapshot(draft: string, seq?: number): Promise<Snapshot>;
  /** A path that a `welcome` named. */
  snapshotAt(url: string): Promise<Snapshot>;
  /** Every op after `since`, fetched page by page. */
  ops(draft: string, since: number, limit?: number): Promise<LogLine[]>;
  invitations(draft: string): Promise<Invitation[]>;
  invite(
    draft: string,
    invitation: NewInvitation,
  ): Promise<{ id: string; token: string; url: string; pending?: boolean }>;
  /** A second seat of a delegation may act. */
  confirm(draft: string, invitation: string): Promise<void>;
  /** Everywhere: the same person's seats in other drafts too, where one may. */
  revoke(draft: string, invitation: string, everywhere?: boolean): Promise<void>;
  exportFile(draft: string, wanted: Wanted): Promise<Blob>;
  /** A call that looks into the past of a draft (protocol/record.md), by its path below the draft's. */
  look<T>(draft: string, path: string): Promise<T>;
  /** What the server signs with (protocol/proof.md). */
  keys(): Promise<ServerKeys>;
  /** What the log is, signed; of a moment: with its cosignatures. */
  checkpoint(draft: string, seq?: number): Promise<string>;
  /** One change of cosigning (protocol/proof.md), once it is durable. */
  cosign(draft: string, change: CosignChange): Promise<{ seq: number }>;
  /** Changes of the follow-up (protocol/follow_up.md), once they are durable. */
  follow(draft: string, changes: readonly FollowChange[]): Promise<{ seq: number }>;
  /** What the log holds of one's delegation, or the whole draft, to be kept. */
  proofFile(draft: string, what: 'receipt' | 'bundle'): Promise<Blob>;
}

export type CosignChange =
  | { type: 'cosign.key'; key: string; ended?: true }
  | { type: 'cosign.ask'; delegations: string[]; note?: string }
  | { type: 'cosign.add'; seq: number; key: string; signature: string };

export type FollowChange =
  | { type: 'follow.set'; item: string; row: number; field: string; value: string | null }
  | { type: 'follow.from'; draft: string | null };

/** The one in force, and those of all times with the signature of the one before. */
export interface ServerKeys {
  key: string;
  keys: { key: string; since: number; succession?: string }[];
}

interface ErrorBody {
  error?: { code?: string; message?: string };
}

export interface ApiOptions {
  /** The seat to speak for, where this browser holds several. */
  participant?: string;
  fetch?: typeof fetch;
  /** In front of every path; empty: this server. */
  base?: string;
}

export function createApi({
  participant,
  fetch: call = fetch.bind(globalThis),
  base = '',
}: ApiOptions = {}): Api {
  async function request(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = {};
    if (participant) headers['plenaria-participant'] = participant;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const init: RequestInit = { method, headers, credentials: 'same-origin' };
    if (body !== undefined) init.body = JSON.stringify(body);
    let response: Response;
    try {
      response = await call(base + path, init);
    } catch {
      throw new ApiError('network', 'The server cannot be reached.', 0);
    }
    if (response.ok) return response;
    const answer = (await response.json().catch(() => ({}))) as ErrorBody;
    throw new ApiError(
      answer.error?.code ?? `http-${response.status}`,
      answer.error?.message ?? response.statusText,
      response.status,
    );
  }

  const get = async <T>(path: string) => (await (await request('GET', path)).json()) as T;
  const post = async <T>(path: string, body: unknown) =>
    (await (await request('POST', path, body)).json()) as T;
  const at = (draft: string, rest = '') => `/api/drafts/${encodeURIComponent(draft)}${rest}`;
  const exportUrl = (draft: string, { format, langs, view, statuses, handles }: Wanted) =>
    at(
      draft,
      `/export?format=${format}&lang=${encodeURIComponent(langs.join(','))}&view=${view}&statuses=${statuses ? 1 : 0}&handles=${handles ? 1 : 0}`,
    );

  return {
    join: (token) => post('/api/session', { token }),
    leave: async (everywhere = false) =>
      (
        (await (await request('DELETE', `/api/session${everywhere ? '?everywhere=true' : ''}`)).json()) as {
          leave?: string;
        }
      ).leave,
    drafts: async () => (await get<{ drafts: DraftSummary[] }>('/api/drafts')).drafts,
    createDraft: (draft) => post('/api/drafts', draft),
    outline: (text, lang, edits = []) => post('/api/outline', { text, lang, edits }),
    snapshot: (draft, seq) => get(at(draft, seq === undefined ? '' : `?seq=${seq}`)),
    snapshotAt: (url) => get(url),
    ops: (draft, since, limit) =>
      readLog(async (path) => (await request('GET', at(draft, path))).text(), since, limit),
    invitations: async (draft) =>
      (await get<{ invitations: Invitation[] }>(at(draft, '/invitations'))).invitations,
    invite: (draft, invitation) => post(at(draft, '/invitations'), invitation),
    confirm: async (draft, invitation) =>
      void (await post(at(draft, `/invitations/${encodeURIComponent(invitation)}/confirm`), {})),
    revoke: async (draft, invitation, everywhere = false) =>
      void (await request(
        'DELETE',
        at(draft, `/invitations/${encodeURIComponent(invitation)}${everywhere ? '?everywhere=true' : ''}`),
      )),
    exportFile: async (draft, wanted) => (await request('GET', exportUrl(draft, wanted))).blob(),
    look: (draft, path) => get(at(draft, path)),
    keys: () => get('/api/key'),
    checkpoint: async (draft, seq) =>
      (await request('GET', at(draft, `/checkpoint${seq ? `?seq=${seq}` : ''}`))).text(),
    cosign: (draft, change) => post(at(draft, '/cosigning'), { changes: [change] }),
    follow: (draft, changes) => post(at(draft, '/follow-up'), { changes }),
    proofFile: async (draft, what) => (await request('GET', at(draft, `/${what}`))).blob(),
  };
}

const PAGE = 1000;

/** The log comes as one JSON object a line; without a limit, page by page until a page is short. */
async function readLog(fetchText: (path: string) => Promise<string>, since: number, limit?: number) {
  const lines: LogLine[] = [];
  for (;;) {
    const asked = limit ?? PAGE;
    const text = await fetchText(`/ops?since=${since}&limit=${asked}`);
    const page = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as LogLine);
    lines.push(...page);
    if (limit !== undefined || page.length === 0) return lines;
    since = page[page.length - 1]!.op.seq;
  }
}
