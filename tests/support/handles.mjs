// The handles of items, from protocol/numbering.md.
const SIGNS = '23456789CDFGHJKMNPQRTVWXY';

const fnv = (bytes) => bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261);

function mixed(value) {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** The 24 signs of an id. */
function signsOf(id) {
  let signs = '';
  for (const n of [0, 1, 2, 3]) {
    let hash = mixed(fnv(Buffer.concat([Buffer.from([n]), Buffer.from(id)])));
    for (let i = 0; i < 6; i++) {
      signs += SIGNS[hash % 25];
      hash = Math.floor(hash / 25);
    }
  }
  return signs;
}

/** The handle of a new item, where others are taken. */
export function newHandle(id, taken) {
  const signs = signsOf(id);
  for (let length = 3; length <= 24; length++) if (!taken.has(signs.slice(0, length))) return signs.slice(0, length);
  for (let count = 2; ; count++) if (!taken.has(signs + count)) return signs + count;
}

/** What a snapshot says of it: nothing where it is the shortest. */
export const told = (handle) => (handle.length > 3 ? { handle } : {});
export const untold = ({ id, handle }) => handle ?? signsOf(id).slice(0, 3);
