/** The card for whoever opens a draft for the first time in a role; this browser remembers that it was put away. */
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Role } from '../../../wire/types';
import { announce } from '../../announce';
import { t } from '../../i18n';
import { readSetting, writeSetting } from '../../settings_store';
import { helpWords } from './help_words';
import type { Workspace } from '../workspace';

const settingOf = (role: Role) => `hints.${role}`;
/** Also where the browser keeps no settings: put away is put away as long as the page is there. */
const putAway = signal<readonly Role[]>([]);

export function Hints({ ws }: { ws: Workspace }) {
  const role = ws.draft.you.value?.role;
  if (!role || putAway.value.includes(role) || readSetting(settingOf(role)) !== null) return null;
  return <Card ws={ws} role={role} />;
}

function Card({ ws, role }: { ws: Workspace; role: Role }) {
  const card = useRef<HTMLElement>(null);
  const words = helpWords.value;
  const title = words.card(t.value.roles[role]);
  useEffect(() => announce(title), [title]);
  const close = () => {
    const had = card.current!.contains(document.activeElement);
    writeSetting(settingOf(role), 'seen');
    putAway.value = [...putAway.value, role];
    if (had) ws.textView?.focus();
  };
  return (
    <aside
      ref={card}
      class="hints"
      aria-labelledby="hints-title"
      onKeyDown={(e) => {
        if (e.key === 'Escape') close();
      }}
    >
      <h2 id="hints-title">{title}</h2>
      <HintList role={role} />
      <div class="row">
        <button type="button" class="button button-main button-small" onClick={close}>
          {words.understood}
        </button>
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            close();
            ws.open('help');
          }}
        >
          {words.more}
        </button>
      </div>
    </aside>
  );
}

export function HintList({ role }: { role: Role }) {
  return (
    <ul>
      {helpWords.value.hints[role].map((hint) => (
        <li key={hint}>{hint}</li>
      ))}
    </ul>
  );
}
