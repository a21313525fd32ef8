/** Reads protocol/vectors, which the server's tests read too. */
import { readFileSync } from 'node:fs';

/** From where the tests are built to: client-web/.test-build. */
const folder = new URL('../../protocol/vectors/', import.meta.url);

export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as T;
}
