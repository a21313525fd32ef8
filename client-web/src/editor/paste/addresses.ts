/** Addresses of the web that stand in words as such become links: `www.iom.int`, `https://…`. */
import Delta from 'quill-delta';
import { isSafeLink } from '../edit/web_address';

/** The last sign is none that ends a sentence or a bracket. */
const ADDRESS = /(?<![\p{L}\p{N}@./-])(?:https?:\/\/|www\.(?=[^\s.]+\.))[^\s<>"«»“”]*[\p{L}\p{N}/=_~-]/giu;

const linkTo = (address: string) => (/^www\./i.test(address) ? `https://${address}` : address);

/** The address that some words end with, but for the signs that end a sentence and a space; undefined: none. */
export function addressBefore(words: string): { from: number; to: number; link: string } | undefined {
  const said = words.replace(/[\s.,;:!?…)\]}'"»”’]+$/u, '');
  for (const { 0: address, index } of said.matchAll(ADDRESS)) {
    const to = index + address.length;
    if (to === said.length && isSafeLink(linkTo(address))) return { from: index, to, link: linkTo(address) };
  }
  return undefined;
}

export function withLinks(words: Delta): Delta {
  const linked = new Delta();
  for (const { insert, attributes } of words.ops) {
    if (typeof insert !== 'string' || attributes?.['link'] !== undefined) {
      linked.push({ insert: insert!, attributes });
      continue;
    }
    let at = 0;
    for (const { 0: address, index } of insert.matchAll(ADDRESS)) {
      const link = linkTo(address);
      if (!isSafeLink(link)) continue;
      linked.insert(insert.slice(at, index), attributes).insert(address, { ...attributes, link });
      at = index + address.length;
    }
    linked.insert(insert.slice(at), attributes);
  }
  return linked;
}
