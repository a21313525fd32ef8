/** The life of a draft at a glance, as the server tells it (protocol/record.md). */
import type { ConsultationState, Participant, Status } from '../wire/types';

export interface NamedMoment {
  id: string;
  name: string;
  /** The moment: after this op. */
  of: number;
  of_at: number;
  seq: number;
  at: number;
  by: string;
}

export interface Mark {
  type: 'item.status' | 'draft.adopt' | 'consult.open' | 'consult.close';
  seq: number;
  at: number;
  by: string;
  item?: string;
  status?: Status;
  state?: ConsultationState;
}

type Tick = [seq: number, at: number];
export type People = Record<string, Pick<Participant, 'role' | 'name' | 'delegation'>>;

export interface Life {
  seq: number;
  versions: NamedMoment[];
  marks: Mark[];
  days: Tick[];
  clock: Tick[];
  people: People;
}

/** Between which two ops of the clock a time lies: the first was made by then, the second was not, or is one past the last. */
export function around({ clock, seq }: Life, at: number): [low: number, high: number] {
  let low = 0;
  while (low + 1 < clock.length && clock[low + 1]![1] <= at) low++;
  return [clock[low]![0], clock[low + 1]?.[0] ?? seq + 1];
}

/** Who wrote which stretch of a text. */
export interface Authored {
  len: number;
  seq: number;
  at: number;
  by: string;
  proposal?: string;
  state?: string;
  decider?: string;
}

export interface Blame {
  seq: number;
  lang: string;
  items: { item: string; runs: Authored[] }[];
  people: People;
}
