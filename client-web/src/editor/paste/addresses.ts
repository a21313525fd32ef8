/** Addresses of the web that stand in words as such become links: `www.iom.int`, `https://…`. */
import Delta from 'quill-delta';
import { isSafeLink } from '../edit/web_address';

/** The last sign is none that ends a sentence or a bracket. */
const ADDRESS = /(?<![\p{L}\p{N}@./-])(?:https?:\/\/|www\.(?=[^\s.]+\.))[^\s<>"«»“”]*[\p{L}\p{N}/=_~-]/giu;

export function withLinks(words: Delta): Delta {
  const linked = new Delta();
  for (const { insert, attributes } of words.ops) {
    if (typeof insert !== 'string' || attributes?.['link'] !== undefined) {
      linked.push({ insert: insert!, attributes });
      continue;
    }
    let at = 0;
    for (const { 0: address, index } of insert.matchAll(ADDRESS)) {
      const link = /^www\./i.test(address) ? `https://${address}` : address;
      if (!isSafeLink(link)) continue;
      linked.insert(insert.slice(at, index), attributes).insert(address, { ...attributes, link });
      at = index + address.length;
    }
    linked.insert(insert.slice(at), attributes);
  }
  return linked;
}
