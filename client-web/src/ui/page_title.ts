/** The name of the window: as whom, so that several windows are told apart, the page, then who we are. */
export function setPageTitle(title: string, as = ''): void {
  const full = [as, title ? `${title} – Plenaria` : 'Plenaria'].filter(Boolean).join(' · ');
  if (document.title !== full) document.title = full;
}
