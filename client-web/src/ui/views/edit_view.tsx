/** The draft on its paper, with the bar above and one panel beside it. Reading mode shares all but the text. */
import { useEffect, useRef } from 'preact/hooks';
import { inLang } from '../../text/direction';
import { TextSurface } from '../draft/text/text_surface';
import { titleIn } from '../draft/words/title_in';
import { TopBar } from '../draft/bar/top_bar';
import { t } from '../i18n';
import { later } from '../widgets/later';
import type { Workspace } from '../draft/workspace';
import { Adopted } from './adopted';

const ItemMenu = later(async () => (await import('../draft/text/item_menu')).ItemMenu);
const SelectionComment = later(
  async () => (await import('../draft/text/selection_comment')).SelectionComment,
);
const Hints = later(async () => (await import('../draft/help/hints')).Hints);
const Reading = later(async () => (await import('./reading')).Reading);
const Dialogs = later(async () => (await import('../draft/dialogs/dialogs')).Dialogs);
const SidePanel = later(async () => (await import('../draft/panel/side_panel')).SidePanel);
const RecordView = later(async () => (await import('../record/record_view')).RecordView);
const StaleDialog = later(async () => (await import('../draft/dialogs/stale_dialog')).StaleDialog);

export function EditView({ ws }: { ws: Workspace }) {
  const page = useRef<HTMLDivElement>(null);
  useBarHeight(page);
  const reading = ws.mode.value === 'read';
  return (
    <div ref={page}>
      <a class="skip" href="#text">
        {t.value.app.skip}
      </a>
      <TopBar ws={ws} />
      <div class={ws.panel.value ? 'desk has-panel' : 'desk'}>
        <main id="text" tabIndex={-1} class="desk-main" aria-label={t.value.draft.text}>
          {reading ? <Reading ws={ws} /> : <Paper ws={ws} />}
        </main>
        {ws.panel.value !== null && <SidePanel ws={ws} />}
      </div>
      {!reading && <SelectionComment ws={ws} />}
      <Hints ws={ws} />
      {ws.itemMenu.value !== null && <ItemMenu ws={ws} />}
      {ws.staleItem.value !== null && <StaleDialog ws={ws} />}
      {ws.dialog.value !== null && <Dialogs ws={ws} />}
      {ws.past.value !== null && <RecordView ws={ws} />}
    </div>
  );
}

function Paper({ ws }: { ws: Workspace }) {
  const langs = ws.shown.value;
  const two = langs.length > 1;
  const title = ws.draft.title.value;
  const state = ws.draft.view;
  return (
    <div class={two ? 'paper paper-two' : 'paper'}>
      <div class={two ? 'paper-head paper-head-two' : 'paper-head'}>
        {langs.map((lang, at) => {
          const Title = at === 0 ? 'h1' : 'p';
          return (
            <Title key={lang} class="paper-title" {...inLang(lang)}>
              {title[lang] || titleIn(state, lang)}
            </Title>
          );
        })}
      </div>
      <TextSurface ws={ws} />
      {ws.draft.adopted.value && <Adopted />}
    </div>
  );
}

/** The bar grows with its strips; the panel and the places one jumps to must stay below it. */
function useBarHeight(page: { current: HTMLDivElement | null }): void {
  useEffect(() => {
    const bar = page.current!.querySelector<HTMLElement>('.bar')!;
    const observer = new ResizeObserver(() => {
      document.documentElement.style.setProperty('--bar-height', `${bar.offsetHeight}px`);
    });
    observer.observe(bar);
    return () => observer.disconnect();
  }, []);
}
