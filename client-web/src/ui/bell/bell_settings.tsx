/** How one is told: outside of the page, by mail of which kinds, and how often. */
import { useState } from 'preact/hooks';
import type { NoticeKind, Notices } from './notices';
import { keepNotifications, notificationsOn } from './outside';
import { bellWords } from './words';

export function BellSettings({ notices }: { notices: Notices }) {
  return (
    <div class="bell-settings">
      <Outside />
      <ByMail notices={notices} />
    </div>
  );
}

/** Asks the browser when it is switched on, and never before. */
function Outside() {
  const words = bellWords.value;
  const [on, setOn] = useState(notificationsOn());
  const [blocked, setBlocked] = useState(false);
  if (!('Notification' in window)) return null;
  const change = async (want: boolean) => {
    const granted = want && (await Notification.requestPermission()) === 'granted';
    setBlocked(want && !granted);
    setOn(granted);
    keepNotifications(granted);
  };
  return (
    <>
      <label class="bell-choice">
        <input type="checkbox" checked={on} onChange={(e) => void change(e.currentTarget.checked)} />
        {words.notify}
      </label>
      {blocked && <p role="alert">{words.blocked}</p>}
    </>
  );
}

function ByMail({ notices }: { notices: Notices }) {
  const words = bellWords.value;
  const settings = notices.settings.value;
  if (!settings) return null;
  const mute = (kind: NoticeKind, mailed: boolean) => {
    const muted = settings.muted.filter((one) => one !== kind);
    void notices.set({ ...settings, muted: mailed ? muted : [...muted, kind] });
  };
  return (
    <details>
      <summary>{words.mail}</summary>
      <fieldset>
        <legend>{words.mailKinds}</legend>
        {(Object.keys(words.kinds) as NoticeKind[]).map((kind) => (
          <label key={kind} class="bell-choice">
            <input
              type="checkbox"
              checked={!settings.muted.includes(kind)}
              onChange={(e) => mute(kind, e.currentTarget.checked)}
            />
            {words.kinds[kind]}
          </label>
        ))}
      </fieldset>
      <label class="bell-choice">
        {words.digest}
        <input
          type="number"
          class="inline-field"
          min={0}
          max={10080}
          value={settings.digest}
          onChange={(e) => {
            if (e.currentTarget.reportValidity())
              void notices.set({ ...settings, digest: Math.round(e.currentTarget.valueAsNumber || 0) });
          }}
        />
      </label>
    </details>
  );
}
