/** Where we are: read from the address, kept in step with the browser's own back and forward. */
import { signal } from '@preact/signals';

export type Route =
  | { page: 'start' }
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
  return { page: 'start' };
}

export const route = signal<Route>(parseRoute(location));

function reread(): void {
  route.value = parseRoute(location);
}
addEventListener('popstate', reread);

export function navigate(path: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  reread();
}

export function draftPath(draft: string, view: 'edit' | 'room' | 'read' = 'edit'): string {
  return view === 'edit' ? `/d/${draft}` : `/d/${draft}?view=${view}`;
}

/** A link of our own: followed without loading the page again, unless a modifier asks for a new tab. */
export function followLink(event: MouseEvent): void {
  if (
    event.defaultPrevented ||
    event.button !== 0 ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  event.preventDefault();
  navigate((event.currentTarget as HTMLAnchorElement).getAttribute('href')!);
}
