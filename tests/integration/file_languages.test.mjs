// Exported files, minutes and comparisons speak the language of the text, name the countries in it and in its order; and what is written so is
// read back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Place } from '../support/place.mjs';

let place;
before(async () => {
  place = await Place.open();
});
after(() => place.close());

/** A draft in French and Portuguese in which something is agreed, proposed and objected to. */
async function table() {
  const text = '1. Les États s’engagent à coopérer.\n2. La coopération est volontaire.\n3. Le secrétariat en rend compte.\n';
  const draft = await place.draft({ text, lang: 'fr', langs: ['fr', 'pt'], title: 'Projet de conclusions' });
  const seats = ['chair', 'mexico', 'canada', 'costaRica'];
  const [chair, mexico, canada, costaRica] = await Promise.all(seats.map((who) => draft.join(who)));
  const does = async (who, ...changes) => {
    const { seq } = await who.edit(...changes);
    await Promise.all([chair, mexico, canada, costaRica].map((client) => client.reach(seq)));
  };
  const [first, second, third] = chair.model.visible();
  await does(chair, change.status(first, 'agreed'), change.status(second, 'review'));
  await does(mexico, change.propose('m1', second), change.insert(second, 0, 'Toute ', 'fr', { 'ins:m1': true }));
  await does(mexico, change.position(third, 'object', 'Sans mandat.'));
  await does(canada, change.position(third, 'reserve'));
  await does(costaRica, change.position(third, 'support'));
  const ask = async (path) => {
    const response = await draft.request('observer', path);
    assert.equal(response.status, 200, path);
    return response.text();
  };
  return { draft, ask };
}

test('a text in French has remarks, brackets and minutes in French, its Portuguese version in Portuguese', async () => {
  const { ask } = await table();
  const french = await ask('/export?format=txt');
  assert.match(french, /coopérer\. \(convenu ad ref\)/);
  assert.match(french, /\[Mexique: Toute\] /);
  assert.match(french, /\(Mexique: objection\) \(Canada: réserve\)/);
  const portuguese = await ask('/export?format=txt&lang=pt');
  assert.match(portuguese, /\(acordado ad ref\)/);
  assert.match(portuguese, /\(México: objeta\) \(Canadá: reserva\)/);

  const minutes = await ask('/minutes?format=txt');
  assert.match(minutes, /^Procès-verbal — Projet de conclusions/m);
  assert.match(minutes, /Positions à la fin/);
  const people = [...minutes.matchAll(/^.*?(Canada|Costa Rica|Mexique|Présidence|Presidencia) ?\(?[^:]*: /gm)].map(
    ([, who]) => who,
  );
  assert.deepEqual(people.slice(0, 4), ['Presidencia', 'Canada', 'Costa Rica', 'Mexique'], 'the chair, then by name');
  assert.match(minutes, /Mexique fait objection: .*— Sans mandat\./);
  assert.match(await ask('/minutes?format=txt&lang=pt'), /Ata — .*\n[^]*México objeta: /);
  assert.match(await ask('/compare?format=txt&from=1&lang=fr'), /état|inséré|Modifications/);
});

test('the columns of a page in two languages are headed by what those call themselves', async () => {
  const { ask } = await table();
  const html = await ask('/export?format=html&lang=fr,pt');
  assert.match(html, /<th scope="col" lang="fr">Français<\/th><th scope="col" lang="pt">Português<\/th>/);
});

test('what a French export contests is contested again in the draft that is made of it', async () => {
  const { draft, ask } = await table();
  const response = await fetch(`${place.server.url}/api/outline`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${(await draft.seat('chair')).token}` },
    body: JSON.stringify({ text: await ask('/export?format=txt'), lang: 'fr' }),
  });
  assert.equal(response.status, 200);
  const outline = await response.json();
  const means = (outline.brackets ?? []).map(({ means, who }) => [means, ...(who ?? []).map(({ code }) => code)].join(' '));
  for (const wanted of ['insert MX', 'position MX', 'position CA']) assert.ok(means.includes(wanted), `${wanted} in ${means}`);
});
