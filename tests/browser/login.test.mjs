// Signing in with the login of the institution, in the browser, against a real OpenID provider.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Provider } from 'oidc-provider';
import { Meeting } from '../support/meeting.mjs';
import { faultsOf } from './opened.mjs';
import { Pages, seriousFindings } from './ui_page.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-login-'));
const SECRET = 'a secret of thirty-two characters';

let pages;
let meeting;
let draft;
let provider;

async function freePort() {
  const server = http.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whoever names an address at its page has it; the provider's own pages for development ask for it. */
async function startProvider(issuer, redirect, after) {
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'plenaria', client_secret: SECRET, redirect_uris: [redirect], post_logout_redirect_uris: [after] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: true, name: id.split('@')[0] }),
    }),
  });
  const server = oidc.listen(Number(new URL(issuer).port), '127.0.0.1');
  await new Promise((resolve) => server.on('listening', resolve));
  return { issuer, server };
}

before(async () => {
  const issuer = `http://127.0.0.1:${await freePort()}`;
  const config = path.join(folder, 'plenaria.conf');
  const secret = path.join(folder, 'secret');
  writeFileSync(secret, `${SECRET}\n`);
  const settings = { oidc_issuer: issuer, oidc_client: 'plenaria', oidc_secret_file: secret, login_name: 'CRM' };
  writeFileSync(
    config,
    Object.entries(settings)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(''),
  );
  pages = await Pages.start(['--config', config]);
  const { url } = pages.server;
  provider = await startProvider(issuer, `${url}/api/login/callback`, `${url}/`);
  meeting = await Meeting.open({ server: pages.server, folder });
  draft = await meeting.draft('Declaración');
  await meeting.cli(
    'invite',
    '--role',
    'delegation',
    '--name',
    'Marta Ruiz',
    '--delegation',
    'MX',
    '--email',
    'Marta@sre.gob.mx',
  );
});
after(async () => {
  await pages?.close();
  provider?.server.closeAllConnections();
  provider?.server.close();
  rmSync(folder, { recursive: true, force: true });
});

const shots = process.env.PLENARIA_SHOTS;
const shot = async (name, page) => shots && page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });

