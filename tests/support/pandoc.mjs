// pandoc, as a reader of flat Word files: of changes upon changes it drops words.
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

export function hasPandoc() {
  try {
    execFileSync('pandoc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const signs = { insertion: '+', deletion: '-' };

/** Letters below a node, each with whose change it is. */
function* letters(node, whose = '') {
  if (Array.isArray(node)) {
    for (const one of node) yield* letters(one, whose);
  } else if (node?.t === 'Str') {
    for (const letter of node.c.split('')) if (letter.trim()) yield `${whose} ${letter}`;
  } else if (node?.t === 'Quoted') {
    const [open, close] = node.c[0].t === 'DoubleQuote' ? '“”' : '‘’';
    yield `${whose} ${open}`;
    yield* letters(node.c[1], whose);
    yield `${whose} ${close}`;
  } else if (node?.t === 'Span') {
    const [[, classes, attributes], inside] = node.c;
    const sign = classes.map((one) => signs[one]).find(Boolean);
    yield* letters(inside, sign ? sign + Object.fromEntries(attributes).author : whose);
  } else if (node?.t === 'Link') {
    yield* letters(node.c[1], whose);
  } else if (node?.t && typeof node.c === 'object') {
    yield* letters(node.c, whose);
  }
}

/** Paragraphs below a block, in order. */
function* paragraphs(node) {
  if (Array.isArray(node)) for (const one of node) yield* paragraphs(one);
  else if (node?.t === 'Para' || node?.t === 'Plain') yield [...letters(node.c)];
  else if (node?.t === 'Header') yield [...letters(node.c[2])];
  else if (node?.t && typeof node.c === 'object') yield* paragraphs(node.c);
}

/** Of each paragraph with words the letters, as "+México a" where México inserted it, "-México a" where it struck it, " a" else. */
export async function readInPandoc(file) {
  const args = ['--track-changes=all', '--from=docx', '--to=json', file];
  const { stdout } = await promisify(execFile)('pandoc', args, { maxBuffer: 1 << 26 });
  return [...paragraphs(JSON.parse(stdout).blocks)].filter((words) => words.length > 0);
}
