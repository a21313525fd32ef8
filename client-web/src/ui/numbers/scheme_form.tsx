/** A scheme of one's own: the first four levels and the preamble; deeper levels are the conference's. */
import { PRESETS, schemeOf } from '../../draft/numbering_scheme';
import type { Numbering, NumberingFormat, NumberingLevel } from '../../wire/types';
import { Field } from '../widgets/field';
import { numberingWords } from './words';

export type OwnScheme = Exclude<Numbering, string>;

const LEVELS = 4;
const MAX_AFFIX = 20;
const formats: readonly NumberingFormat[] = [
  'decimal',
  'lower-letter',
  'upper-letter',
  'lower-roman',
  'upper-roman',
  'none',
];

/** What the form begins with: the scheme as it is, cut to what the form shows where it is a preset. */
export function ownScheme(numbering: Numbering | undefined): OwnScheme {
  if (numbering !== undefined && typeof numbering !== 'string') return numbering;
  const { levels, paragraphs, through } = schemeOf(numbering);
  return { levels: levels.slice(0, LEVELS), paragraphs, through };
}

export function SchemeForm({ scheme, change }: { scheme: OwnScheme; change: (scheme: OwnScheme) => void }) {
  const words = numberingWords.value;
  const { levels, paragraphs = PRESETS.conference.paragraphs } = scheme;
  const put = (at: number, level: NumberingLevel) =>
    change({ ...scheme, levels: levels.map((one, place) => (place === at ? level : one)) });
  const restarts = levels.every(({ restart }) => restart === true);
  return (
    <div class="scheme-form">
      {levels.map((level, at) => (
        <Level
          key={at}
          name={words.level(at + 1)}
          level={level}
          chains={at > 0}
          change={(to) => put(at, to)}
        />
      ))}
      <Level
        name={words.preamble}
        level={paragraphs}
        chains={false}
        change={(to) => change({ ...scheme, paragraphs: to })}
      />
      <Check
        label={words.restart}
        checked={restarts}
        change={(restart) => change({ ...scheme, levels: levels.map((level) => ({ ...level, restart })) })}
      />
      <Check
        label={words.through}
        checked={scheme.through === true}
        change={(through) => change({ ...scheme, through })}
      />
    </div>
  );
}

interface LevelProps {
  name: string;
  level: NumberingLevel;
  chains: boolean;
  change: (level: NumberingLevel) => void;
}

function Level({ name, level, chains, change }: LevelProps) {
  const words = numberingWords.value;
  const text = (which: 'before' | 'after') => (
    <Field label={words[which]}>
      <input
        value={level[which] ?? ''}
        maxLength={MAX_AFFIX}
        onInput={({ currentTarget }) => change(withText(level, which, currentTarget.value))}
      />
    </Field>
  );
  return (
    <fieldset class="scheme-level">
      <legend>{name}</legend>
      {text('before')}
      <Field label={words.format}>
        <select
          value={level.format}
          onChange={({ currentTarget }) =>
            change({ ...level, format: currentTarget.value as NumberingFormat })
          }
        >
          {formats.map((format) => (
            <option key={format} value={format}>
              {words.formats[format]}
            </option>
          ))}
        </select>
      </Field>
      {text('after')}
      <Field label={words.start}>
        <input
          type="number"
          min={1}
          max={9999}
          value={level.start ?? 1}
          onInput={({ currentTarget }) => change(startingAt(level, currentTarget.valueAsNumber))}
        />
      </Field>
      {chains && (
        <Check
          label={words.chain}
          checked={level.chain === true}
          change={(chain) => change({ ...level, chain })}
        />
      )}
    </fieldset>
  );
}

/** What is written here is said in every language. */
function withText(level: NumberingLevel, which: 'before' | 'after', words: string): NumberingLevel {
  const { langs: _langs, ...rest } = level;
  return { ...rest, [which]: words };
}

function startingAt(level: NumberingLevel, start: number): NumberingLevel {
  const { start: _start, ...rest } = level;
  return start >= 2 && start <= 9999 ? { ...rest, start: Math.floor(start) } : rest;
}

function Check(props: { label: string; checked: boolean; change: (checked: boolean) => void }) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={({ currentTarget }) => props.change(currentTarget.checked)}
      />{' '}
      {props.label}
    </label>
  );
}
