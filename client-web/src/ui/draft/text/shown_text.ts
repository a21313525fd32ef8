/** Which text a person has chosen to see. What makes it so is in text_filter. */
export type TextFilter =
  | { kind: 'brackets' | 'clean' | 'base' | 'since'; delegation?: undefined }
  | { kind: 'as'; delegation: string };

/** In `brackets` and `clean` one may go on writing. */
export function isWritable({ kind }: TextFilter): boolean {
  return kind === 'brackets' || kind === 'clean';
}
