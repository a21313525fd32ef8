/**
 * A scheme of one's own: its levels and the preamble, what stands around their numbers in all languages and where one differs; levels that are
 * not there are the conference's.
 */
import { useState } from 'preact/hooks';
import { MAX_LEVELS, PRESETS, affixesOf, schemeOf } from '../../draft/numbering_scheme';
import type { Lang, Numbering, NumberingAffixes, NumberingFormat, NumberingLevel } from '../../wire/types';
import { Field } from '../widgets/field';
import { numberingWords } from './words';

export type OwnScheme = Exclude<Numbering, string>;

const LEVELS = 4; // that the form begins with
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
  const { levels, paragraphs, through, leads } = schemeOf(numbering);
  return { levels: levels.slice(0, LEVELS), paragraphs, through, leads };
}

interface FormProps {
  scheme: OwnScheme;
  /** Of the draft. */
  langs: readonly Lang[];
  change: (scheme: OwnScheme) => void;
}

export function SchemeForm({ scheme, langs, change }: FormProps) {
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
          langs={langs}
          chains={at > 0}
          change={(to) => put(at, to)}
        />
      ))}
      <Level
        name={words.preamble}
        level={paragraphs}
        langs={langs}
        chains={false}
        change={(to) => change({ ...scheme, paragraphs: to })}
      />
      <div class="scheme-levels">
        <button
          type="button"
          class="button button-small"
          disabled={levels.length >= MAX_LEVELS}
          onClick={() => change({ ...scheme, levels: schemeOf(scheme).levels.slice(0, levels.length + 1) })}
        >
          {words.moreLevels}
        </button>{' '}
        <button
          type="button"
          class="button button-small"
          disabled={levels.length <= 1}
          onClick={() => change({ ...scheme, levels: levels.slice(0, -1) })}
        >
          {words.fewerLevels}
        </button>
      </div>
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
      <Check
        label={words.leads}
        checked={scheme.leads === true}
        change={(leads) => change({ ...scheme, leads })}
      />
    </div>
  );
}

interface LevelProps {
  name: string;
  level: NumberingLevel;
  langs: readonly Lang[];
  chains: boolean;
  change: (level: NumberingLevel) => void;
}

function Level({ name, level, langs, chains, change }: LevelProps) {
  const words = numberingWords.value;
  const text = (which: 'before' | 'after') => (
    <Affix
      which={which}
      words={level[which] ?? ''}
      change={(affix) => change({ ...level, [which]: affix })}
    />
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
      <Start level={level} change={change} />
      {langs.length > 1 && <ByLanguage level={level} langs={langs} change={change} />}
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

/** Keeps what is being typed: an empty field on the way to another number is no 1. */
function Start({ level, change }: Pick<LevelProps, 'level' | 'change'>) {
  const [written, setWritten] = useState(String(level.start ?? 1));
  return (
    <Field label={numberingWords.value.start}>
      <input
        type="number"
        min={1}
        max={9999}
        required
        value={written}
        onInput={({ currentTarget }) => {
          setWritten(currentTarget.value);
          change(startingAt(level, currentTarget.valueAsNumber));
        }}
      />
    </Field>
  );
}

interface AffixProps {
  which: 'before' | 'after';
  words: string;
  /** Absent: in all languages that have no own. */
  lang?: Lang;
  change: (words: string) => void;
}

function Affix({ which, words, lang, change }: AffixProps) {
  const label = numberingWords.value[which];
  return (
    <Field label={lang ? `${label} (${lang})` : label}>
      <input
        value={words}
        maxLength={MAX_AFFIX}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </Field>
  );
}

/** "(a)" in one language is "a)" in another. */
function ByLanguage({ level, langs, change }: Omit<LevelProps, 'name' | 'chains'>) {
  const words = numberingWords.value;
  const own = level.langs ?? {};
  return (
    <details class="scheme-languages" open={langs.some((lang) => own[lang])}>
      <summary>{words.differs}</summary>
      {langs.map((lang) => {
        const affixes = affixesOf(level, lang);
        return (
          <fieldset key={lang} class="scheme-language">
            <legend>{lang}</legend>
            {(['before', 'after'] as const).map((which) => (
              <Affix
                key={which}
                which={which}
                lang={lang}
                words={affixes[which] ?? ''}
                change={(affix) => change(withLanguage(level, lang, { ...affixes, [which]: affix }))}
              />
            ))}
          </fieldset>
        );
      })}
    </details>
  );
}

/** What is said of a language is left out where it is what all say. */
function withLanguage(
  level: NumberingLevel,
  lang: Lang,
  { before = '', after = '' }: NumberingAffixes,
): NumberingLevel {
  const { langs = {}, ...rest } = level;
  const { [lang]: _old, ...others } = langs;
  const wider = affixesOf({ ...rest, langs: others }, lang);
  const isSame = before === (wider.before ?? '') && after === (wider.after ?? '');
  const now = isSame ? others : { ...others, [lang]: { before, after } };
  return Object.keys(now).length ? { ...rest, langs: now } : rest;
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
