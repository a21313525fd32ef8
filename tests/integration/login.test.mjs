// The login of the institution: a provider that lies about everything, addresses that are somebody's and that are not, meetings without links, asks, and a
// proxy that says who somebody is.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { within } from '../support/client.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';
import { Browser, FakeProvider, makeKey, sign, signWithPublicKey, unsigned } from '../support/provider.mjs';
import { temporaryFolder } from '../support/server.mjs';

const secrets = temporaryFolder();
const secretFile = path.join(secrets, 'client');
writeFileSync(secretFile, 's3cret/of the client\n');

let provider;
let place;
let meeting;
before(async () => {
  provider = await FakeProvider.start();
  place = await Place.open({
    settings: {
      oidc_issuer: provider.issuer,
      oidc_client: 'plenaria',
      oidc_secret_file: secretFile,
      login_name: 'CRM',
      meeting_acts_per_minute: 100000,
      meeting_acts_burst: 100000,
    },
  });
  meeting = await Meeting.open(place);
});
after(async () => {
  await place.close();
  await provider.stop();
});
beforeEach(() => {
  provider.lies = {};
});

/** For tests that depend on what is in their meeting. */
async function anotherMeeting() {
  await meeting.leave();
  meeting = await Meeting.open(place);
}

let count = 0;
const freshEmail = () => `person${++count}@gob.example`;

/** A delegate of Mexico with an address that nobody had before. */
async function delegate(email = freshEmail(), role = 'delegation') {
  const people = [{ name: 'Marta Ruiz', role, delegation: 'MX', email }];
  assert.equal((await meeting.call('chair', 'POST', '/people', { people }))[0], 201);
  return email;
}

async function signedIn(email, claims = {}) {
  const browser = new Browser(place.server);
  assert.equal(await browser.signIn(provider, { email, name: 'Marta', ...claims }, '/m/x'), '/m/x');
  return browser;
}

const problem = (address) => new URL(address, 'http://x').searchParams.get('problem');
const roleIn = async (browser) => {
  const [status, answer] = await browser.json('GET', `/api/meetings/${meeting.id}`);
  return status === 200 ? answer.you.role : answer;
};

