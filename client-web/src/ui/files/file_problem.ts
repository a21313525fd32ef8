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

/** Why a file is more than the server takes: of its bytes pictures are most, of what else there is too much the words say what helps. */
function excess(error: ApiError): string | null {
  if (error.code === 'limit' && error.message.startsWith('The file')) return fileWords.value.tooMuch;
  if (error.status !== 413) return null;
  return error.message.includes('unpacks') ? fileWords.value.tooMuch : fileWords.value.tooLarge;
}

export function fileProblem(error: unknown): string {
  const words = fileWords.value;
  if (!(error instanceof ApiError)) return errorWords(error);
  if (error.code !== 'bad-file') return excess(error) ?? errorWords(error);
  const kind = kinds.find(([about]) => about.test(error.message));
  return words[kind ? kind[1] : 'badFile'];
}
