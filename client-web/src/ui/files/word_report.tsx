/** What came with a Word file: who changed it, and for whom each of them speaks; what becomes of the changes; what does not stay. */
import { Field } from '../widgets/field';
import type { Choice, WordAuthor, WordOutline } from './word_calls';
import { fileWords } from './words';

interface WordReportProps {
  /** Not there while the file is being read. */
  outline: WordOutline | null;
  changes: Choice;
  onChanges: (changes: Choice) => void;
  /** Delegation by the author's name, where a person has said it. */
  voices: ReadonlyMap<string, string>;
  onVoices: (voices: ReadonlyMap<string, string>) => void;
}

const choices: Choice[] = ['proposals', 'accepted', 'rejected'];

export function WordReport({ outline, changes, onChanges, voices, onVoices }: WordReportProps) {
  const words = fileWords.value;
  if (!outline) return <p role="status">{words.reading}</p>;
  const { authors, struck, formats, translation } = outline.word;
  const changed = authors.some((author) => author.changes > 0);
  const involved = authors.filter((author) => author.comments > 0 || author.changes > 0);
  return (
    <>
      {(changed || changes !== 'proposals') && (
        <Field label={words.changes}>
          <select value={changes} onChange={(e) => onChanges(e.currentTarget.value as Choice)}>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {words.choices[choice]}
              </option>
            ))}
          </select>
        </Field>
      )}
      {involved.length > 0 && (
        <fieldset class="fieldset">
          <legend class="field-label">{words.authors}</legend>
          <div class="word-authors">
            {involved.map((author) => (
              <AuthorRow key={author.name} author={author} voices={voices} onVoices={onVoices} />
            ))}
          </div>
          <p class="field-hint">{words.authorsHint}</p>
        </fieldset>
      )}
      {translation && <p>{words.translated(translation)}</p>}
      <Details label={words.struck} lines={struck} />
      <Details label={words.formats} lines={formats} />
    </>
  );
}

function AuthorRow({
  author,
  voices,
  onVoices,
}: { author: WordAuthor } & Pick<WordReportProps, 'voices' | 'onVoices'>) {
  const words = fileWords.value;
  const name = author.name || words.nobody;
  return (
    <>
      <span>
        {name} <span class="muted">{words.counts(author.changes, author.comments)}</span>
      </span>
      <input
        aria-label={name}
        value={voices.get(author.name) ?? author.delegation ?? ''}
        size={4}
        onInput={(e) => onVoices(new Map(voices).set(author.name, e.currentTarget.value.trim()))}
      />
    </>
  );
}

function Details({ label, lines }: { label: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>
        {label} ({lines.length})
      </summary>
      <ul>
        {lines.map((line, at) => (
          <li key={at}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
