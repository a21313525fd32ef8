/**
 * Parts that are not needed to begin work are fetched when the page has nothing else to do, so that they are
 * there when they are wanted, also without a line.
 */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

const loaders: (() => Promise<unknown>)[] = [];

/** A component whose code comes later; it draws nothing until it is here. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const loaded = signal<ComponentType<Props> | null>(null);
  let loading: Promise<unknown> | null = null;
  const start = () => {
    loading ??= load().then(
      (component) => (loaded.value = component),
      () => (loading = null), // no line: the next time it is drawn it is asked for again
    );
    return loading;
  };
  loaders.push(start);
  return function Later(props: Props) {
    const Loaded = loaded.value;
    if (Loaded) return <Loaded {...props} />;
    void start();
    return null;
  };
}

/** Fetches everything that is still to come, one after the other. */
export async function loadTheRest(): Promise<void> {
  for (const start of loaders) await start();
}
