/** What the brackets of a text would become: nothing, until somebody takes them. */
import type { Bracket, Outline } from '../../net/api';
import { inLang } from '../../text/direction';
import { delegationName } from '../i18n/format';
import { labelled } from '../i18n/phrases';
import { keysOf, offered, unknownNames, wordsIn, type BracketChoices } from './bracket_choices';
import { previewWords } from './words';

interface Props {
  outline: Outline;
  lang: string;
  choices: BracketChoices;
  onChoices: (choices: BracketChoices) => void;
}

export function BracketList({ outline, lang, choices, onChoices }: Props) {
  const w = previewWords.value;
  const count = offered(outline).length;
  if (count === 0) return null;
  const keys = keysOf(outline);
  const keep = (key: string, stays: boolean) => {
    const kept = new Set(choices.kept);
    if (stays) kept.add(key);
    else kept.delete(key);
    onChoices({ ...choices, kept });
  };
  return (
    <section class="preview-brackets" aria-label={w.brackets}>
      <label>
        <input
          type="checkbox"
          checked={choices.taken}
          onChange={(e) => onChoices({ ...choices, taken: e.currentTarget.checked })}
        />{' '}
        {w.take(count)} <span class="muted">{w.takeHint}</span>
      </label>
      {choices.taken && (
        <>
          {unknownNames(outline).map((name) => (
            <label key={name} class="preview-unknown">
              {w.unknown(name)}{' '}
              <input
                size={6}
                aria-label={labelled(w.code, name)}
                value={choices.names.get(name) ?? ''}
                onChange={(e) =>
                  onChoices({ ...choices, names: new Map(choices.names).set(name, e.currentTarget.value) })
                }
              />
            </label>
          ))}
          <ul>
            {outline.brackets.map(
              (bracket, at) =>
                bracket.means !== 'text' && (
                  <li key={keys[at]}>
                    <label>
                      <input
                        type="checkbox"
                        checked={!choices.kept.has(keys[at]!)}
                        onChange={(e) => keep(keys[at]!, !e.currentTarget.checked)}
                      />{' '}
                      <Meaning bracket={bracket} />
                      <span {...inLang(lang)}>{wordsIn(outline, bracket)}</span>
                    </label>
                  </li>
                ),
            )}
          </ul>
        </>
      )}
    </section>
  );
}

function Meaning({ bracket: { means, who, group } }: { bracket: Bracket }) {
  const w = previewWords.value;
  const names = who.map(({ code, words }) => (code === undefined ? words : delegationName(code)));
  const says = means === 'status' ? [] : [names.join(', ') || w.nobody];
  const meaning = [w.means[means], ...says, ...(group === undefined ? [] : [w.alternative])].join(' · ');
  return <b>{labelled(meaning, '')}</b>;
}