describe('who one is', () => {
  beforeEach(anotherMeeting);

  test('a login opens what the link of the person with that address opens, with the same rights', async () => {
    const draft = await meeting.draft('Declaración');
    for (const role of ['observer', 'delegation', 'secretariat', 'chair']) {
      const email = await delegate(freshEmail(), role);
      const browser = await signedIn(email.toUpperCase());
      assert.equal(await roleIn(browser), role);
      const [, { drafts }] = await browser.json('GET', '/api/drafts');
      assert.deepEqual(
        drafts.filter(({ id }) => id === draft).map((seat) => seat.role),
        [role],
      );
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      assert.ok(!/login-/.test(cookie), 'what was kept of the sign-in is gone');
      const [people] = await browser.json('GET', `/api/meetings/${meeting.id}/people`);
      assert.equal(people, role === 'secretariat' || role === 'chair' ? 200 : 403);
      const [status] = await browser.json('PATCH', `/api/meetings/${meeting.id}`, { body: { revision: 99 } });
      assert.equal(status, role === 'secretariat' || role === 'chair' ? 409 : 403);
    }
  });

  test('the cookie is for this site and not for scripts; /api/login says who one is', async () => {
    const email = await delegate();
    const browser = await signedIn(email);
    const line = browser.set.find((one) => one.startsWith('plenaria='));
    assert.match(line, /; HttpOnly; SameSite=Strict;/);
    const [, answer] = await browser.json('GET', '/api/login');
    assert.equal(answer.login, true);
    assert.equal(answer.institution, 'CRM');
    assert.equal(answer.you.email, email);
    assert.equal(answer.you.clash, false);
    assert.ok(answer.you.expires > Date.now());
    assert.deepEqual((await new Browser(place.server).json('GET', '/api/login'))[1], {
      login: true,
      institution: 'CRM',
      you: null,
    });
  });

  test('an address that is nobody signs in, and opens nothing', async () => {
    const browser = await signedIn(freshEmail());
    assert.equal(await roleIn(browser), 'not-found');
    assert.deepEqual((await browser.json('GET', '/api/drafts'))[1], { drafts: [] });
  });

  test('what an address is given while it is signed in is open at once, and what is taken is closed at once', async () => {
    const draft = await meeting.draft('Declaración');
    const email = freshEmail();
    const browser = await signedIn(email);
    const [, { invited }] = await meeting.call('chair', 'POST', '/people', {
      people: [{ name: 'Marta', role: 'delegation', delegation: 'MX', email }],
    });
    assert.equal(await roleIn(browser), 'delegation');
    await meeting.call('chair', 'PATCH', `/people/${invited[0].id}`, { email: freshEmail() });
    assert.equal(await roleIn(browser), 'not-found');
    await meeting.call('chair', 'PATCH', `/people/${invited[0].id}`, { email });
    assert.equal(await roleIn(browser), 'delegation');
    await meeting.call('chair', 'DELETE', `/people/${invited[0].id}`);
    assert.notEqual(await roleIn(browser), 'delegation');
    assert.equal((await browser.json('GET', `/api/drafts/${draft}`))[0] >= 400, true);
    await browser.signIn(provider, { email });
    assert.equal(await roleIn(browser), 'not-found', 'who was revoked stays out, also by a fresh login');
  });

  test('two people with one address: neither is signed in, and the login says so', async () => {
    const email = await delegate();
    const [status, code] = await meeting.call('chair', 'POST', '/people', {
      people: [{ name: 'B', role: 'observer', email: email.toUpperCase() }],
    });
    assert.deepEqual([status, code], [409, 'exists']);
    await meeting.cli('invite', '--role', 'observer', '--name', 'C', '--email', email); // the host's command does what it is told
    const browser = await signedIn(email);
    assert.equal(await roleIn(browser), 'not-found');
    assert.equal((await browser.you()).clash, true);
  });

  test('a link that is opened, and a login, share a cookie; the login ends by itself', async () => {
    const email = await delegate();
    const browser = new Browser(place.server);
    await browser.json('POST', '/api/session', { body: { token: meeting.people.get('observer').token } });
    await browser.signIn(provider, { email });
    assert.equal(await roleIn(browser), 'delegation', 'the newest counts');
    const [, { leave }] = await browser.json('DELETE', '/api/session');
    assert.ok(leave.startsWith(`${provider.issuer}/leave?id_token_hint=`), leave);
    assert.equal(new URL(leave).searchParams.get('post_logout_redirect_uri'), `${place.server.url}/`);
    assert.equal(await browser.you(), null);
  });

  test('signing out everywhere ends the logins of that address in every browser', async () => {
    const email = freshEmail();
    const [one, other, another] = [await signedIn(email), await signedIn(email.toUpperCase()), await signedIn(freshEmail())];
    await one.json('DELETE', '/api/session?everywhere=true');
    assert.equal(await other.you(), null);
    assert.notEqual(await another.you(), null);
  });

  test('the record tells of a login as of a link', async () => {
    const draft = await meeting.draft('Declaración');
    const reader = await meeting.join('observer', draft);
    await signedIn(await delegate());
    await reader.until(() => [...reader.model.participants.values()].some(({ seat }) => seat?.entered), 'the entering');
    const [, text] = await meeting.ask('chair', 'GET', `/drafts/${draft}/ops?since=0&limit=1000`);
    assert.match(text, /"seat\.enter"/);
  });
});

