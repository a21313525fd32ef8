// Names that are written from right to left, in a page that is written from left to right: they stand where they belong,
// and do not turn what stands beside them, in elements and where there are only words.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { invite } from '../support/cli.mjs';
import { Client } from '../support/client.mjs';
import { Meeting } from './together_page.mjs';

const NAME = 'سارة العلي';
const DELEGATION = 'عُمان';
const ISOLATED = `\u2068${DELEGATION}\u2069`;

let meeting;
before(async () => (meeting = await Meeting.open()));
after(() => meeting.close());

/** A draft in which she proposes to begin the first item with a word, and the chair looks at it. */
async function sitWithHer() {
  const draft = await meeting.draft(['Uno', 'Dos']);
  const { token } = await invite(meeting.server.data, draft.id, 'delegation', { name: NAME, delegation: DELEGATION });
  const [chair] = await meeting.sit(draft, 'chair');
  const her = new Client({ server: meeting.server, draft: draft.id, token });
  await her.connect();
  const { seq } = await her.edit(
    { type: 'proposal.add', proposal: 'p1', item: draft.ids[0] },
    { type: 'text', item: draft.ids[0], lang: 'es', delta: { ops: [{ insert: 'Antes ', attributes: { 'ins:p1': true } }] } },
  );
  await chair.until((seq) => window.plenaria.draft.view.seq >= seq, 'her proposal', seq);
  return { draft, chair, her };
}

/** Where on the screen some words inside an element are: their left and right edge. */
const edges = (locator, words) =>
  locator.evaluate((element, words) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    }
    return null;
  }, words);

describe('a name from right to left', () => {
  it('stands in front of what follows it, in the strip across the page', async () => {
    const { chair, her } = await sitWithHer();
    const follow = (name) => {
      const { draft, following } = window.plenaria;
      following.value = draft.participants.value.find((person) => person.name === name)?.id ?? null;
      return following.value !== null;
    };
    await chair.until(follow, 'her to be there', NAME);
    const strip = chair.page.locator('.strip', { hasText: NAME });
    const [before, name, comma] = [
      await edges(strip, await strip.evaluate((element) => element.textContent.trim().slice(0, 3))),
      await edges(strip, NAME),
      await edges(strip, DELEGATION),
    ];
    assert.ok(before.right <= name.left + 1 && name.right <= comma.left + 1, 'in the order in which they are read');
    await her.close();
  });

  it('is isolated in brackets that a style sheet draws, in messages and in print', async () => {
    const { draft, chair, her } = await sitWithHer();
    const inserted = chair.page.locator('.editor ins').first();
    assert.equal(await inserted.getAttribute('data-who'), ISOLATED);
    const { seq } = await her.edit({ type: 'position.set', item: draft.ids[1], position: 'object' });
    await chair.until((seq) => window.plenaria.draft.view.seq >= seq, 'her objection', seq);
    const spoken = chair.page.locator('.only-spoken[role=status]');
    await spoken.filter({ hasText: ISOLATED }).waitFor();
    await chair.page.goto(`${chair.line.url}/d/${draft.id}?view=read`);
    const printed = chair.page.locator('.document');
    await printed.filter({ hasText: ISOLATED }).waitFor();
    await her.close();
  });
});
