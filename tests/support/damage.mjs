// Bytes on disk that are not what they were.
import { readFileSync, writeFileSync } from 'node:fs';

/** Changes one letter wherever the words stand in the file; gives how often. */
export function damage(file, words) {
  const bytes = readFileSync(file);
  let count = 0;
  for (let at = bytes.indexOf(words); at >= 0; at = bytes.indexOf(words, at + 1), count++) bytes[at] ^= 0x01;
  writeFileSync(file, bytes);
  return count;
}