describe('a provider that lies', () => {
  const rejected = async (lies, expected = 'failed') => {
    provider.lies = lies;
    const browser = new Browser(place.server);
    const end = await browser.signIn(provider, { email: await delegate() }, '/d/x');
    assert.equal(problem(end), expected, end);
    assert.equal(new URL(end, 'http://x').searchParams.get('back'), '/d/x');
    assert.equal(browser.cookies.has('plenaria'), false);
  };
  const now = () => Math.floor(Date.now() / 1000);
  const cases = {
    'another issuer': { claims: (c) => ({ ...c, iss: 'https://evil.example' }) },
    'no issuer': { claims: (c) => ({ ...c, iss: undefined }) },
    'another audience': { claims: (c) => ({ ...c, aud: 'somebody' }) },
    'several audiences and no party': { claims: (c) => ({ ...c, aud: ['plenaria', 'somebody'] }) },
    'another authorised party': { claims: (c) => ({ ...c, aud: ['plenaria', 'somebody'], azp: 'somebody' }) },
    'another nonce': { claims: (c) => ({ ...c, nonce: 'other' }) },
    'no nonce': { claims: (c) => ({ ...c, nonce: undefined }) },
    expired: { claims: (c) => ({ ...c, exp: now() - 100 }) },
    'no expiry': { claims: (c) => ({ ...c, exp: undefined }) },
    'not valid yet': { claims: (c) => ({ ...c, nbf: now() + 1000 }) },
    'issued in the time to come': { claims: (c) => ({ ...c, iat: now() + 1000 }) },
    'no subject': { claims: (c) => ({ ...c, sub: undefined }) },
    'not signed': { token: (c) => unsigned(c) },
    'signed with the public key as a secret': { token: (c) => signWithPublicKey(provider.key, c) },
    'signed by somebody else': { token: (c) => sign(makeKey('first'), c) },
    'a header that has to be understood': { token: (c) => sign(provider.key, c, { crit: ['exp'] }) },
    'no token': { token: () => 'x' },
    'a token of 20 kB': { claims: (c) => ({ ...c, more: 'x'.repeat(20000) }) },
  };
  for (const [name, lies] of Object.entries(cases)) test(`${name}: nobody is signed in`, () => rejected(lies));

  test('no address, one that is none, or one that is not verified: a sentence of its own', async () => {
    await rejected({ claims: (c) => ({ ...c, email: undefined }) }, 'no-address');
    await rejected({ claims: (c) => ({ ...c, email: 'nobody' }) }, 'no-address');
    await rejected({ claims: (c) => ({ ...c, email_verified: false }) }, 'unverified');
    await rejected({ claims: (c) => ({ ...c, email_verified: undefined }) }, 'unverified');
  });

  test('clocks that differ by less than a minute are no lie, and RS256, PS256 and ES256 all count', async () => {
    provider.lies = { claims: (c) => ({ ...c, iat: now() + 30, exp: now() - 30 }) };
    await signedIn(await delegate());
    for (const alg of ['ES256', 'PS256']) {
      const key = makeKey(alg, alg);
      provider.lies = { keys: [key.jwk, provider.key.jwk], token: (c) => sign(key, c) };
      await signedIn(await delegate());
    }
  });

  test('a key that is new is fetched, and keys that are made up are not asked for for ever', async () => {
    provider.key = makeKey('second');
    const email = await delegate();
    await signedIn(email);
    provider.asked = [];
    for (let i = 0; i < 8; i++) {
      provider.lies = { token: (c) => sign(makeKey(`made up ${i}`, 'ES256'), c) };
      assert.equal(problem(await new Browser(place.server).signIn(provider, { email })), 'failed');
    }
    assert.ok(provider.asked.filter((one) => one === '/jwks').length <= 5);
  });
});

