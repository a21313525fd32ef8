/** The server's calls that take a Word file: the body as it is, all else in the query. */
import { ApiError, type BracketChoice, type Outline, type OutlineEdit } from '../../net/api';
import type { PresetName } from '../../draft/numbering_scheme';
import type { ItemKind } from '../../wire/types';
import { seatIn } from '../seat';

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What became, or would become, of one thing that was changed in the file. */
export interface Wish {
  item: string;
  what: 'text' | 'format' | 'add' | 'remove' | 'kind' | 'order' | 'level' | 'title' | 'comment';
  outcome: 'edit' | 'proposal' | 'comment' | 'told';
  was: string;
  now: string;
  why?: string;
  /** How words are to look, of `format`: all of it. */
  looks?: Look[];
  link?: string;
  /** What the item becomes, of `kind`. */
  kind?: ItemKind;
  /** Where the item is to stand, of `order` and `level`. */
  parent?: string | null;
  after?: string | null;
}

export type Look = 'bold' | 'italic' | 'underline';

export interface Returned {
  seq: number;
  items: Wish[];
  told: string[];
}

/** Who changed or said something in a file, and the delegation that this is taken for. */
export interface WordAuthor {
  name: string;
  delegation?: string;
  guessed: boolean;
  changes: number;
  comments: number;
}

export interface WordOutline extends Outline {
  word: {
    authors: WordAuthor[];
    changes: number;
    struck: string[];
    formats: string[];
    translation?: string;
  };
}

export type Choice = 'proposals' | 'accepted' | 'rejected';

export interface NewDraft {
  title: string;
  langs: string[];
  /** Absent: what the file speaks for. */
  numbering?: PresetName;
  changes: Choice;
  /** Delegation by the author's name. */
  voices: ReadonlyMap<string, string>;
  edits: readonly OutlineEdit[];
  brackets: BracketChoice;
}

async function send<T>(path: string, file: Blob, participant?: string): Promise<T> {
  const headers: Record<string, string> = { 'content-type': wordType };
  if (participant) headers['plenaria-participant'] = participant;
  let response: Response;
  try {
    response = await fetch(path, { method: 'POST', headers, body: file, credentials: 'same-origin' });
  } catch {
    throw new ApiError('network', 'The server cannot be reached.', 0);
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  const { code, message } = (answer as { error?: { code?: string; message?: string } }).error ?? {};
  throw new ApiError(code ?? `http-${response.status}`, message ?? response.statusText, response.status);
}

const authors = (voices: ReadonlyMap<string, string>) =>
  [...voices].map(([name, delegation]) => `${name}=${delegation}`).join('; ');

export function addWordFile(draft: string, file: Blob, preview: boolean): Promise<Returned> {
  return send(
    `/api/drafts/${encodeURIComponent(draft)}/word${preview ? '?preview=true' : ''}`,
    file,
    seatIn(draft),
  );
}

/** What is wanted otherwise than as it is read stands in front of the file, as a line of JSON. */
function edited(file: Blob, edits: readonly OutlineEdit[], brackets: BracketChoice = 'keep'): Blob {
  return edits.length || brackets !== 'keep'
    ? new Blob([`${JSON.stringify({ edits, brackets })}\n`, file])
    : file;
}

export function outlineOfWord(
  file: Blob,
  lang: string,
  changes: Choice,
  edits: readonly OutlineEdit[],
): Promise<WordOutline> {
  return send(`/api/outline?${new URLSearchParams({ lang, changes })}`, edited(file, edits));
}

export function draftFromWord(
  file: Blob,
  { title, langs, numbering, changes, voices, edits, brackets }: NewDraft,
) {
  const query = new URLSearchParams({ title, langs: langs.join(','), changes });
  if (numbering) query.set('numbering', numbering);
  if (voices.size) query.set('author', authors(voices));
  return send<{ draft: string; items: number }>(`/api/drafts?${query}`, edited(file, edits, brackets));
}
