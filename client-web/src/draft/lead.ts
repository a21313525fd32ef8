/**
 * The words that a paragraph of a resolution begins with and that are printed in italics, where the scheme has such: "*Recalling also* its
 * resolution". The same rules and lists as the server's convert/lead, which says them; protocol/vectors/leads.json holds both to the same cases.
 */
import Delta from 'quill-delta';
import { insertedWords } from '../text/delta';
import type { Lang } from '../wire/types';
import { marksIn } from './marks';

interface Leads {
  /** That a lead may be, beside single words. */
  readonly phrases: readonly string[];
  /** Ends of words that the next word belongs to. */
  readonly adverb: string;
  /** What goes on behind. */
  readonly followers: readonly string[];
  /** What no lead begins with, but the name of a body. */
  readonly article: RegExp;
}

const list = (words: string): readonly string[] => words.trim().split(/\s*,\s*/);

const LEADS: Readonly<Record<string, Leads>> = {
  en: {
    phrases:
      list(`Taking into account, Taking into consideration, Taking note, Takes note, Bearing in mind, Having regard,
      Having considered, Having examined, Having received, Having heard, Calls upon, Calling upon, Calls for, Paying tribute,
      Pays tribute, Keeping in mind, Guided by`),
    adverb: 'ly',
    followers:
      list(`also, further, again, once again, anew, in this regard, in that regard, in this context, with appreciation,
      with satisfaction, with deep concern, with grave concern, with great concern, with concern, with regret, with interest,
      with gratitude`),
    article: /^(The|A|An) /,
  },
  es: {
    phrases:
      list(`Teniendo presente, Teniendo en cuenta, Tomando nota, Toma nota, Tomando en consideración, Habiendo examinado,
      Habiendo considerado, Habiendo recibido, Hace suyo, Hace suya, Hace suyos, Hace suyas, Hace un llamamiento,
      Pone de relieve, Poniendo de relieve, Acoge con beneplácito, Acogiendo con beneplácito, Acoge con satisfacción,
      Acogiendo con satisfacción, Rinde homenaje, Rindiendo homenaje, Guiada por, Guiado por`),
    adverb: 'mente',
    followers:
      list(`también, además, asimismo, igualmente, nuevamente, una vez más, de nuevo, a este respecto, en este contexto,
      encarecidamente, con reconocimiento, con aprecio, con satisfacción, con beneplácito, con profunda preocupación,
      con gran preocupación, con preocupación, con pesar, con interés`),
    article: /^(El|La|Los|Las|Un|Una) /,
  },
  fr: {
    phrases:
      list(`Ayant à l’esprit, Ayant à l'esprit, Prenant note, Prend note, Prenant en considération, Prenant acte,
      Prend acte, Tenant compte, Ayant examiné, Ayant reçu, Ayant entendu, Fait sien, Fait sienne, Fait appel, Rend hommage,
      Rendant hommage, Se félicite, Se félicitant, Se déclare, Se déclarant, Guidée par, Guidé par`),
    adverb: 'ment',
    followers:
      list(`également, aussi, en outre, de nouveau, à nouveau, une fois de plus, à cet égard, dans ce contexte,
      avec satisfaction, avec reconnaissance, avec une vive préoccupation, avec une profonde préoccupation, avec préoccupation,
      avec regret, avec intérêt, instamment`),
    article: /^((Le|La|Les|Un|Une) |L['’])/,
  },
  pt: {
    phrases:
      list(`Tendo presente, Tendo em conta, Tendo em mente, Tendo examinado, Tendo considerado, Tendo recebido,
      Tomando nota, Toma nota, Levando em conta, Levando em consideração, Faz um apelo, Põe em relevo, Acolhe com satisfação,
      Acolhendo com satisfação, Rende homenagem, Guiada por, Guiado por`),
    adverb: 'mente',
    followers:
      list(`também, ainda, além disso, igualmente, novamente, uma vez mais, de novo, a esse respeito, nesse contexto,
      encarecidamente, com apreço, com reconhecimento, com satisfação, com profunda preocupação, com grande preocupação,
      com preocupação, com pesar, com interesse`),
    article: /^(O|A|Os|As|Um|Uma) /,
  },
};
const OTHERS: Leads = { phrases: [], adverb: '', followers: [], article: /^(?!)/ };

const BODY_BYTES = 80;

/** The length of the first of the phrases that the words begin with as whole words; 0: of none. */
function phraseAt(words: string, phrases: readonly string[]): number {
  const found = phrases.find(
    (phrase) => words.startsWith(phrase) && !/^\p{L}/u.test(words.slice(phrase.length)),
  );
  return found?.length ?? 0;
}

const wordAt = (words: string): number => /^[\p{L}\-'’]*/u.exec(words)![0].length;

/** The first word, and the next where the first is an adverb. */
function firstWords(words: string, { adverb }: Leads): number {
  let from = 0;
  let to = wordAt(words);
  const isAdverb = () => adverb !== '' && to - from > adverb.length && words.slice(from, to).endsWith(adverb);
  while (isAdverb() && words[to] === ' ' && wordAt(words.slice(to + 1)) > 0) {
    from = to + 1;
    to = from + wordAt(words.slice(from));
  }
  return to;
}

/** How long the lead of words in a language is; 0: they have none. */
export function leadOf(words: string, lang: Lang): number {
  const leads = LEADS[lang.replace(/-.*/, '')] ?? OTHERS;
  if (!/^\p{Lu}/u.test(words)) return 0;
  if (leads.article.test(words)) {
    const isBody = /^[^,]*,$/.test(words) && new TextEncoder().encode(words).length <= BODY_BYTES;
    return isBody ? words.length - 1 : 0;
  }
  let to = phraseAt(words, leads.phrases) || firstWords(words, leads);
  for (let more = 1; more > 0 && words[to] === ' ';) {
    more = phraseAt(words.slice(to + 1), leads.followers);
    if (more > 0) to += 1 + more;
  }
  return to;
}

type Part = Delta['ops'][number];
const isMarked = ({ attributes }: Part, kind: 'ins' | 'del') =>
  marksIn(attributes).some((mark) => mark.kind === kind);

/** Where the first `length` of the words without insertions end in the text. */
function placeIn(text: Delta, length: number, all: boolean): number {
  let end = 0;
  for (let at = 0; length > 0 && at < text.ops.length; at++) {
    const part = text.ops[at]!;
    const own = (part.insert as string).length;
    if (!all && isMarked(part, 'ins')) {
      end += own;
      continue;
    }
    if (own > length) return end + length;
    length -= own;
    end += own;
    if (length > 0 || !isMarked(part, 'del')) continue;
    for (let next = text.ops[++at]; next && isMarked(next, 'ins'); next = text.ops[++at])
      end += (next.insert as string).length;
  }
  return end;
}

/** A text of the draft with its lead in italics, for those who print it. */
export function withLead(text: Delta, lang: Lang): Delta {
  const plain = new Delta(text.ops.filter((part) => !isMarked(part, 'ins')));
  const all = plain.ops.length === 0;
  const lead = placeIn(text, leadOf(insertedWords(all ? text : plain), lang), all);
  return lead > 0 ? text.compose(new Delta().retain(lead, { italic: true })) : text;
}