describe('a browser that lies', () => {
  test('an answer that it did not ask for, or of another browser, is refused', async () => {
    const email = await delegate();
    const mine = new Browser(place.server);
    const theirs = new Browser(place.server);
    const address = await theirs.startAt('/');
    await mine.startAt('/');
    const callback = provider.approve(address, { email });
    assert.equal(problem((await mine.ask('GET', callback)).headers.get('location')), 'lost');
    assert.equal(problem((await new Browser(place.server).ask('GET', callback)).headers.get('location')), 'lost');
    assert.equal(await mine.you(), null);
    assert.equal((await theirs.ask('GET', callback)).headers.get('location'), '/');
  });

  test('an answer counts once, whatever the provider makes of its code', async () => {
    provider.lies = { codesAgain: true };
    const browser = new Browser(place.server);
    const callback = provider.approve(await browser.startAt('/'), { email: await delegate() });
    const kept = new Map(browser.cookies);
    assert.equal((await browser.ask('GET', callback)).headers.get('location'), '/');
    assert.equal(problem((await browser.ask('GET', callback)).headers.get('location')), 'lost');
    browser.cookies = kept;
    assert.equal(problem((await browser.ask('GET', callback)).headers.get('location')), 'failed');
  });

  test('what it keeps of a sign-in cannot be changed, and a code without its state is nothing', async () => {
    const browser = new Browser(place.server);
    const callback = new URL(provider.approve(await browser.startAt('/'), { email: await delegate() }));
    const [[name, value]] = browser.cookies;
    for (const spoilt of [
      `${value.slice(0, -8)}AAAABBBB`,
      `${value[0] === 'A' ? 'B' : 'A'}${value.slice(1)}`,
      '',
      'x',
      'A'.repeat(3000),
    ]) {
      browser.cookies.set(name, spoilt);
      assert.equal(problem((await browser.ask('GET', callback.href)).headers.get('location')), 'lost', spoilt);
    }
    callback.searchParams.delete('state');
    assert.equal(problem((await browser.ask('GET', callback.href)).headers.get('location')), 'lost');
  });

  test('who says no at the provider reads that, and a state alone opens nothing', async () => {
    const browser = new Browser(place.server);
    const address = await browser.startAt('/d/x');
    const state = new URL(address).searchParams.get('state');
    const end = (await browser.ask('GET', `/api/login/callback?error=access_denied&state=${state}`)).headers.get('location');
    assert.equal(end, '/login?problem=denied&back=%2Fd%2Fx');
  });

  test('it is sent back to pages of this server alone', async () => {
    const email = await delegate();
    for (const back of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/a b',
      `/${'x'.repeat(600)}`,
      '',
    ])
      assert.equal(await new Browser(place.server).signIn(provider, { email }, back), '/', JSON.stringify(back));
    assert.equal((await new Browser(place.server).ask('GET', '/api/login/start?back=/a%0d%0ax:%20y')).status, 400);
    for (const back of ['/d/x?view=read', '/m/y', '/#item-1'])
      assert.equal(await new Browser(place.server).signIn(provider, { email }, back), back);
  });

  test('a page elsewhere signs nobody in', async () => {
    const browser = new Browser(place.server);
    const response = await browser.ask('GET', '/api/login/start?back=/d/x', { headers: { 'sec-fetch-site': 'cross-site' } });
    assert.equal(response.headers.get('location'), '/login?problem=elsewhere&back=%2Fd%2Fx');
  });

  test('a sign-in has a challenge, a state and a nonce that nobody can guess, and asks for the address', async () => {
    const seen = new Set();
    for (let i = 0; i < 3; i++) {
      const query = new URL(await new Browser(place.server).startAt('/')).searchParams;
      assert.equal(query.get('code_challenge_method'), 'S256');
      assert.equal(query.get('response_type'), 'code');
      assert.match(query.get('scope'), /^openid email/);
      assert.equal(query.get('redirect_uri'), `${place.server.url}/api/login/callback`);
      for (const name of ['state', 'nonce', 'code_challenge']) {
        assert.ok(query.get(name).length >= 43, name);
        seen.add(query.get(name));
      }
    }
    assert.equal(seen.size, 9);
  });
});

