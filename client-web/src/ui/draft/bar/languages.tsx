/** Which languages stand on the paper: one, or two side by side. In the bar, or in its menu where they do not fit. */
import { t } from '../../i18n';
import { languageTitle } from '../../i18n/format';
import { isSlim } from '../../media';
import { draftPath, navigate } from '../../router';
import { MenuGroup, MenuItem } from '../../widgets/menu';
import type { Workspace } from '../workspace';

/** A narrow screen shows two languages only to read: whoever was brought there for them comes back with one. */
let readsForTwo = false;

function showOne(ws: Workspace, lang: string): void {
  ws.show([lang]);
  if (readsForTwo && ws.mode.value === 'read') navigate(draftPath(ws.draft.id));
  readsForTwo = false;
}

function showTwo(ws: Workspace, langs: string[]): void {
  ws.show(langs);
  if (!isSlim.value || ws.mode.value !== 'edit') return;
  readsForTwo = true;
  navigate(draftPath(ws.draft.id, 'read'));
}

interface Choice {
  key: string;
  words: string;
  code: string;
  pressed: boolean;
  choose: () => void;
}

function choices(ws: Workspace): Choice[] {
  const langs = ws.draft.langs.value;
  const shown = ws.shown.value;
  const first = langs[0]!;
  const second = shown[1] ?? langs.find((lang) => lang !== first)!;
  const one = langs.map((lang) => ({
    key: lang,
    words: languageTitle(lang),
    code: lang.toUpperCase(),
    pressed: shown.length === 1 && shown[0] === lang,
    choose: () => showOne(ws, lang),
  }));
  const two = {
    key: 'two',
    words: t.value.draft.sideBySide,
    code: `${first} + ${second}`.toUpperCase(),
    pressed: shown.length === 2,
    choose: () => showTwo(ws, [first, second]),
  };
  return [...one, two];
}

export function Languages({ ws }: { ws: Workspace }) {
  return (
    <div class="segmented" role="group" aria-label={t.value.draft.languages}>
      {choices(ws).map(({ key, words, code, pressed, choose }) => (
        <button key={key} type="button" aria-pressed={pressed} onClick={choose}>
          <span class="lang-name">{words}</span>
          <span class="lang-code" aria-hidden="true">
            {code}
          </span>
        </button>
      ))}
    </div>
  );
}

export function LanguageItems({ ws, close }: { ws: Workspace; close: () => void }) {
  return (
    <MenuGroup label={t.value.draft.languages}>
      {choices(ws).map(({ key, words, pressed, choose }) => (
        <MenuItem
          key={key}
          checked={pressed}
          onClick={() => {
            close();
            choose();
          }}
        >
          {words}
        </MenuItem>
      ))}
    </MenuGroup>
  );
}
