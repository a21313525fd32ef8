/** The text as it was: with what the step that led to it changed, or with who wrote it. */
import { useEffect, useRef } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { numberWords } from '../../draft/number_words';
import { outline, outlineWithGaps } from '../../draft/numbering';
import { isThere, textOf, type DraftState, type Item } from '../../draft/state';
import type { Authored, Blame } from '../../record/life';
import { ItemText } from '../draft/document/item_text';
import { plainText } from '../draft/words/plain_text';
import { titleIn } from '../draft/words/title_in';
import { wordDifference } from '../draft/words/word_difference';
import { authorWords } from './author_words';
import { hueOfPerson, personName } from './person';
import type { Past, Shown } from './past';
import { pastWords } from './words';

export function PastText({ past, shown }: { past: Past; shown: Shown }) {
  const body = useRef<HTMLElement>(null);
  const { state, before } = shown;
  const lang = past.lang.value;
  const who = past.look.value === 'who' ? past.blame.value : null;
  const by = who?.seq === shown.seq && who.lang === lang ? who : null;
  useEffect(() => {
    const changed = body.current?.querySelector('.past-changed');
    changed?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  return (
    <article class="document past-text" data-seq={shown.seq} ref={body} {...inLang(lang)}>
      <p class="document-title">{titleIn(state, lang)}</p>
      {before && past.look.value === 'changes' && <Gone state={state} before={before} lang={lang} />}
      {outlineWithGaps(state, lang).map(({ id, depth, shown: number, kind, gone }) => {
        if (gone) return <Gap key={id} depth={depth} number={number} lang={lang} />;
        const item = state.items.get(id)!;
        const was = before && isThere(before, id) ? before.items.get(id)! : null;
        const differs = before !== null && past.look.value === 'changes' && changed(was, item, lang);
        return (
          <div
            key={id}
            class={`past-row past-${kind}${differs ? ' past-changed' : ''}`}
            style={{ '--depth': depth }}
            data-item={id}
          >
            <button
              type="button"
              class="past-number"
              aria-label={`${pastWords.value.parts.item} ${number}`}
              onClick={() => (past.ws.past.value = { part: 'item', item: id })}
            >
              {number || '¶'}
            </button>
            <p>
              {by ? (
                <Written blame={by} item={item} lang={lang} />
              ) : differs ? (
                <Changed was={was} item={item} lang={lang} />
              ) : (
                <ItemText state={state} item={item} lang={lang} />
              )}
            </p>
          </div>
        );
      })}
    </article>
  );
}

/** A frozen number that a removed item has left behind. */
function Gap({ depth, number, lang }: { depth: number; number: string; lang: string }) {
  return (
    <div class="past-row past-item" style={{ '--depth': depth }}>
      <span class="past-number">{number}</span>
      <p>{numberWords(lang).deleted}</p>
    </div>
  );
}

function changed(was: Item | null, item: Item, lang: string): boolean {
  if (!was) return true;
  return plainText(textOf(was, lang)) !== plainText(textOf(item, lang)) || was.parent !== item.parent;
}

function Changed({ was, item, lang }: { was: Item | null; item: Item; lang: string }) {
  const words = pastWords.value;
  const pieces = wordDifference(plainText(was?.texts[lang]), plainText(textOf(item, lang)));
  return (
    <>
      {pieces.map(({ kind, text }, at) =>
        kind === 'same' ? (
          <span key={at}>{text}</span>
        ) : kind === 'added' ? (
          <ins key={at}>{text}</ins>
        ) : (
          <del key={at}>{text}</del>
        ),
      )}
      {!was && <span class="past-note">[{words.added}]</span>}
      {was && was.parent !== item.parent && <span class="past-note">[{words.moved}]</span>}
    </>
  );
}

/** What was there before the step and is not any more. */
function Gone({ state, before, lang }: { state: DraftState; before: DraftState; lang: string }) {
  const gone = outline(before, lang).filter(({ id }) => !isThere(state, id));
  return (
    <>
      {gone.map(({ id, label }) => (
        <div key={id} class="past-row past-changed" data-item={id}>
          <span class="past-number">{label}</span>
          <p>
            <del>{plainText(textOf(before.items.get(id)!, lang))}</del>
            <span class="past-note">[{pastWords.value.removed}]</span>
          </p>
        </div>
      ))}
    </>
  );
}

/** Words in the colour of their delegation; who and when stand in the note of each, and in the list beside the text. */
function Written({ blame, item, lang }: { blame: Blame; item: Item; lang: string }) {
  const text = plainText(textOf(item, lang));
  const runs = blame.items.find((one) => one.item === item.id)?.runs ?? [];
  let at = 0;
  return (
    <>
      {runs.map((run, place) => {
        const words = text.slice(at, at + run.len);
        at += run.len;
        return (
          <span
            key={place}
            class="past-author"
            style={{ '--hue': hueOfPerson(blame.people, run.by) }}
            title={authorWords(blame, run)}
          >
            {words}
          </span>
        );
      })}
      <span class="past-names">{namesIn(blame, runs).join(' · ')}</span>
    </>
  );
}

const namesIn = (blame: Blame, runs: readonly Authored[]): string[] => [
  ...new Set(runs.map(({ by }) => personName(blame.people, by))),
];

/** Who wrote how much of it. */
export function AuthorList({ blame }: { blame: Blame }) {
  const units = new Map<string, number>();
  for (const { runs } of blame.items)
    for (const { by, len } of runs) units.set(by, (units.get(by) ?? 0) + len);
  const all = [...units.values()].reduce((sum, n) => sum + n, 0) || 1;
  return (
    <section class="past-authors" aria-label={pastWords.value.authors}>
      <h3>{pastWords.value.authors}</h3>
      <ul>
        {[...units]
          .sort((a, b) => b[1] - a[1])
          .map(([by, n]) => (
            <li key={by} style={{ '--hue': hueOfPerson(blame.people, by) }}>
              <span class="past-author">{personName(blame.people, by)}</span> {Math.round((100 * n) / all)} %
            </li>
          ))}
      </ul>
    </section>
  );
}