describe('a provider that is not itself', () => {
  /** A server that has not asked the provider anything yet. */
  const fresh = async (lies, use, settings = {}) => {
    const other = await FakeProvider.start();
    other.lies = lies;
    const own = await Place.open({
      settings: { oidc_issuer: other.issuer, oidc_client: 'plenaria', oidc_secret_file: secretFile, ...settings },
    });
    try {
      await use(own, other);
    } finally {
      await own.close();
      await other.stop();
    }
  };
  const unavailable = async (own) => assert.equal(problem(await new Browser(own.server).startAt('/')), 'unavailable');

  test('no answer, one that is huge, one of another issuer, one with addresses in the clear: it is not used', async () => {
    const answers = {
      'is down': (_, response) => response.destroy() && true,
      'is huge': (_, response) => response.end('x'.repeat(1 << 20)) && true,
      'is no JSON': (_, response) => response.end('<html>') && true,
      fails: (_, response) => response.writeHead(500).end() && true,
      'sends elsewhere': (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end() && true,
    };
    for (const answer of Object.values(answers)) await fresh({ answer }, unavailable);
    for (const more of [
      { issuer: 'https://other.example' },
      { token_endpoint: 'http://10.0.0.1/token' },
      { jwks_uri: 'file:///etc/passwd' },
      { authorization_endpoint: 'javascript:alert(1)' },
    ])
      await fresh({ discovery: (document) => ({ ...document, ...more }) }, unavailable);
  });

  test('keys that are huge, too weak or none: nobody is signed in, and it is used once they are right', async () => {
    await fresh({}, async (own, other) => {
      for (const lies of [
        { answer: (where, response) => where === '/jwks' && response.end('x'.repeat(1 << 20)) && true },
        { keys: [] },
        { keys: [{ ...other.key.jwk, n: other.key.jwk.n.slice(0, 100) }] },
        { keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'first', alg: 'HS256' }] },
      ]) {
        other.lies = lies;
        assert.equal(problem(await new Browser(own.server).signIn(other, { email: 'a@b.example' })), 'unavailable');
      }
      other.lies = {};
      assert.equal(await new Browser(own.server).signIn(other, { email: 'a@b.example' }), '/');
    });
  });

  test('one that never answers keeps nobody else waiting, and the server stops all the same', async () => {
    await fresh({ answer: () => true }, async (own) => {
      const waiting = new Browser(own.server).startAt('/');
      const started = Date.now();
      const [status] = await new Browser(own.server).json('GET', '/api/login');
      assert.equal(status, 200);
      assert.ok(Date.now() - started < 3000);
      await own.server.stop();
      assert.equal(problem(await waiting.catch(() => '/?problem=unavailable')), 'unavailable');
    });
  });

  test('an issuer in the clear, a secret that is not there, a login twice: the server does not start', async () => {
    for (const settings of [
      { oidc_issuer: 'http://login.example', oidc_client: 'x' },
      { oidc_issuer: 'http://127.0.0.1.evil.example', oidc_client: 'x' },
      { oidc_issuer: 'ftp://login.example', oidc_client: 'x' },
      { oidc_issuer: 'https://login.example' },
      { oidc_issuer: 'https://login.example', oidc_client: 'x', oidc_secret_file: '/nowhere' },
      { oidc_issuer: 'https://login.example', oidc_client: 'x', oidc_email_verified: 'perhaps' },
      { oidc_issuer: 'https://login.example', oidc_client: 'x', proxy_user_header: 'X-User', proxy_secret_file: secretFile },
      { proxy_user_header: 'X-User' },
      { proxy_user_header: 'Cookie', proxy_secret_file: secretFile },
    ])
      await assert.rejects(Place.open({ settings }), /did not start|ended at once/, JSON.stringify(settings));
  });

  test('a login ends when the setting says, and with it what it has opened', async () => {
    await fresh(
      {},
      async (own, other) => {
        const there = await Meeting.open(own);
        await there.cli('invite', '--role', 'observer', '--name', 'Eva', '--email', 'eva@b.example');
        const browser = new Browser(own.server);
        await browser.signIn(other, { email: 'eva@b.example' });
        assert.equal((await browser.json('GET', `/api/meetings/${there.id}`))[0], 200);
        await new Promise((resolve) => setTimeout(resolve, 3200));
        assert.deepEqual(await browser.json('GET', `/api/meetings/${there.id}`), [401, 'sign-in']);
        assert.equal(await browser.you(), null);
      },
      { login_ms: 3000 },
    );
  });
});

