/** An item by its number: "Artículo 4.2" says by itself what it is; "7.b" and "OP3" do not. Whatever is not ASCII counts as a letter, as on the server (draft/word_in_front.c). */
const WORD_IN_FRONT = /^[^ -@[-~][^ -`{-~]+\.? /u;

export const numberedAs = (kind: string) => (number: string) =>
  WORD_IN_FRONT.test(number) ? number : `${kind} ${number}`;
