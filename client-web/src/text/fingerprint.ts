/**
 * A text in a few characters, to know it again: its length, and FNV-1a of 32 bits over its words and their formatting. As the
 * server's text/fingerprint.
 */
import type Delta from 'quill-delta';

const BASIS = 2166136261;
const PRIME = 16777619;

const addByte = (hash: number, byte: number) => Math.imul(hash ^ byte, PRIME);

function add(hash: number, words: string): number {
  for (let at = 0; at < words.length; at++) {
    const unit = words.charCodeAt(at);
    hash = addByte(addByte(hash, unit & 0xff), unit >> 8);
  }
  return hash;
}

export function fingerprintOf(text: Delta): string {
  let hash = BASIS;
  for (const { insert, attributes = {} } of text.ops) {
    hash = add(hash, `${insert as string}\n`);
    for (const name of Object.keys(attributes).sort()) hash = add(hash, `${name}=${attributes[name]}\n`);
  }
  return `${text.length()}-${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** Whether the text is the one of that fingerprint; its words are looked at only where the length is the same. */
export function isTextOf(fingerprint: string, text: Delta): boolean {
  return fingerprint.startsWith(`${text.length()}-`) && fingerprint === fingerprintOf(text);
}
