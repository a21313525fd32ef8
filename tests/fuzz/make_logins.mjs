// Writes seeds for fuzz_login: keys, tokens that they signed, claims, and what a browser brings back. Run it again when server/login reads more:
// node tests/fuzz/make_logins.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeKey, sign, signWithPublicKey, unsigned } from '../support/provider.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'corpus/login');
mkdirSync(folder, { recursive: true });

const NOW = 1_700_000_000; // as fuzz_login.c has it
const claims = {
  iss: 'https://sso.example',
  aud: 'plenaria',
  sub: 's1',
  nonce: 'n',
  iat: NOW - 10,
  exp: NOW + 300,
  email: 'ana@gob.example',
  email_verified: true,
  name: 'Ana López',
};
const logout = { ...claims, nonce: undefined, sid: 'x', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } };

/** A line break would end the line. */
const seed = (name, { keys = [], token = '', said = claims, sealed = '', back = '/d/x', cookie = '' }) =>
  writeFileSync(
    path.join(folder, name),
    [JSON.stringify({ keys }), token, JSON.stringify(said), sealed, back, cookie].join('\n'),
  );

for (const alg of ['RS256', 'PS256', 'ES256']) {
  const key = makeKey('k', alg);
  seed(`signed-${alg}`, { keys: [key.jwk], token: sign(key, claims), cookie: 'A'.repeat(22) });
  seed(`crit-${alg}`, { keys: [{ ...key.jwk, kid: undefined }], token: sign(key, claims, { crit: ['exp'] }), said: logout });
}
const key = makeKey('k');
seed('hmac', { keys: [key.jwk], token: signWithPublicKey(key, claims), back: '//evil.example' });
seed('unsigned', { keys: [key.jwk, { kty: 'oct', k: 'c2VjcmV0' }], token: unsigned(claims), back: '/\\evil' });
seed('audiences', { said: { ...claims, aud: ['plenaria', 'other'], azp: 'plenaria', nbf: NOW, email_verified: 'true' } });
seed('unverified', { said: { ...claims, email_verified: false }, sealed: `${'AbCd'.repeat(40)}==` });
seed('no-address', { said: { ...claims, email: undefined, exp: NOW + 0.5 }, sealed: 'A'.repeat(2000) });
