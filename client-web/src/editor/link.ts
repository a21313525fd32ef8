/** Which addresses a link may have: the same three schemes that the server accepts. */
export function isSafeLink(href: unknown): href is string {
  return typeof href === 'string' && /^(https?:\/\/|mailto:)\S+$/i.test(href);
}