describe('the provider ends a login', () => {
  const token = (more) =>
    sign(provider.key, {
      iss: provider.issuer,
      aud: 'plenaria',
      iat: Math.floor(Date.now() / 1000),
      jti: 'x',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      ...more,
    });
  const send = async (logout) => {
    const response = await fetch(`${place.server.url}/api/login/backchannel`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `logout_token=${logout}`,
    });
    return response.status;
  };

  test('by its session or by its subject; anything else is refused and ends nothing', async () => {
    const email = freshEmail();
    const one = await signedIn(email, { sub: 's1', sid: 'session 1' });
    const two = await signedIn(email, { sub: 's1', sid: 'session 2' });
    const ordinary = sign(provider.key, provider.claims({ who: { email, sub: 's1' }, nonce: 'n' }));
    for (const bad of [
      'x',
      ordinary,
      token({}),
      token({ sub: 's1', aud: 'other' }),
      token({ sub: 's1', iat: 1 }),
      token({ sub: 's1', nonce: 'n' }),
      sign(makeKey('other'), { sub: 's1' }),
    ])
      assert.equal(await send(bad), 400);
    assert.notEqual(await one.you(), null);
    assert.equal(await send(token({ sid: 'session 1' })), 200);
    assert.equal(await one.you(), null);
    assert.notEqual(await two.you(), null);
    assert.equal(await send(token({ sub: 's1' })), 200);
    assert.equal(await two.you(), null);
  });

  test('what is no base64url is refused, and the server goes on', async () => {
    const [header, said, signature] = sign(provider.key, { sub: 's1' }).split('.');
    for (const bad of [
      `${header.slice(0, 6)}=${header.slice(7)}.${said}.${signature}`,
      `${header}.${said.slice(0, 5)}=${said.slice(6)}.${signature}`,
      `${header}.${said}.=`,
      `${header}.${said}.A`,
      `${header}.${said}`,
      `${header}.${said}.${signature}.`,
      `${header}.é.${signature}`,
      '..',
      '.',
    ])
      assert.equal(await send(bad), 400, bad.slice(0, 40));
    provider.lies = {
      keys: [
        { ...provider.key.jwk, e: 'A=AB' },
        { ...provider.key.jwk, n: `A=${provider.key.jwk.n.slice(2)}` },
      ],
    };
    // Five times a minute a key that is not known has the provider asked again, which cannot be done with these; else the token is refused.
    const answer = await send(sign(makeKey('unheard of'), { sub: 's1' }));
    assert.ok([400, 503].includes(answer), answer);
    assert.equal((await fetch(`${place.server.url}/healthz`)).status, 200);
  });
});

describe('a meeting without links', () => {
  beforeEach(anotherMeeting);

  test('who switches links off is signed in themselves; then links open nothing of it, and logins all', async () => {
    const draft = await meeting.draft('Declaración');
    const chair = await signedIn(await delegate(freshEmail(), 'chair'));
    const mexico = await signedIn(await delegate());
    const [, { revision }] = await chair.json('GET', `/api/meetings/${meeting.id}`);
    const off = { revision, settings: { links: false } };
    assert.deepEqual(await meeting.call('chair', 'PATCH', '', off), [401, 'sign-in']);
    const open = await meeting.join('observer', draft);
    const browser = new Browser(place.server);
    await browser.json('POST', '/api/session', { body: { token: meeting.people.get('us').token } });
    assert.equal(await roleIn(browser), 'delegation');
    assert.equal((await chair.json('PATCH', `/api/meetings/${meeting.id}`, { body: off }))[0], 200);
    assert.equal((await within(open.closed, 'the end of the connection by a link')).code, 1012);
    await assert.rejects(meeting.join('observer', draft), /4401/);
    assert.equal(await roleIn(browser), 'sign-in');
    for (const who of ['observer', 'mexico', 'chair']) {
      assert.deepEqual(await meeting.call(who, 'GET'), [401, 'sign-in']);
      assert.deepEqual(await meeting.ask(who, 'GET', `/drafts/${draft}`), [401, 'sign-in']);
      const session = await new Browser(place.server).json('POST', '/api/session', {
        body: { token: meeting.people.get(who).token },
      });
      assert.deepEqual(session, [401, 'sign-in']);
    }
    assert.equal(await roleIn(mexico), 'delegation');
    assert.equal((await mexico.json('GET', `/api/drafts/${draft}`))[0], 200);
    await meeting.cli('links'); // the host's way, whatever has become of the provider
    assert.equal(await roleIn(browser), 'delegation');
    assert.equal((await meeting.call('mexico', 'GET'))[0], 200);
  });
});

