// How long whoever writes in one draft waits for an op while others read a Word file of 300 pages, make a draft of it, and have it as a file.
import { Place } from '../support/place.mjs';
import { deleted, inserted, paragraph, run, wordFile, wordType } from '../support/word_file.mjs';
import { alone, typingBeside } from './typing.mjs';

const PARAGRAPHS = 2000; // of 60 words: 300 pages of 400
const SENTENCE = 'Los Estados cooperarán en la protección de las personas en situación de movilidad de la región';
const WORDS = `${Array(4).fill(SENTENCE).join('; ')}.`;

/** Each tenth paragraph is changed in Word. */
function threeHundredPages() {
  const numbered = (i) =>
    i % 10
      ? paragraph(run(`${i + 1}. ${WORDS}`))
      : paragraph(run(`${i + 1}. ${WORDS} `), deleted('México', 'Podrán informar.'), inserted('Canadá', 'Informarán.'));
  return wordFile(Array.from({ length: PARAGRAPHS }, (_, i) => numbered(i)).join(''));
}

/** Rows of figures, as in workloads.mjs. */
export async function files() {
  const place = await Place.open({ settings: { ops_per_second: 1_000_000, ops_burst: 1_000_000 } });
  try {
    const draft = await place.draft();
    await draft.plant(['p', 'Uno.']);
    const editor = await draft.join('mexico');
    const { token } = await draft.seat('secretariat');
    const headers = { authorization: `Bearer ${token}` };
    const file = threeHundredPages();
    let big;
    const ask = async (target, body) => {
      const post = body && { method: 'POST', headers: { ...headers, 'content-type': wordType }, body };
      const response = await fetch(`${place.server.url}/api/${target}`, post || { headers });
      if (!response.ok) throw new Error(`${target}: ${response.status} ${await response.text()}`);
      return response.arrayBuffer();
    };
    const phases = [
      ['alone', alone],
      ['a preview of the file', () => ask('outline?lang=es', file)],
      [
        'a draft of it',
        async () => {
          const made = await ask('drafts?title=Plan&lang=es&langs=es', file);
          big = JSON.parse(Buffer.from(made)).draft;
        },
      ],
      ['its export as a Word file', () => ask(`drafts/${big}/export?format=docx&view=tracked`)],
      ['its redline', () => ask(`drafts/${big}/compare?from=1&format=docx`)],
    ];
    const rows = [];
    for (const [what, body] of phases) rows.push(...(await typingBeside(what, editor, body)));
    await draft.leave();
    return rows;
  } finally {
    await place.close();
  }
}
