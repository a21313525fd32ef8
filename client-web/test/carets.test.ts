/** Where others' carets are, as the server tells of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Carets } from '../src/app/carets';
import type { Here, PresenceReport } from '../src/wire/types';

const at = (client: string): Here => ({
  client,
  participant: 'p',
  item: 'a',
  lang: 'es',
  anchor: 1,
  head: 1,
});

const report = (clients: string[], more: Partial<PresenceReport> = {}): PresenceReport => ({
  t: 'presence',
  seq: 7,
  here: clients.map(at),
  gone: [],
  observers: 0,
  ...more,
});

const shown = (carets: Carets): string[] => carets.shown([], 'own').map(({ client }) => client);

test('who is not among everybody any more has left', () => {
  const carets = new Carets();
  carets.report(report(['one', 'two']));
  carets.report(report(['three']));
  assert.deepEqual(shown(carets), ['one', 'two', 'three']);
  carets.report(report(['two', 'four'], { complete: true }));
  assert.deepEqual(shown(carets), ['two', 'four']);
});
