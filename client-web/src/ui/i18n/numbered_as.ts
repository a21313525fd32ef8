/** An item by its number: "Artículo 4.2" says by itself what it is; "7.b" and "OP3" do not. */
const WORD_IN_FRONT = /^[\p{Lu}\p{Lo}][\p{Ll}\p{Lo}\p{M}]+\.? /u;

export const numberedAs = (kind: string) => (number: string) =>
  WORD_IN_FRONT.test(number) ? number : `${kind} ${number}`;
