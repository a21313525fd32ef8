/** Why the server does not read a pasted text, in a sentence of the interface's language. */
import { ApiError } from '../../net/api';
import { errorWords } from '../errors';
import { previewWords } from './words';

export function textProblem(error: unknown): string {
  const isTooMuch =
    error instanceof ApiError && error.code === 'limit' && error.message.startsWith('The text has more');
  return isTooMuch ? previewWords.value.tooMuch : errorWords(error);
}
