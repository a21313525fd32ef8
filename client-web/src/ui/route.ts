/** Addresses of the page, read and written. */
export type Route =
  /** The list of drafts, or another page that loads later: views/start.tsx. */
  | { page: 'start'; path: string }
  | { page: 'join'; token: string }
  | { page: 'draft'; draft: string; view: 'edit' | 'room' | 'read'; item: string | null };

export function parseRoute(url: { pathname: string; search: string; hash: string }): Route {
  if (url.pathname === '/join') return { page: 'join', token: url.hash.slice(1) };
  const match = /^\/d\/([A-Za-z0-9_-]{1,64})\/?$/.exec(url.pathname);
  if (match) {
    const view = new URLSearchParams(url.search).get('view');
    const item = /^#item-([A-Za-z0-9_-]{1,64})$/.exec(url.hash);
    return {
      page: 'draft',
      draft: match[1]!,
      view: view === 'room' || view === 'read' ? view : 'edit',
      item: item ? item[1]! : null,
    };
  }
  return { page: 'start', path: url.pathname };
}

export function draftPath(draft: string, view: 'edit' | 'room' | 'read' = 'edit'): string {
  return view === 'edit' ? `/d/${draft}` : `/d/${draft}?view=${view}`;
}
