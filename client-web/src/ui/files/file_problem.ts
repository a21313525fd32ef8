/** Why the server does not take a Word file, in a sentence of the interface's language. */
import { ApiError } from '../../net/api';
import { errorWords } from '../errors';
import { fileWords } from './words';

export function fileProblem(error: unknown): string {
  const words = fileWords.value;
  if (!(error instanceof ApiError) || error.code !== 'bad-file') return errorWords(error);
  if (/another draft/.test(error.message)) return words.otherDraft;
  if (/for reading|compares two/.test(error.message)) return words.forReading;
  return words.badFile;
}
