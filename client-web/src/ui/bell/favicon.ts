/** A dot on the icon of the tab while something is unread. */
const dot = '<circle cx="19" cy="5" r="5" fill="#c0392b" stroke="#fff" stroke-width="1"/>';
let plain: Promise<string> | undefined;

export async function markIcon(unread: boolean): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  if (!unread) {
    link.href = '/icon.svg';
    return;
  }
  plain ??= fetch('/icon.svg').then((answer) => answer.text());
  const marked = (await plain).replace('</svg>', `${dot}</svg>`);
  link.href = `data:image/svg+xml,${encodeURIComponent(marked)}`;
}