describe('asking to be let in', () => {
  beforeEach(anotherMeeting);

  test('who is signed in asks; the secretariat lets them in, and they are in at once', async () => {
    const draft = await meeting.draft('Declaración');
    const browser = await signedIn(freshEmail());
    assert.equal((await browser.json('POST', '/api/login/asks', { body: { meeting: meeting.id } }))[0], 202);
    assert.equal((await browser.json('POST', '/api/login/asks', { body: { draft } }))[0], 202, 'once more is fine');
    assert.equal((await browser.json('GET', `/api/login?meeting=${meeting.id}`))[1].you.ask, 'waits');
    for (const who of ['observer', 'mexico']) assert.equal((await meeting.call(who, 'GET', '/asks'))[0], 403);
    const [, { asks }] = await meeting.call('secretariat', 'GET', '/asks');
    assert.equal(asks.length, 1);
    const admit = (body) => meeting.call('secretariat', 'POST', `/asks/${asks[0].id}`, body);
    assert.deepEqual(await admit({ role: 'chair' }), [403, 'forbidden']);
    assert.deepEqual(await admit({ role: 'delegation' }), [400, 'bad-message']);
    assert.equal((await admit({ role: 'delegation', delegation: 'US', email: 'other@x.example' }))[0], 200);
    assert.equal(await roleIn(browser), 'delegation');
    assert.equal((await browser.json('GET', `/api/drafts/${draft}`))[0], 200);
    assert.deepEqual((await meeting.call('secretariat', 'GET', '/asks'))[1], { asks: [] });
    assert.deepEqual(await browser.json('POST', '/api/login/asks', { body: { meeting: meeting.id } }), [409, 'exists']);
  });

  test('who is refused does not ask again the same day; who is not signed in does not ask', async () => {
    const browser = await signedIn(freshEmail());
    await browser.json('POST', '/api/login/asks', { body: { meeting: meeting.id } });
    const [, { asks }] = await meeting.call('chair', 'GET', '/asks');
    assert.equal((await meeting.call('chair', 'DELETE', `/asks/${asks[0].id}`))[0], 200);
    assert.deepEqual(await browser.json('POST', '/api/login/asks', { body: { meeting: meeting.id } }), [403, 'forbidden']);
    assert.equal((await browser.json('GET', `/api/login?meeting=${meeting.id}`))[1].you.ask, 'refused');
    assert.deepEqual((await meeting.call('chair', 'GET', '/asks'))[1], { asks: [] });
    assert.deepEqual(await new Browser(place.server).json('POST', '/api/login/asks', { body: { meeting: meeting.id } }), [
      401,
      'unauthorized',
    ]);
  });

  test('asking about a draft by its name tells nothing about it', async () => {
    const closed = await meeting.draft('Cerrado', '--closed');
    const browser = await signedIn(freshEmail());
    const answers = [];
    for (const draft of [closed, 'no-such-draft'])
      answers.push(await browser.json('POST', '/api/login/asks', { body: { draft } }));
    assert.deepEqual(answers, [
      [202, {}],
      [202, {}],
    ]);
    assert.deepEqual((await meeting.call('chair', 'GET', '/asks'))[1], { asks: [] });
  });
});

