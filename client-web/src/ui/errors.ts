/** What went wrong with a call, in a sentence of the interface's language. */
import { ApiError } from '../net/api';
import { t, type Dictionary } from './i18n';

export function errorWords(error: unknown): string {
  const words = t.value.errors;
  if (!(error instanceof ApiError)) return words.other;
  if (error.code in words) return words[error.code as keyof Dictionary['errors']];
  if (error.status === 403) return words.forbidden;
  if (error.status === 404) return words['not-found'];
  if (error.status === 413) return words['too-large'];
  if (error.status === 429) return words.limit;
  return words.other;
}

/** A call that failed because nobody is signed in here. */
export const isSignedOut = (error: unknown) => error instanceof ApiError && error.status === 401;