async function signIn(page, email) {
  await page.getByRole('link', { name: 'Iniciar sesión con CRM' }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('[name=login]').fill(email);
  await page.locator('[name=password]').fill('any');
  await page.locator('[type=submit]').click();
  await page.locator('[type=submit]').click(); // that one agrees
}

test('a delegate comes to the meeting without a seat, signs in at the provider, and is in it as by the link', async () => {
  const page = await pages.open(`${pages.server.url}/m/${meeting.id}`);
  await page.getByRole('link', { name: 'Iniciar sesión con CRM' }).waitFor();
  assert.deepEqual(await seriousFindings(page), []);
  await shot('login-out', page);
  await signIn(page, 'marta@sre.gob.mx');
  await page.waitForURL(`${pages.server.url}/m/${meeting.id}`);
  await page.getByRole('heading', { name: 'XXXI Conferencia Regional' }).waitFor();
  await page.getByRole('link', { name: 'Declaración' }).click();
  await page.waitForURL(`**/d/${draft}`);
  await page.locator('.ProseMirror').first().waitFor();
  await page.goto(`${pages.server.url}/`);
  await page.getByText('Sesión iniciada como marta@sre.gob.mx').waitFor();
  await page.getByRole('button', { name: 'Cerrar sesión' }).click();
  await page.waitForURL(`${provider.issuer}/**`);
  await page.locator('button[name=logout]').click();
  await page.waitForURL(`${pages.server.url}/`);
  await page.getByRole('link', { name: 'Iniciar sesión con CRM' }).waitFor();
  await page.context().close();
});

test('who is not on the list asks on a phone, by keys, and is let in by the secretariat', async () => {
  const guest = await pages.open(`${pages.server.url}/m/${meeting.id}`, { viewport: { width: 360, height: 740 } });
  await signIn(guest, 'nueva@mirex.gob.do');
  await guest.getByText('Esta dirección no está en la lista de la reunión.').waitFor();
  assert.ok((await guest.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  assert.deepEqual(await seriousFindings(guest), []);
  await guest.getByRole('button', { name: 'Pedir que me dejen entrar' }).focus();
  await guest.keyboard.press('Enter');
  await guest.getByText('La secretaría ve su pedido.').waitFor();
  await shot('login-asked', guest);

  const keeper = await pages.open(`${pages.server.url}/join#${meeting.people.get('secretariat').token}`);
  const asks = keeper.getByRole('region', { name: 'Piden entrar' });
  await asks.getByText('nueva@mirex.gob.do').waitFor();
  assert.deepEqual(await faultsOf(keeper, 'section[aria-labelledby="meeting-asks"]'), []);
  await shot('login-asks', keeper);
  await asks.locator('select[name=delegation]').selectOption('DO');
  await asks.getByRole('button', { name: 'Dejar entrar', exact: true }).click();
  await asks.waitFor({ state: 'detached' });
  await guest.reload();
  await guest.getByRole('heading', { name: 'XXXI Conferencia Regional' }).waitFor();
  await keeper.context().close();
  await guest.context().close();
});

test('the chair switches links off where they have signed in; a link then leads to the login, until they switch them on', async () => {
  await meeting.cli('invite', '--role', 'chair', '--name', 'Inés', '--delegation', 'GT', '--email', 'ines@minex.gob.gt');
  const link = `${pages.server.url}/join#${meeting.people.get('us').token}`;
  const switchLinks = async (page) => {
    await page.getByRole('button', { name: 'Editar la reunión' }).click();
    const box = page.getByRole('checkbox', { name: /^También se entra por enlaces/ });
    await box.focus();
    await page.keyboard.press('Space');
    await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).click();
  };
  const byLink = await pages.open(`${pages.server.url}/join#${meeting.people.get('chair').token}`);
  await byLink.getByRole('heading', { name: 'XXXI Conferencia Regional' }).waitFor();
  await switchLinks(byLink);
  await byLink.getByText('Inicie primero sesión con su institución, para no quedarse fuera.').first().waitFor();
  await byLink.context().close();

  const chair = await pages.open(`${pages.server.url}/m/${meeting.id}`);
  await signIn(chair, 'ines@minex.gob.gt');
  await chair.getByRole('heading', { name: 'XXXI Conferencia Regional' }).waitFor();
  await switchLinks(chair);
  await chair.getByRole('dialog').waitFor({ state: 'detached' });
  const guest = await pages.open(link, { viewport: { width: 360, height: 740 } });
  await guest.getByRole('alert').getByText('A esta reunión ya no se entra por enlaces.').waitFor();
  await guest.getByRole('link', { name: 'Iniciar sesión con CRM' }).waitFor();
  assert.ok(!guest.url().includes('#'), 'the token has left the address bar');
  await shot('login-no-links', guest);
  await switchLinks(chair);
  await chair.getByRole('dialog').waitFor({ state: 'detached' });
  await guest.goto(link);
  await guest.getByRole('heading', { name: 'XXXI Conferencia Regional' }).waitFor();
  await guest.context().close();
  await chair.context().close();
});

test('who says no at the provider, or comes back with nothing, reads that in plain words, and can begin again', async () => {
  const page = await pages.open(`${pages.server.url}/login?problem=denied&back=%2Fm%2F${meeting.id}`);
  await page.getByRole('alert').getByText('usted o su institución dijo que no').waitFor();
  assert.match(await page.getByRole('link', { name: 'Iniciar sesión con CRM' }).getAttribute('href'), /back=%2Fm%2F/);
  await page.goto(`${pages.server.url}/login?problem=x&back=//evil.example`);
  assert.match(await page.getByRole('link', { name: 'Iniciar sesión con CRM' }).getAttribute('href'), /back=%2F$/);
  await page.goto(`${pages.server.url}/api/login/callback?state=x&code=y`);
  await page.getByRole('alert').getByText('ya no vale en este navegador').waitFor();
  await page.context().close();
});
