/** What is known of who cosigns (GET …/cosigning), and whether a moment is of the history that this device has seen. */
import { readCheckpoint, type Checkpoint } from './checkpoint';
import { leadsTo, trusted, type Kept, type Source } from './guard';
import { openNote, readKey } from './note';

export interface CosignerKey {
  key: string;
  delegation: string;
  by: string;
  seq: number;
  at: number;
  /** It was taken back by this op. */
  ended?: number;
}

export interface Moment {
  of: number;
  /** Digits in four groups. */
  fingerprint: string;
  /** Of the version that it is. */
  name?: string;
  /** The server's signed note, with the cosignatures. */
  note: string;
  by: { delegation: string; key: string; by: string; seq: number; at: number }[];
}

export interface Asked {
  of: number;
  delegations: string[];
  note?: string;
  by: string;
  at: number;
}

export interface Cosigning {
  adopted: boolean;
  asked?: Asked;
  keys: CosignerKey[];
  moments: Moment[];
}

/** The moment that the chair asks for. */
export function askedMoment({ asked, moments }: Cosigning): Moment | undefined {
  return asked && moments.find(({ of }) => of === asked.of);
}

/** Who was asked and has not cosigned. */
export function missing(cosigning: Cosigning): string[] {
  const signed = new Set(askedMoment(cosigning)?.by.map(({ delegation }) => delegation));
  return cosigning.asked?.delegations.filter((code) => !signed.has(code)) ?? [];
}

/** The text of a moment to be signed: by a key that is trusted here, and of one chain with what was kept. Null where it is not: then nothing is signed. */
export async function textToSign(
  draft: string,
  note: string,
  kept: Kept,
  source: Source,
): Promise<string | null> {
  const keptKey = readKey(kept.vkey);
  const seen = keptKey && readIn(openNote(kept.signed, [keptKey])?.text);
  const opened = keptKey && openNote(note, trusted(keptKey, await source.keys()));
  const moment = readIn(opened?.text);
  if (!seen || !opened || moment?.draft !== draft) return null;
  const [first, last] = moment.seq < seen.seq ? [moment, seen] : [seen, moment];
  return (await leadsTo(first, last, source)) ? opened.text : null;
}

const readIn = (text: string | undefined): Checkpoint | null =>
  text === undefined ? null : readCheckpoint(text);
