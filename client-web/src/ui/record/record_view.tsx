/**
 * The past of the draft, over the whole window: read-only, and the text below goes on as it does. It is a dialog, so the keys stay
 * in it, Escape leaves it, and one is then where one was.
 */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { giveBackFocus } from '../widgets/give_back';
import { Icon } from '../widgets/icon';
import { t } from '../i18n';
import type { PastView, Workspace } from '../draft/workspace';
import { ItemHistory } from './item_history';
import { Minutes } from './minutes';
import { Past } from './past';
import { AuthorList, PastText } from './past_text';
import { Renumbered } from './renumbered';
import { Restore } from './restore';
import { Search } from './search';
import { Slider, SliderTools } from './slider';
import { Versions } from './versions';
import { pastWords } from './words';

const PARTS: PastView['part'][] = ['time', 'versions', 'item', 'search', 'minutes'];

export function RecordView({ ws }: { ws: Workspace }) {
  const words = pastWords.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const past = useMemo(() => new Past(ws), [ws]);
  const view = ws.past.value!;
  const close = () => (ws.past.value = null);
  useEffect(() => {
    const giveBack = giveBackFocus(dialog.current!);
    dialog.current!.showModal();
    void past.open();
    return () => {
      past.close();
      giveBack();
    };
  }, [past]);
  return (
    <dialog
      ref={dialog}
      class="window past"
      aria-label={words.title}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={(event) => onKey(event, past, view)}
    >
      <header class="window-head">
        <h2>{words.title}</h2>
        <nav class="window-parts">
          {PARTS.map((part) => (
            <button
              key={part}
              type="button"
              class="button"
              aria-current={view.part === part ? 'page' : undefined}
              onClick={() => (ws.past.value = { ...view, part })}
            >
              {words.parts[part]}
            </button>
          ))}
        </nav>
        <button type="button" class="icon-button" aria-label={t.value.app.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {past.failed.value && (
        <p role="alert">
          {words.failed}{' '}
          <button type="button" class="button button-small" onClick={() => void past.open()}>
            {t.value.app.retry}
          </button>
        </p>
      )}
      <Part past={past} view={view} />
    </dialog>
  );
}

/** Arrows step wherever they do not mean anything else; the slider has its own. */
function onKey(event: KeyboardEvent, past: Past, view: PastView): void {
  const target = event.target as HTMLElement;
  if (view.part !== 'time' || target.closest('input, select, textarea')) return;
  if (event.key === 'ArrowLeft') void past.back();
  else if (event.key === 'ArrowRight') void past.forward();
  else return;
  event.preventDefault();
}

function Part({ past, view }: { past: Past; view: PastView }) {
  switch (view.part) {
    case 'time':
      return <Time past={past} />;
    case 'versions':
      return <Versions past={past} />;
    case 'item':
      return <ItemHistory past={past} item={view.item ?? past.ws.lastItem.value} />;
    case 'search':
      return <Search past={past} />;
    case 'minutes':
      return <Minutes past={past} />;
  }
}

function Time({ past }: { past: Past }) {
  const [life, shown] = [past.life.value, past.shown.value];
  if (!life || !shown) return <p role="status">{past.failed.value ? '' : pastWords.value.loading}</p>;
  const blame = past.look.value === 'who' ? past.blame.value : null;
  return (
    <>
      <div class="past-controls">
        <Slider past={past} life={life} />
        <SliderTools past={past} life={life} />
        <Restore past={past} shown={shown} />
      </div>
      <div class="past-body" tabIndex={0} role="region" aria-label={t.value.draft.text}>
        {blame && <AuthorList blame={blame} />}
        <Renumbered op={shown.op} />
        <PastText past={past} shown={shown} />
      </div>
    </>
  );
}
