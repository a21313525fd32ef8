/** Why the server does not take a Word file, in a sentence of the interface's language. */
import { ApiError } from '../../net/api';
import { errorWords } from '../errors';
import { fileWords } from './words';

/** What the server's sentence is about (`bad-file`); the first that fits. */
const kinds = [
  [/another draft/, 'otherDraft'],
  [/for reading|compares two|the minutes/, 'forReading'],
  [/a language that the draft/, 'otherLanguage'],
  [/old \.doc|password/, 'oldOrLocked'],
  [/macros/, 'withMacros'],
  [/PDF/, 'pdf'],
  [/empty/, 'emptyFile'],
  [/damaged|incomplete/, 'damaged'],
] as const;

export function fileProblem(error: unknown): string {
  const words = fileWords.value;
  if (!(error instanceof ApiError) || error.code !== 'bad-file') return errorWords(error);
  const kind = kinds.find(([about]) => about.test(error.message));
  return words[kind ? kind[1] : 'badFile'];
}
