/**
 * Characters that nobody sees or that turn the order of others around, which the server refuses (server/text/unseen.h). They come along with
 * what is copied from elsewhere, so they are left out here. What a script needs in its place stays.
 */
const JOINING =
  '\\u0620-\\u085f\\u08a0-\\u0dff\\u0f00-\\u109f\\u1780-\\u17b3\\u17b6-\\u180a\\u1820-\\u18af\\u1cd0-\\u1cff\\ua8e0-\\ua8ff\\ufb50-\\ufdff\\ufe70-\\ufefc\\u{11000}-\\u{11fff}';
const PICTURES = '\\u203c-\\u3299\\u{1f000}-\\u{1faff}';
const SELECTABLE = '#*0-9\\u00a9\\u00ae\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}';

const NEEDED = [
  `(?<=[${JOINING}])[\\u200c\\u200d]`,
  `(?<=[${PICTURES}\\ufe0f])\\u200d`,
  `(?<=[${PICTURES}${SELECTABLE}])[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]`,
  '(?<=[\\u1820-\\u18af])[\\u180b-\\u180f]',
  '(?<=[\\u{1f3f4}\\u{e0020}-\\u{e007f}])[\\u{e0020}-\\u{e007f}]',
];
const UNSEEN = new RegExp(`${NEEDED.join('|')}|([\\p{Default_Ignorable_Code_Point}\\ufff9-\\ufffb])`, 'gu');

export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, (sign, unseen?: string) => (unseen ? '' : sign));
}

const JOINER = /^[\u200c\u200d]/;
/** Languages whose words have joiners (server/text/unseen.c). */
const JOINS =
  /^(ar|as|bn|bo|ckb|dv|dz|fa|gu|hi|kn|km|ks|ku|mai|ml|mn|mni|mr|my|ne|or|pa|ps|sa|sd|si|syc|ta|te|ug|ur)(-|$)/;

/** The same of what is typed into words of a language: a joiner comes by itself there, behind a letter that is in the text. */
export function typedWithoutUnseen(typed: string, lang: string): string {
  const joiner = (JOINS.test(lang) && JOINER.exec(typed)?.[0]) || '';
  return joiner + withoutUnseen(typed.slice(joiner.length));
}
