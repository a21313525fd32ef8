// Docxodus, an implementation of Word files on .NET, as a reader that shares nothing with ours.
import { docxDiffAcceptRevisions, docxDiffRejectRevisions, initialize } from 'docxodus/core';
import { decode, unzip } from './word_words.mjs';

let ready;

/** Paragraphs of a file's body, numbers that are text before a tab. */
function paragraphs(bytes) {
  const xml = unzip(Buffer.from(bytes)).get('word/document.xml').toString();
  return [...xml.matchAll(/<w:p(?:\s[^>]*)?(?:\/>|>(.*?)<\/w:p>)/gs)].map(([, inside = '']) =>
    [...inside.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<|<w:tab\s*\/>/g)]
      .map(([, words]) => (words === undefined ? '\t' : decode(words)))
      .join(''),
  );
}

async function settled(bytes, settle) {
  ready ??= initialize();
  await ready;
  return paragraphs(await settle(new Uint8Array(bytes)));
}

export const accepted = (bytes) => settled(bytes, docxDiffAcceptRevisions);
export const rejected = (bytes) => settled(bytes, docxDiffRejectRevisions);