describe('a proxy', () => {
  const start = (server, headers) => new Browser(server).ask('GET', '/api/login/start?back=/m/x', { headers });

  test('it says who somebody is, if it shows the secret; from anybody else it is nothing', async () => {
    const own = await Place.open({ settings: { proxy_user_header: 'X-Forwarded-Email', proxy_secret_file: secretFile } });
    try {
      const there = await Meeting.open(own);
      await there.cli('invite', '--role', 'observer', '--name', 'Eva', '--email', 'eva@b.example');
      const secret = { 'plenaria-proxy-secret': 's3cret/of the client' };
      const user = { 'x-forwarded-email': 'Eva@b.example' };
      for (const headers of [user, { ...user, 'plenaria-proxy-secret': 'other' }, { ...user, 'plenaria-proxy-secret': '' }])
        assert.equal(problem((await start(own.server, headers)).headers.get('location')), 'failed');
      assert.equal(problem((await start(own.server, secret)).headers.get('location')), 'no-address');
      const browser = new Browser(own.server);
      const response = await browser.ask('GET', '/api/login/start?back=/m/x', { headers: { ...user, ...secret } });
      assert.equal(response.headers.get('location'), '/m/x');
      assert.equal((await browser.json('GET', `/api/meetings/${there.id}`))[1].you.role, 'observer');
      const stranger = await new Browser(own.server).json('GET', `/api/meetings/${there.id}`, {
        headers: { ...user, ...secret },
      });
      assert.equal(stranger[0], 401, 'it counts where one signs in and nowhere else');
      assert.deepEqual((await browser.json('DELETE', '/api/session'))[1], {});
    } finally {
      await own.close();
    }
  });

  test('over its socket no secret is needed; the same over the network is nothing', async () => {
    const folder = temporaryFolder();
    const socket = path.join(folder, 'proxy.sock');
    const own = await Place.open({ settings: { proxy_user_header: 'X-Forwarded-Email', proxy_socket: socket } });
    const user = { 'x-forwarded-email': 'eva@b.example' };
    try {
      assert.equal(statSync(socket).mode & 0o777, 0o660);
      const there = await Meeting.open(own);
      await there.cli('invite', '--role', 'observer', '--name', 'Eva', '--email', 'eva@b.example');
      for (const more of [{}, { 'plenaria-proxy-secret': '' }, { 'x-forwarded-for': '127.0.0.1' }])
        assert.equal(problem((await start(own.server, { ...user, ...more })).headers.get('location')), 'failed');
      const ask = (where, headers = {}) =>
        new Promise((resolve, reject) => {
          const asked = http.get({ socketPath: socket, path: where, headers }, async (response) => {
            let text = '';
            for await (const bytes of response) text += bytes;
            resolve({ text, status: response.statusCode, headers: response.headers });
          });
          asked.on('error', reject);
        });
      assert.equal(problem((await ask('/api/login/start')).headers.location), 'no-address');
      const { headers } = await ask('/api/login/start?back=/m/x', user);
      assert.equal(headers.location, '/m/x');
      const [cookie] = headers['set-cookie'].map((line) => line.split(';')[0]);
      const { text } = await ask(`/api/meetings/${there.id}`, { cookie });
      assert.equal(JSON.parse(text).you.role, 'observer');
      const stranger = await ask(`/api/meetings/${there.id}`, user);
      assert.equal(stranger.status, 401, 'it counts where one signs in and nowhere else');
      await own.server.kill();
      await own.server.start();
      assert.equal((await ask('/healthz')).status, 200, 'what a killed server left does not stand in the way');
    } finally {
      await own.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('a socket that somebody listens on, a file that is none, a path that is too long: the server says so', async () => {
    const folder = temporaryFolder();
    const socket = path.join(folder, 'proxy.sock');
    const own = await Place.open({ settings: { proxy_socket: socket } });
    const file = path.join(folder, 'file');
    writeFileSync(file, 'kept');
    for (const [place, why] of [
      [socket, /somebody listens there already/],
      [file, /there is a file that is no socket/],
      [path.join(folder, 'x'.repeat(120)), /longer than the 107 characters/],
      [path.join(folder, 'nowhere/proxy.sock'), /is its folder there/],
    ])
      await assert.rejects(Place.open({ settings: { proxy_socket: place } }), why);
    assert.equal(readFileSync(file, 'utf8'), 'kept');
    await own.close();
    rmSync(folder, { recursive: true });
  });

  test('a server without a login has none', async () => {
    const own = await Place.open();
    try {
      assert.equal((await start(own.server, { 'x-forwarded-email': 'eva@b.example' })).status, 404);
      assert.deepEqual((await new Browser(own.server).json('GET', '/api/login'))[1], {
        login: false,
        institution: null,
        you: null,
      });
    } finally {
      await own.close();
    }
  });
});
