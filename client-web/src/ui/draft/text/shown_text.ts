/** Which text a person has chosen to see. What makes it so is in text_filter. */
export type TextFilter =
  | { kind: 'brackets' | 'clean' | 'base' | 'since' | 'who'; delegation?: undefined }
  | { kind: 'as'; delegation: string };

/** In `brackets`, in `clean` and while one sees who wrote what, one may go on writing. */
export function isWritable({ kind }: TextFilter): boolean {
  return kind === 'brackets' || kind === 'clean' || kind === 'who';
}
