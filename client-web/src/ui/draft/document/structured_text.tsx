/**
 * The draft as a finished document: headings and nested lists that a screen reader can walk, and that print.
 * Numbers are text here, not style, so that they are read aloud and copied along.
 */
import type { ComponentChildren } from 'preact';
import { memo } from 'preact/compat';
import { inLang } from '../../../text/direction';
import { outlineWithGaps, type OutlineRow } from '../../../draft/numbering';
import { numberWords } from '../../../draft/number_words';
import { handles } from '../../../draft/handles';
import { refers } from '../../../draft/references';
import { isStale, textOf, type DraftState, type Item } from '../../../draft/state';
import { t } from '../../i18n';
import { handlesShown } from '../../references/handles_shown';
import { StatusLabel } from '../../widgets/status_label';
import { ItemText } from './item_text';
import { titleIn } from '../words/title_in';

interface DocumentProps {
  state: DraftState;
  langs: readonly string[];
  /** Shows the status of each item that is not open. */
  marks: boolean;
}

export function StructuredText({ state, langs, marks }: DocumentProps) {
  return langs.length > 1 ? (
    <TwoColumns state={state} langs={langs} marks={marks} />
  ) : (
    <article class="document" {...inLang(langs[0])}>
      <h1 class="document-title">{titleIn(state, langs[0]!)}</h1>
      <Level rows={outlineWithGaps(state, langs[0]!)} state={state} lang={langs[0]!} marks={marks} />
    </article>
  );
}

/** One level of the tree: runs of items become lists, a heading stands between two of them. */
function Level({
  rows,
  state,
  lang,
  marks,
}: {
  rows: readonly OutlineRow[];
  state: DraftState;
  lang: string;
  marks: boolean;
}) {
  const blocks: ComponentChildren[] = [];
  let list: ComponentChildren[] = [];
  const flush = () => {
    if (list.length > 0) {
      blocks.push(
        <ol key={`list ${blocks.length}`} role="list">
          {list}
        </ol>,
      );
      list = [];
    }
  };
  for (let at = 0; at < rows.length;) {
    const row = rows[at]!;
    let end = at + 1;
    while (end < rows.length && rows[end]!.depth > row.depth) end++;
    const item = state.items.get(row.id)!;
    const below =
      end > at + 1 ? <Level rows={rows.slice(at + 1, end)} state={state} lang={lang} marks={marks} /> : null;
    if (row.kind === 'heading') {
      flush();
      blocks.push(
        <Line key={row.id} row={row} item={item} lang={lang} marks={marks} stale={false} state={state} />,
        below,
      );
    } else {
      list.push(
        <li key={row.id}>
          <Line
            row={row}
            item={item}
            lang={lang}
            marks={marks}
            stale={marks && !row.gone && isStale(state, item, lang)}
            state={state}
          />
          {below}
        </li>,
      );
    }
    at = end;
  }
  flush();
  return <>{blocks}</>;
}

interface LineProps {
  row: OutlineRow;
  item: Item;
  lang: string;
  marks: boolean;
  stale: boolean;
  state: DraftState;
}

const Line = memo(Plain, (a, b) => sameLine(a, b));

/** What a line shows of the draft is its item, who proposes what, and the numbers that its words refer to. */
function sameLine({ state: a, ...before }: LineProps, { state: b, ...now }: LineProps): boolean {
  const names = Object.keys(now) as (keyof typeof now)[];
  return (
    names.every((name) => before[name] === now[name]) &&
    a.negotiation.proposals === b.negotiation.proposals &&
    (a.structure === b.structure || !refers(textOf(now.item, now.lang)))
  );
}

function Plain({ row, item, lang, marks, stale, state }: LineProps) {
  const text = row.gone ? (
    numberWords(lang).deleted
  ) : (
    <ItemText state={state} item={item} lang={lang} leads={row.leads} />
  );
  if (row.kind === 'heading') {
    const Heading = row.depth === 1 ? 'h2' : row.depth === 2 ? 'h3' : 'h4';
    return (
      <Heading class="document-heading" id={`item-${item.id}`}>
        {text}
      </Heading>
    );
  }
  return (
    <div class={row.label ? 'document-line' : 'document-line is-unnumbered'} id={`item-${item.id}`}>
      {row.label && <span class="document-number">{row.shown}</span>}
      <p>
        {text}
        {handlesShown.value && <span class="document-handle"> §{handles(state).of.get(item.id)}</span>}
        {marks && !row.gone && item.status !== 'open' && (
          <span class="document-status" {...inLang(document.documentElement.lang)}>
            <StatusLabel status={item.status} />
          </span>
        )}
        {stale && <span class="document-status">[{t.value.stale.label}]</span>}
      </p>
    </div>
  );
}

/** Rows of two columns, so that both texts of an item begin at the same height, on paper too. */
function TwoColumns({ state, langs, marks }: DocumentProps) {
  return (
    <article class="document document-two" {...inLang(langs[0])}>
      <div class="document-row" style={{ '--depth': 1 }}>
        {langs.map((lang, at) => {
          const Title = at === 0 ? 'h1' : 'p';
          return (
            <Title key={lang} class="document-title" {...inLang(lang)}>
              {titleIn(state, lang)}
            </Title>
          );
        })}
      </div>
      {outlineWithGaps(state, langs[0]!).map((row, place) => {
        const item = state.items.get(row.id)!;
        return (
          <div class="document-row" key={row.id} style={{ '--depth': row.depth }}>
            {langs.map((lang, at) => (
              <div key={lang} {...inLang(lang)}>
                <Line
                  row={outlineWithGaps(state, lang)[place]!}
                  item={item}
                  lang={lang}
                  marks={marks && at === 0}
                  stale={false}
                  state={state}
                />
              </div>
            ))}
          </div>
        );
      })}
    </article>
  );
}
