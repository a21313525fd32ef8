/**
 * Print and download. The official PDF: the finished document is put beside the page, printed, and taken away again. Page numbers
 * come from the style sheet's margin boxes; the running head carries the title.
 */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { inLang } from '../../../text/direction';
import { viewOf } from '../../../draft/as_if';
import type { DocumentView } from '../../../wire/types';
import { openProposals } from '../../../draft/negotiation';
import type { DraftState } from '../../../draft/state';
import { locale, t } from '../../i18n';
import { languageTitle, languageName } from '../../i18n/format';
import { formatMoment } from '../../i18n/dates';
import { labelled } from '../../i18n/phrases';
import { Dialog } from '../../widgets/dialog';
import { readSetting, writeSetting } from '../../settings_store';
import { Downloads } from './downloads';
import { StructuredText } from './structured_text';
import { titleIn } from '../words/title_in';
import type { Workspace } from '../workspace';

export function PrintDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = t.value.print;
  const state = ws.view.value;
  const [choice, setChoice] = useState(ws.shown.value.join(','));
  const [marks, setMarks] = useState(false);
  const [view, setView] = useState<DocumentView>('brackets');
  const [paper, setPaper] = useState<Paper>(usualPaper());
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          onClose();
          writeSetting('paper', paper);
          void printDocument(viewOf(ws.draft.view, view), choice.split(','), marks, paper);
        }}
      >
        <Languages langs={state.langs} choice={choice} choose={setChoice} />
        {openProposals(state.negotiation).length > 0 && (
          <fieldset>
            <legend>{words.proposals}</legend>
            {(['brackets', 'clean', 'base'] as const).map((one) => (
              <label key={one} class="check">
                <input type="radio" name="print-view" checked={view === one} onChange={() => setView(one)} />
                {words.views[one]}
              </label>
            ))}
          </fieldset>
        )}
        <fieldset>
          <legend>{words.paper}</legend>
          {papers.map((one) => (
            <label key={one} class="check">
              <input type="radio" name="print-paper" checked={paper === one} onChange={() => setPaper(one)} />
              {words.papers[one]}
            </label>
          ))}
        </fieldset>
        <label class="check">
          <input type="checkbox" checked={marks} onChange={(e) => setMarks(e.currentTarget.checked)} />
          {words.marks}
        </label>
        <p class="field-hint">{words.hint}</p>
        <Downloads ws={ws} langs={choice.split(',')} view={view} statuses={marks} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {t.value.app.cancel}
          </button>
          <button type="submit" class="button button-main">
            {words.go}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface LanguagesProps {
  langs: readonly string[];
  choice: string;
  choose: (value: string) => void;
}

/** Each language alone, and the original beside each other one. */
function Languages({ langs, choice, choose }: LanguagesProps) {
  const words = t.value.print;
  const [original, ...others] = langs;
  return (
    <fieldset>
      <legend>{words.languages}</legend>
      {langs.map((lang) => (
        <Choice key={lang} value={lang} label={languageTitle(lang)} chosen={choice} choose={choose} />
      ))}
      {others.map((lang) => {
        const pair = `${original},${lang}`;
        const label = labelled(words.bilingual, `${languageName(original!)} – ${languageName(lang)}`);
        return <Choice key={pair} value={pair} label={label} chosen={choice} choose={choose} />;
      })}
    </fieldset>
  );
}

const papers = ['a4', 'letter'] as const;
type Paper = (typeof papers)[number];

/** Where printers hold Letter: the United States, Canada, and most of the Americas north of Brazil. */
const LETTER = new Set([
  'US',
  'CA',
  'MX',
  'GT',
  'BZ',
  'SV',
  'HN',
  'NI',
  'CR',
  'PA',
  'DO',
  'CO',
  'VE',
  'CL',
  'PH',
  'PR',
]);

function usualPaper(): Paper {
  const saved = readSetting('paper');
  if (saved === 'a4' || saved === 'letter') return saved;
  const region = navigator.languages.map((tag) => new Intl.Locale(tag).region).find(Boolean);
  return region && LETTER.has(region) ? 'letter' : 'a4';
}

interface ChoiceProps {
  value: string;
  label: string;
  chosen: string;
  choose: (value: string) => void;
}

function Choice({ value, label, chosen, choose }: ChoiceProps) {
  return (
    <label class="check">
      <input type="radio" name="print-language" checked={chosen === value} onChange={() => choose(value)} />
      {label}
    </label>
  );
}

/** Prints the draft as it is now, once its faces are there: paper does not change face later, as the screen does. */
async function printDocument(
  state: DraftState,
  langs: string[],
  marks: boolean,
  paper: Paper = usualPaper(),
): Promise<void> {
  const stop = preparePrint(state, langs, marks, paper);
  await facesReady(document.querySelector('.print-only')!.textContent ?? '');
  addEventListener('afterprint', stop, { once: true });
  print();
}

const facesWithinMs = 3000;

/** Resolves when every face that the text needs has been loaded, or could not be, or takes too long. */
async function facesReady(text: string): Promise<void> {
  const faces = ['', 'bold', 'italic', 'bold italic'].map((cut) =>
    document.fonts.load(`${cut} 1em 'Source Serif 4'`, text),
  );
  const late = new Promise((resolve) => setTimeout(resolve, facesWithinMs));
  await Promise.race([Promise.allSettled(faces), late]);
}

/** Puts the printed form in place; returns what takes it away. */
function preparePrint(
  state: DraftState,
  langs: string[],
  marks: boolean,
  paper: Paper = usualPaper(),
): () => void {
  const place = document.createElement('div');
  place.className = 'print-only';
  Object.assign(place, inLang(langs[0] ?? locale.value));
  document.body.prepend(place);
  render(
    <>
      <StructuredText state={state} langs={langs} marks={marks} />
      <p class="document-note">
        {state.adopted ? t.value.print.adoptedNote : t.value.print.draftNote(formatMoment(Date.now()))}
      </p>
    </>,
    place,
  );
  const head = pageSheet(titleIn(state, langs[0]!), stampOf(state), paper);
  const windowTitle = document.title;
  document.title = titleIn(state, langs[0]!);
  return () => {
    render(null, place);
    place.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== head);
    document.title = windowTitle;
  };
}

/** Which state of which moment a sheet shows: two print-outs on one table are told apart on every page. */
function stampOf(state: DraftState): string {
  const { adoptedNote, draftNote, version } = t.value.print;
  const what = state.adopted ? adoptedNote : draftNote(formatMoment(Date.now()));
  return `${what} · ${version(state.seq)}`;
}

function pageSheet(title: string, stamp: string, paper: Paper): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const quoted = (words: string) =>
    [...words].map((sign) => `\\${sign.codePointAt(0)!.toString(16)} `).join('');
  const face = "font: 9pt 'Source Serif 4', Georgia, serif;";
  sheet.replaceSync(`
    @page {
      size: ${paper === 'letter' ? 'letter' : 'A4'};
      @top-center { content: '${quoted(title)}'; ${face} font-style: italic; }
      @bottom-left { content: '${quoted(stamp)}'; ${face} }
    }
    @page :first { @top-center { content: none; } }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return sheet;
}
