let base = '';
let unread = 0;

/** The name of the window: as whom, so that several windows are told apart, the page, then who we are. */
export function setPageTitle(title: string, as = ''): void {
  base = [as, title ? `${title} – Plenaria` : 'Plenaria'].filter(Boolean).join(' · ');
  write();
}

/** So much news stands in front of it. */
export function setUnread(count: number): void {
  unread = count;
  write();
}

function write(): void {
  const full = unread ? `(${unread}) ${base}` : base;
  if (document.title !== full) document.title = full;
}
