/**
 * What changed in the original since a translation was aligned: both versions of the original word by word,
 * the translation below, and the act that says "it matches again".
 */
import { useEffect, useState } from 'preact/hooks';
import { inLang } from '../../../text/direction';
import { settledText } from '../../../draft/decided_text';
import { isStale, textOf, type Item } from '../../../draft/state';
import Delta from 'quill-delta';
import { errorWords } from '../../errors';
import { t } from '../../i18n';
import { languageName } from '../../i18n/format';
import { labelled } from '../../i18n/phrases';
import { Dialog } from '../../widgets/dialog';
import { Problem } from '../../widgets/field';
import { wordDifference } from '../words/word_difference';
import { DeltaText } from '../document/delta_text';
import { plainText } from '../words/plain_text';
import type { Workspace } from '../workspace';

export function StaleDialog({ ws }: { ws: Workspace }) {
  const id = ws.staleItem.value;
  const state = ws.view.value;
  const item = id === null ? undefined : state.items.get(id);
  if (!item) return null;
  const close = () => (ws.staleItem.value = null);
  const stale = state.langs.filter((lang) => isStale(state, item, lang));
  return (
    <Dialog title={labelled(t.value.stale.title, ws.wordsFor(item.id))} onClose={close} wide>
      {stale.length === 0 && <p>{t.value.stale.none}</p>}
      {stale.map((lang) => (
        <Comparison key={lang} ws={ws} item={item} lang={lang} />
      ))}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={close}>
          {t.value.app.close}
        </button>
      </div>
    </Dialog>
  );
}

function Comparison({ ws, item, lang }: { ws: Workspace; item: Item; lang: string }) {
  const words = t.value.stale;
  const original = ws.view.value.langs[0]!;
  const since = item.aligned[lang] ?? 0;
  const before = useOriginalAt(ws, item.id, original, since);
  const mayAlign = ws.draft.check([{ type: 'item.align', item: item.id, lang }]).ok;
  return (
    <section class="comparison">
      <p>{since > 0 ? words.explain(languageName(lang)) : words.never}</p>
      {before.problem !== null && <Problem>{errorWords(before.problem)}</Problem>}
      <h3 class="field-label">{since > 0 ? words.since : words.original}</h3>
      <div class="compare" {...inLang(original)}>
        {since > 0 && before.text !== null ? (
          <Changes before={before.text} after={plainText(settledText(textOf(item, original)))} />
        ) : (
          <DeltaText delta={textOf(item, original)} state={ws.view.value} lang={original} />
        )}
      </div>
      <h3 class="field-label">
        {words.translation} ({languageName(lang)})
      </h3>
      <div class="compare" {...inLang(lang)}>
        <DeltaText delta={textOf(item, lang)} state={ws.view.value} lang={lang} />
      </div>
      {mayAlign && (
        <button type="button" class="button button-main" onClick={() => ws.align(item.id, lang)}>
          {words.align}
        </button>
      )}
    </section>
  );
}

function Changes({ before, after }: { before: string; after: string }) {
  const words = t.value.stale;
  const pieces = wordDifference(before, after);
  if (pieces.every((piece) => piece.kind === 'same')) {
    return (
      <>
        {after} <p class="muted">{words.unchanged}</p>
      </>
    );
  }
  return (
    <>
      {pieces.map((piece, at) => {
        if (piece.kind === 'same') return <span key={at}>{piece.text}</span>;
        const Tag = piece.kind === 'added' ? 'ins' : 'del';
        return (
          <Tag key={at}>
            <span class="only-spoken">
              [{labelled(piece.kind === 'added' ? words.added : words.deleted, '')}
            </span>
            {piece.text}
            <span class="only-spoken">]</span>
          </Tag>
        );
      })}
    </>
  );
}

/** The words of an item in a language as they stood at a seq; null until they are here. */
function useOriginalAt(ws: Workspace, item: string, lang: string, seq: number) {
  const [found, setFound] = useState<{ text: string | null; problem: unknown }>({
    text: null,
    problem: null,
  });
  useEffect(() => {
    if (seq === 0) return;
    let wanted = true;
    ws.api.snapshot(ws.draft.id, seq).then(
      (snapshot) => {
        const then = snapshot.items.find((one) => one.id === item)?.texts[lang];
        if (wanted) setFound({ text: plainText(settledText(new Delta(then))), problem: null });
      },
      (problem: unknown) => wanted && setFound({ text: null, problem }),
    );
    return () => {
      wanted = false;
    };
  }, [item, lang, seq]);
  return found;
}
