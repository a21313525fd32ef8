/** Where we are: read from the address, kept in step with the browser's own back and forward. */
import { signal } from '@preact/signals';
import { parseRoute, type Route } from './route';

export { draftPath, type Route } from './route';

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

/** A link of our own: followed without loading the page again, unless a modifier asks for a new tab. */
export function openInPage(event: MouseEvent): void {
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
