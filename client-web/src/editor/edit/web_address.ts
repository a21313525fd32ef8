import { ROLL_LINK } from '../../draft/roll';

/** Which addresses a link may have: the same that the server accepts, what means something within the draft among them. */
export function isSafeLink(href: unknown): href is string {
  if (typeof href !== 'string') return false;
  return href === ROLL_LINK || /^(https?:\/\/|mailto:|#item:)\S+$/i.test(href);
}

/** Ctrl or ⌘ and a click open a link beside the draft: a click alone puts the caret into it. True where it did. */
export function openLink(event: MouseEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || !(event.target instanceof Element)) return false;
  const href = event.target.closest('a[href]')?.getAttribute('href');
  if (!isSafeLink(href) || href[0] === '#') return false;
  event.preventDefault();
  window.open(href, '_blank', 'noopener,noreferrer');
  return true;
}
