/**
 * Parts of the editor that nobody needs in the first moment. They are fetched in idle time, or when they are wanted
 * before that.
 */
const PARTS = {
  others: () => import('./peers/others'),
  gestures: () => import('./commands/gestures'),
  asBrowser: () => import('./input/as_browser'),
  pasting: () => import('./paste/pasting'),
  addresses: () => import('./paste/typed_address'),
  copying: () => import('./paste/copying'),
  finding: () => import('./find/search'),
  replacing: () => import('./find/replacing'),
  localDiff: () => import('./document/local_diff'),
};

export type Parts = { [Name in keyof typeof PARTS]: Awaited<ReturnType<(typeof PARTS)[Name]>> };

const here: Partial<Parts> = {};
/** Nobody pastes in the first moment; but keys come soon, and copying must not wait, or the browser forbids it. */
const AFTER_MS: Readonly<Record<keyof Parts, number>> = {
  others: 0,
  gestures: 0,
  asBrowser: 0,
  copying: 0,
  finding: 500,
  replacing: 1500,
  localDiff: 500,
  pasting: 1500,
  addresses: 500,
};

export async function fetchPart<Name extends keyof Parts>(name: Name): Promise<Parts[Name]> {
  const part = (await PARTS[name]()) as Parts[Name];
  here[name] = part;
  return part;
}

/** The part where it is here already: for what cannot wait. */
export function partHere<Name extends keyof Parts>(name: Name): Parts[Name] | undefined {
  return here[name];
}

export function fetchParts(): void {
  for (const name of Object.keys(AFTER_MS) as (keyof Parts)[]) {
    setTimeout(() => void fetchPart(name).catch(() => undefined), AFTER_MS[name]);
  }
}
