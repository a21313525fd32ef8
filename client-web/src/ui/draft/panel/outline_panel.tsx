/** The text as a table of contents: headings and items of the first two levels, and how long it is. */
import { outline } from '../../../draft/numbering';
import { settledText } from '../../../draft/decided_text';
import { textOf } from '../../../draft/state';
import { locale, t } from '../../i18n';
import { StatusLabel } from '../../widgets/status_label';
import { ItemText } from '../document/item_text';
import { plainText } from '../words/plain_text';
import type { Workspace } from '../workspace';

const deepest = 2;

export function OutlinePanel({ ws }: { ws: Workspace }) {
  const state = ws.settledView.value;
  const lang = ws.shown.value[0] ?? '';
  const words = t.value.outline;
  const rows = outline(state);
  const shown = rows.filter(({ kind, depth }) => kind === 'heading' || (kind === 'item' && depth <= deepest));
  const length = lengthOf(
    rows.map(({ id }) => plainText(settledText(textOf(state.items.get(id)!, lang)))),
    lang,
  );
  const number = new Intl.NumberFormat(locale.value);
  return (
    <>
      <p class="muted">{words.length(number.format(length.words), number.format(length.characters))}</p>
      {shown.length === 0 && <p class="muted">{words.empty}</p>}
      <ul class="plain-list contents">
        {shown.map(({ id, label, kind, depth }) => {
          const item = state.items.get(id)!;
          return (
            <li
              key={id}
              style={{ '--depth': depth - 1 }}
              class={kind === 'heading' ? 'contents-heading' : ''}
            >
              <button
                type="button"
                class="board-go"
                aria-current={ws.current.value === id ? 'location' : undefined}
                onClick={() => ws.goTo(id)}
              >
                {label && <span class="board-number">{label}</span>}
                <span class="board-words" lang={lang}>
                  <ItemText state={state} item={item} lang={lang} />
                </span>
              </button>
              {item.status !== 'open' && <StatusLabel status={item.status} />}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** Words as the language divides them, of the text as it stands without what is only proposed. */
function lengthOf(texts: readonly string[], lang: string): { words: number; characters: number } {
  const segmenter = new Intl.Segmenter(lang || undefined, { granularity: 'word' });
  let words = 0;
  let characters = 0;
  for (const text of texts) {
    for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words++;
    characters += [...text].length;
  }
  return { words, characters };
}
