/** The name of the window: the page first, then who we are. */
export function setPageTitle(title: string): void {
  const full = title ? `${title} – Plenaria` : 'Plenaria';
  if (document.title !== full) document.title = full;
}
