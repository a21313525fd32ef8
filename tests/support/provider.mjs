// An OpenID provider for tests, which lies as it is told, and a browser that keeps cookies.
import crypto from 'node:crypto';
import http from 'node:http';

const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A pair of keys as the provider shows and uses it. */
export function makeKey(kid, alg = 'RS256') {
  const { publicKey, privateKey } =
    alg === 'ES256'
      ? crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, alg, publicKey, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } };
}

export function sign(key, claims, header = {}) {
  const text = `${base64url({ alg: key.alg, kid: key.kid, ...header })}.${base64url(claims)}`;
  const options =
    key.alg === 'ES256'
      ? { key: key.privateKey, dsaEncoding: 'ieee-p1363' }
      : key.alg === 'PS256'
        ? { key: key.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
        : key.privateKey;
  return `${text}.${crypto.sign('sha256', Buffer.from(text), options).toString('base64url')}`;
}

export const unsigned = (claims) => `${base64url({ alg: 'none' })}.${base64url(claims)}.`;

/** What somebody can do who takes the public key for a shared secret. */
export function signWithPublicKey(key, claims) {
  const text = `${base64url({ alg: 'HS256', kid: key.kid })}.${base64url(claims)}`;
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' });
  return `${text}.${crypto.createHmac('sha256', pem).update(text).digest('base64url')}`;
}

/** What a provider begins with; an RSA pair costs as much as hundreds of sign-ins, and no test needs that providers differ in it. */
const FIRST_KEY = makeKey('first');

export class FakeProvider {
  /** `lies` change what it does; they can be set at any time:
   *  claims(claims) and token(claims) the ID token, discovery(document), keys, answer(path, response): true where it has answered. */
  static async start() {
    const provider = new FakeProvider();
    provider.key = FIRST_KEY;
    provider.lies = {};
    provider.codes = new Map();
    provider.asked = [];
    provider.server = http.createServer((request, response) => void provider.handle(request, response));
    await new Promise((resolve) => provider.server.listen(0, '127.0.0.1', resolve));
    provider.issuer = `http://127.0.0.1:${provider.server.address().port}`;
    return provider;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What a person at the provider's page would bring about: the address that the browser is sent back to. */
  approve(address, who) {
    const query = new URL(address).searchParams;
    const code = crypto.randomBytes(16).toString('hex');
    this.codes.set(code, { who, nonce: query.get('nonce'), challenge: query.get('code_challenge') });
    return `${query.get('redirect_uri')}?${new URLSearchParams({ code, state: query.get('state') })}`;
  }

  claims({ who, nonce }) {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: this.issuer,
      aud: 'plenaria',
      sub: who.sub ?? who.email,
      nonce,
      iat: now,
      exp: now + 300,
      email_verified: true,
      ...who,
    };
  }

  async handle(request, response) {
    const { pathname } = new URL(request.url, this.issuer);
    const json = (value, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    let body = '';
    for await (const bytes of request) body += bytes;
    this.asked.push(pathname);
    if (this.lies.answer?.(pathname, response)) return;
    if (pathname === '/.well-known/openid-configuration') {
      const document = {
        issuer: this.issuer,
        authorization_endpoint: `${this.issuer}/authorize`,
        token_endpoint: `${this.issuer}/token`,
        jwks_uri: `${this.issuer}/jwks`,
        end_session_endpoint: `${this.issuer}/leave`,
      };
      json(this.lies.discovery?.(document) ?? document);
    } else if (pathname === '/jwks') {
      json({ keys: this.lies.keys ?? [this.key.jwk] });
    } else if (pathname === '/token') {
      const form = new URLSearchParams(body);
      const code = this.codes.get(form.get('code'));
      const challenge = crypto
        .createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      const secret = Buffer.from(`plenaria:${encodeURIComponent('s3cret/of the client')}`).toString('base64');
      if (!this.lies.codesAgain) this.codes.delete(form.get('code'));
      if (!code || code.challenge !== challenge || request.headers.authorization !== `Basic ${secret}`)
        return json({ error: 'invalid_grant' }, 400);
      const claims = this.lies.claims?.(this.claims(code)) ?? this.claims(code);
      json({ access_token: 'x', token_type: 'Bearer', id_token: this.lies.token?.(claims) ?? sign(this.key, claims) });
    } else {
      json({}, 404);
    }
  }
}

export class Browser {
  constructor(server) {
    this.server = server;
    this.cookies = new Map();
  }

  /** One request without following redirects. `headers` count more; cookies are kept. */
  async ask(method, address, { body, headers = {} } = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, this.server.url), {
      method,
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}), ...headers },
      body: body && JSON.stringify(body),
    });
    // one header after the other; Node 18 joins them
    this.set = (response.headers.get('set-cookie') ?? '').split(/,\s*(?=[^;,=\s]+=)/).filter(Boolean);
    for (const line of this.set) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/Max-Age=0(;|$)/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  async json(method, address, options) {
    const response = await this.ask(method, address, options);
    const answer = await response.json();
    return [response.status, answer.error?.code ?? answer];
  }

  /** The address that our server sends it to. */
  async startAt(back) {
    const response = await this.ask('GET', `/api/login/start${back === undefined ? '' : `?back=${encodeURIComponent(back)}`}`);
    return response.headers.get('location');
  }

  /** A whole sign-in; the address at its end. */
  async signIn(provider, who, back) {
    const address = await this.startAt(back);
    if (!address.startsWith(provider.issuer)) return address;
    const response = await this.ask('GET', provider.approve(address, who));
    return response.headers.get('location');
  }

  async you() {
    return (await this.json('GET', '/api/login'))[1].you;
  }
}
