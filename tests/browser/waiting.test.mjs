// What waits for somebody reaches them: a consultation with silence, what the room shows of proposals, gaps before adoption.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { counted } from './counted.mjs';
import { Meeting } from './together_page.mjs';
import { seriousFindings } from './ui_page.mjs';

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const act = (person, changes) => person.page.evaluate((changes) => window.plenaria.act(changes), changes);
const HOUR = 3_600_000;

describe('a consultation', () => {
  it('with silence reaches the delegation that is asked: strip, badge, margin, list; and nobody else', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico, canada] = await meeting.sit(draft, 'chair', 'mexico', 'canada');
    const [first, second] = draft.ids;
    const until = Date.now() + 5 * HOUR;
    await act(chair, [
      { type: 'consult.open', item: second, delegations: ['MX'], until: until + HOUR },
      { type: 'consult.open', item: first, delegations: ['MX'], until, silence: true },
    ]);
    const strip = mexico.page.locator('.strip', { hasText: 'quedará acordado por silencio' });
    await strip.getByText(/Punto 1.*si su delegación no objeta antes del .*\(.+\)/).waitFor();
    await strip.getByText('Quedan').waitFor();
    await strip.getByText('Y otra consulta más.').waitFor();
    await mexico.page.getByText('2 consultas esperan a su delegación').waitFor({ state: 'attached' });
    assert.match(
      await mexico.page.locator(`.editor [data-id="${first}"]`).getAttribute('data-notes'),
      /MX/,
      'a sign in the margin',
    );
    await mexico.page.getByRole('button', { name: /^Tablero/ }).click();
    const list = mexico.page.getByRole('region', { name: 'Esperan a su delegación' });
    await list.getByRole('button', { name: 'Punto 1' }).waitFor();
    await list.getByRole('button', { name: 'Punto 2' }).waitFor();
    assert.deepEqual(await seriousFindings(mexico.page), []);
    await counted(canada.page.locator('.strip'), 0);

    await strip.getByRole('button', { name: 'Responder' }).click();
    await mexico.page.evaluate(() => {
      const { send } = WebSocket.prototype;
      WebSocket.prototype.send = function (data) {
        setTimeout(() => send.call(this, data), 500); // a slow line: what was answered counts when the server has it
      };
    });
    await mexico.page.locator('.panel').getByRole('button', { name: 'Puede aceptarse' }).click();
    await mexico.page.locator('.strip', { hasText: 'Punto 2: en consulta' }).waitFor();
  });

  it('and an unread comment leave the bar of a small phone whole', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    const [item] = draft.ids;
    await mexico.page.setViewportSize({ width: 360, height: 740 });
    await act(chair, [
      { type: 'consult.open', item, delegations: ['MX'], until: Date.now() + 5 * HOUR },
      { type: 'comment.add', comment: 'k1', item, parent: null, text: '¿Sí, @MX?', lang: 'es', anchor: 0, head: 3 },
    ]);
    await mexico.page.locator('.bar-panels .badge').nth(1).waitFor({ state: 'attached' });
    const right = await mexico.page.locator('.bar-panels').evaluate((bar) => bar.getBoundingClientRect().right);
    assert.ok(right <= 360, `the menu ends at ${right}`);
    await counted(mexico.page.locator('.bar-panels > .text-button > .badge:visible'), 1); // the bell has its own
    await mexico.page.setViewportSize({ width: 1280, height: 860 });
  });

  it('is refused in the dialog for the reason that holds, and an old reason does not stay', async () => {
    const draft = await meeting.draft(['Uno']);
    const [chair, mexico] = await meeting.sit(draft, 'chair', 'mexico');
    const [item] = draft.ids;
    await act(chair, [{ type: 'item.status', item, status: 'review' }]);
    await mexico.seesStatus(item, 'review');
    await mexico.caret(item, 3);
    await mexico.type(' y medio');
    await mexico.settled();
    await chair.sees('Uno y medio');
    await chair.caret(item, 0);
    await chair.page.evaluate(() => window.plenaria.open('consult'));
    const dialog = chair.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Enviar', exact: true }).click();
    await dialog.getByText('Elija al menos una delegación.').waitFor();
    await dialog.getByLabel('Todas').check();
    await dialog.getByText('Elija al menos una delegación.').waitFor({ state: 'detached' });
    await dialog.getByLabel(/Procedimiento de silencio/).check();
    await dialog.getByRole('button', { name: 'Enviar', exact: true }).click();
    await dialog.getByText('El silencio debe ser sobre un solo texto').waitFor();
    await dialog.getByLabel(/Procedimiento de silencio/).uncheck();
    await dialog.getByRole('button', { name: 'Enviar', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('the room', () => {
  it('shows what is only proposed in brackets with its name, also in what comes next and on the board', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair, mexico, observer] = await meeting.sit(draft, 'chair', 'mexico', 'observer');
    const [first, second] = draft.ids;
    for (const item of [first, second]) await act(chair, [{ type: 'item.status', item, status: 'review' }]);
    await mexico.seesStatus(second, 'review');
    await act(mexico, [{ type: 'proposal.add', proposal: 'gone', item: first, act: 'remove' }]);
    await mexico.caret(second, 3);
    await mexico.type(' y tres');
    await mexico.settled();
    await act(chair, [{ type: 'consult.open', item: first, delegations: ['MX'], until: Date.now() + 5 * HOUR }]);
    await observer.page.goto(`${observer.page.url().split('?')[0]}?view=room`);
    await chair.caret(first, 0);
    await observer.page.locator('.room-texts del', { hasText: '[del. México: Uno]' }).waitFor();
    await observer.page.locator('.room-next', { hasText: 'Dos[México: y tres]' }).waitFor();
    await observer.page.locator('.room-status', { hasText: /En consulta en México hasta .*\(.+\)/ }).waitFor();
    await chair.page.getByRole('button', { name: /^Tablero/ }).click();
    await chair.page.locator('.board-words', { hasText: 'Dos[México: y tres]' }).waitFor();
  });

  it('shows all of the item also when others join what is proposed in it', async () => {
    const draft = await meeting.draft(['Uno'.repeat(24), 'Dos']);
    const [chair, mexico, canada, observer] = await meeting.sit(draft, 'chair', 'mexico', 'canada', 'observer');
    const [item] = draft.ids;
    await act(chair, [{ type: 'item.status', item, status: 'review' }]);
    await mexico.seesStatus(item, 'review');
    const proposals = Array.from({ length: 24 }, (_, at) => `m${at}`);
    const words = proposals.flatMap((id) => [{ retain: 3 }, { insert: ' y otra cosa', attributes: { [`ins:${id}`]: true } }]);
    await act(mexico, [
      ...proposals.map((proposal) => ({ type: 'proposal.add', proposal, item })),
      { type: 'text', item, lang: 'es', delta: { ops: words } },
    ]);
    await observer.page.goto(`${observer.page.url().split('?')[0]}?view=room`);
    await chair.caret(item, 0);
    await observer.page.locator('.room-texts', { hasText: '[México: y otra cosa]' }).waitFor();
    await canada.sees('y otra cosa');
    await act(
      canada,
      proposals.map((proposal) => ({ type: 'proposal.support', proposal, support: true })),
    );
    await observer.page.locator('.room-texts', { hasText: 'México, Canadá' }).waitFor();
    const frame = observer.page.locator('.room-item');
    assert.deepEqual(await frame.evaluate((room) => [room.scrollHeight > room.clientHeight, room.clientHeight > 0]), [
      false,
      true,
    ]);
  });
});

describe('adoption', () => {
  it('says which languages are not what the original says', async () => {
    const draft = await meeting.draft(['Uno', 'Dos']);
    const [chair] = await meeting.sit(draft, 'chair');
    for (const item of draft.ids) await act(chair, [{ type: 'item.status', item, status: 'approved' }]);
    await chair.page.evaluate(() => window.plenaria.open('adopt'));
    await chair.page.getByRole('dialog').getByText('Inglés: 2 puntos sin traducir.').waitFor();
  });
});

describe('the languages of a draft', () => {
  it('are suggested by name behind those that it has', async () => {
    const draft = await meeting.draft(['Uno']);
    const [chair] = await meeting.sit(draft, 'chair');
    await chair.page.evaluate(() => window.plenaria.open('title'));
    const langs = chair.page.getByRole('dialog').locator('input[list]');
    await langs.fill('es, en, ');
    const suggested = await langs.evaluate((input) => [...input.list.options].map(({ value, text }) => [value, text]));
    assert.deepEqual(suggested[0], ['es, en, fr', 'Francés']);
    await langs.fill(suggested[0][0]);
    await chair.page.getByRole('textbox', { name: /francés/i }).waitFor();
  });
});
