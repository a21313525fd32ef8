// A server with drafts and people for a test file: start it once, make a fresh draft for every test.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as cli from './cli.mjs';
import { Client } from './client.mjs';
import { Server } from './server.mjs';

/** Everybody that a test may need. */
const SEATS = {
  chair: { role: 'chair', name: 'Presidencia' },
  secretariat: { role: 'secretariat', name: 'Secretaría' },
  mexico: { role: 'delegation', name: 'Ana López', delegation: 'MX' },
  canada: { role: 'delegation', name: 'Jean Tremblay', delegation: 'CA' },
  costaRica: { role: 'delegation', name: 'Rosa Mora', delegation: 'CR' },
  observer: { role: 'observer', name: 'Observatorio' },
};

export class Place {
  /** `settings`: of the server's configuration, by name; the other options are the server's. */
  static async open({ settings = {}, args = [], ...options } = {}) {
    const place = new Place();
    place.folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-texts-'));
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`);
    const file = path.join(place.folder, 'plenaria.conf');
    writeFileSync(file, lines.join(''));
    place.server = await Server.start({ ...options, args: lines.length ? [...args, '--config', file] : args });
    return place;
  }

  async close() {
    rmSync(this.folder, { recursive: true, force: true });
    await this.server.close();
  }

  /** A draft with the given plain text, made by the import command. */
  async draft({ text = '1. Inicio.\n', lang = 'es', langs = ['es', 'en'], title = 'Un borrador' } = {}) {
    const file = path.join(this.folder, 'text.txt');
    writeFileSync(file, text);
    const { draft, items } = await cli.importText(this.server.data, file, { title, lang, langs });
    return new Draft(this, draft, items);
  }
}

export class Draft {
  /** `place`: anything with a `server`; `program`: of another build, for commands. */
  constructor(place, id, items) {
    Object.assign(this, { place, id, items, seats: new Map(), clients: [] });
  }

  get server() {
    return this.place.server;
  }

  /** The invitation { id, token, url } of one of the people above; made when first asked for: the chair's by the command,
   *  the others' by the chair. */
  seat(who) {
    if (!this.seats.has(who)) this.seats.set(who, this.invite(who));
    return this.seats.get(who);
  }

  async invite(who) {
    const { role, name, delegation } = SEATS[who];
    if (who === 'chair') return cli.invite(this.server.data, this.id, role, { name, delegation, program: this.place.program });
    const body = JSON.stringify({ role, name, delegation });
    const headers = { 'content-type': 'application/json' };
    const response = await this.request('chair', '/invitations', { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`invitation: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async client(who, options = {}) {
    const { token } = await this.seat(who);
    const client = new Client({ server: this.server, draft: this.id, token, ...options });
    this.clients.push(client);
    return client;
  }

  /** A connected client. */
  async join(who, options) {
    const client = await this.client(who, options);
    await client.connect();
    return client;
  }

  /** Adds items by the chair: [id, words] or [id, words, parent]; each comes last among its siblings. */
  async plant(...items) {
    const chair = await this.join('chair');
    const last = new Map();
    for (const id of chair.model.order()) last.set(chair.model.item(id).parent, id);
    const changes = items.map(([id, words, parent = null]) => {
      const after = last.get(parent) ?? null;
      last.set(parent, id);
      const texts = words ? { es: { ops: [{ insert: words }] } } : {};
      return { type: 'item.add', item: id, parent, after, kind: 'item', texts };
    });
    const { seq } = await chair.edit(...changes);
    await chair.close();
    return seq;
  }

  async request(who, path, options = {}) {
    const { token } = await this.seat(who);
    const headers = { authorization: `Bearer ${token}`, ...options.headers };
    return fetch(`${this.server.url}/api/drafts/${this.id}${path}`, { ...options, headers });
  }

  async snapshot(seq) {
    const response = await this.request('chair', seq === undefined ? '' : `?seq=${seq}`);
    if (response.status !== 200) throw new Error(`snapshot: ${response.status} ${await response.text()}`);
    return response.json();
  }

  /** The whole log as text, page by page. */
  async log() {
    let text = '';
    for (let since = 0; ;) {
      const response = await this.request('chair', `/ops?since=${since}&limit=1000`);
      if (response.status !== 200) throw new Error(`ops: ${response.status} ${await response.text()}`);
      const page = await response.text();
      if (page === '') return text;
      text += page;
      since += page.split('\n').length - 1;
    }
  }

  async leave() {
    await Promise.all(this.clients.splice(0).map((client) => client.drop()));
  }
}
