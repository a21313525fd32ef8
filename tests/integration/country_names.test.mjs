// The server's names of countries are those of Unicode, as the generator writes them from the Node at hand.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const path = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const table = readFileSync(path('server/convert/country_names.c'), 'utf8');
const header = readFileSync(path('server/convert/country_names.h'), 'utf8');
const cldr = /from CLDR ([\d.]+)/.exec(table)[1];
const otherData = process.versions.cldr !== cldr && `this Node has CLDR ${process.versions.cldr}, the table ${cldr}`;

test('the table of countries is what the generator writes', { skip: otherData }, () => {
  assert.equal(execFileSync(process.execPath, [path('server/convert/country_names.mjs')], { encoding: 'utf8' }), table);
});

test('every language has a name for every country, and an order of all of them', () => {
  const [, countries] = /COUNTRY_COUNT +(\d+)/.exec(header);
  const [, languages] = /COUNTRY_LANGUAGES +(\d+)/.exec(header);
  const names = [...table.matchAll(/_names\[COUNTRY_COUNT\] = \{\n(.*?)\n\};/gs)].map(([, list]) =>
    JSON.parse(`[${list.trim().replace(/,$/, '')}]`),
  );
  const orders = [...table.matchAll(/_order\[COUNTRY_COUNT\] = \{\n(.*?)\n\};/gs)].map(([, list]) =>
    JSON.parse(`[${list.trim().replace(/,$/, '')}]`),
  );
  assert.equal(names.length, Number(languages));
  assert.equal(orders.length, Number(languages));
  for (const list of names) {
    assert.equal(list.length, Number(countries));
    assert.deepEqual(
      list.filter((name) => !name.trim()),
      [],
    );
  }
  const all = [...Array(Number(countries)).keys()];
  for (const order of orders)
    assert.deepEqual(
      [...order].sort((a, b) => a - b),
      all,
    );
});

test('the languages that a new draft is offered and that Unicode knows have the names', () => {
  const page = readFileSync(path('client-web/src/ui/language_tags.ts'), 'utf8');
  const offered = /COMMON =\s+'([^']+)'/.exec(page)[1].split(' ');
  const known = Intl.DisplayNames.supportedLocalesOf(offered).map((tag) => tag.split('-')[0]);
  for (const tag of known) assert.ok(table.includes(`{"${tag}", `), tag);
});
