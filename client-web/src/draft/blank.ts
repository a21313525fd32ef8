const BLANK = /^[\u0000-\u0020\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]*$/;

/** Whether words show nothing, as the server sees it: such a reason is none. */
export function isBlank(words: string | undefined): boolean {
  return words === undefined || BLANK.test(words);
}
