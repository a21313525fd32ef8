/** Notifications of the browser, which are shown outside of the page: only where somebody has asked for them. */
import { draftPath } from '../route';
import { readSetting, writeSetting } from '../settings_store';
import type { Notice } from './notices';
import { sentenceOf, titleOf } from './sentence';

const wanted = 'notifications';

/** Where somebody has asked for it, and does not look at the page. */
export function notifyOutside(notice: Notice): void {
  if (readSetting(wanted) !== 'on' || !document.hidden) return;
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const shown = new Notification(sentenceOf(notice), {
    body: titleOf(notice),
    tag: notice.event,
    icon: '/icon.svg',
  });
  shown.onclick = () => {
    window.focus();
    location.href = draftPath(notice.draft) + (notice.item ? `#item-${notice.item}` : '');
  };
}

export const notificationsOn = () => readSetting(wanted) === 'on';
export const keepNotifications = (on: boolean) => writeSetting(wanted, on ? 'on' : 'off');
