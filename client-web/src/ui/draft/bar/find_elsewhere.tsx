/** What is looked for also stands in languages that are not shown: how often, and the way there. */
import { useEffect, useState } from 'preact/hooks';
import { findInText } from '../../../text/find_text';
import { seenWords } from '../../../draft/references';
import { textOf, type DraftState } from '../../../draft/state';
import { languageTitle } from '../../i18n/format';
import { labelled } from '../../i18n/phrases';
import type { Workspace } from '../workspace';

/** All the text is gone through: not with every letter that is typed. */
const PAUSE_MS = 300;

interface Found {
  lang: string;
  count: number;
}

function foundIn(view: DraftState, lang: string, query: string): Found {
  let count = 0;
  for (const item of view.items.values())
    if (!item.removed) count += findInText(seenWords(view, lang, textOf(item, lang)), query).length;
  return { lang, count };
}

export function FoundElsewhere({ ws }: { ws: Workspace }) {
  const { query } = ws.found.value;
  const view = ws.settledView.value;
  const shown = ws.shown.value;
  const [found, setFound] = useState<readonly Found[]>([]);
  useEffect(() => {
    const look = () => {
      const others = query ? view.langs.filter((lang) => !shown.includes(lang)) : [];
      setFound(others.map((lang) => foundIn(view, lang, query)).filter(({ count }) => count > 0));
    };
    const timer = setTimeout(look, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [query, view, shown.join()]);
  const elsewhere = found.filter(({ lang }) => !shown.includes(lang));
  return (
    <>
      {elsewhere.map(({ lang, count }) => (
        <button key={lang} type="button" class="button button-small" onClick={() => ws.show([lang])}>
          {labelled(languageTitle(lang), String(count))}
        </button>
      ))}
    </>
  );
}
