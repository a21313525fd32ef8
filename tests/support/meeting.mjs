// A meeting of a server under test: its people by name, each with the one link of theirs.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as cli from './cli.mjs';
import { Client } from './client.mjs';

const names = (es, en) => ({ es, en });

export const document = {
  title: names('XXXI Conferencia Regional', 'Thirty-first Regional Conference'),
  place: names('Ciudad de Guatemala', 'Guatemala City'),
  starts: '2026-11-26',
  ends: '2026-11-28',
  langs: ['es', 'en'],
  roles: {
    chair: names('Presidencia Pro Témpore', 'Presidency Pro Tempore'),
    secretariat: names('Secretaría Ejecutiva', 'Executive Secretariat'),
  },
  delegations: [
    { code: 'MX', names: names('México', 'Mexico'), kind: 'member', present: true },
    { code: 'GT', names: names('Guatemala', 'Guatemala'), kind: 'member', present: true },
    { code: 'US', names: names('Estados Unidos de América', 'United States of America'), kind: 'member', present: true },
    { code: 'DO', names: names('República Dominicana', 'Dominican Republic'), kind: 'member', present: true },
    { code: 'OIM', names: names('Organización Internacional para las Migraciones', 'IOM'), kind: 'observer-organisation' },
  ],
  groups: [{ id: 'protection', names: names('Grupo de Trabajo de Protección', 'Working Group on Protection') }],
};

/** Who is in it: role, name and code of the delegation. */
const PEOPLE = {
  chair: ['chair', 'Presidencia', 'GT'],
  secretariat: ['secretariat', 'Rosa Mora'],
  mexico: ['delegation', 'Ana López', 'MX'],
  mexicoToo: ['delegation', 'Luis Peña', 'MX'],
  us: ['delegation', 'Jane Doe', 'US'],
  observer: ['observer', 'OIM', 'OIM'],
};

export class Meeting {
  static async open(place, fields = {}) {
    const meeting = new Meeting();
    const file = path.join(place.folder, 'meeting.json');
    writeFileSync(file, JSON.stringify({ ...document, ...fields }));
    Object.assign(meeting, { place, server: place.server, people: new Map(), drafts: [], clients: [] });
    ({ id: meeting.id } = JSON.parse(await meeting.cli('create', '--file', file)));
    await meeting.invitePeople();
    return meeting;
  }

  cli(command, ...args) {
    return cli.succeed(['meeting', command, '--data', this.server.data, ...(this.id ? ['--meeting', this.id] : []), ...args]);
  }

  /** All of them by one command, which costs as much as one of them. */
  async invitePeople() {
    const file = path.join(this.place.folder, 'people.csv');
    const rows = Object.values(PEOPLE).map(([role, name, delegation = '']) => `${role};${name};${delegation}\n`);
    writeFileSync(file, `Role;Name;Delegation\n${rows.join('')}`);
    const invited = (await this.cli('invite', '--list', file)).trim().split('\n').map(JSON.parse);
    Object.keys(PEOPLE).forEach((who, at) => this.people.set(who, invited[at]));
  }

  /** A draft on the agenda; `options` of `plenaria meeting agenda`. */
  async draft(title, ...options) {
    const file = path.join(this.place.folder, 'text.txt');
    writeFileSync(file, '1. Inicio.\n');
    const { draft } = await cli.importText(this.server.data, file, { title, langs: ['es', 'en'] });
    await this.cli('agenda', '--draft', draft, ...options);
    return draft;
  }

  /** [status, code of the error or the answer]; `path` is below /api. */
  async ask(who, method, path, body) {
    const headers = { authorization: `Bearer ${this.people.get(who)?.token ?? who}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${this.server.url}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    const answer = /^application\/json/.test(response.headers.get('content-type')) ? JSON.parse(text) : text;
    return [response.status, answer.error?.code ?? answer];
  }

  /** The same below the meeting. */
  call(who, method, path = '', body = undefined) {
    return this.ask(who, method, `/meetings/${this.id}${path}`, body);
  }

  person(who) {
    return this.people.get(who).id;
  }

  except(by, who, scope, target, role) {
    return this.call(by, 'PUT', `/people/${this.person(who)}/exception`, { scope, target, role });
  }

  /** The role that somebody has in a draft, or the code of the refusal. */
  async role(who, draft) {
    const [status, answer] = await this.ask(who, 'GET', `/drafts`);
    if (status !== 200) return answer;
    return answer.drafts.find(({ id }) => id === draft)?.role ?? 'none';
  }

  async join(who, draft, options = {}) {
    const client = new Client({ server: this.server, draft, token: this.people.get(who).token, ...options });
    this.clients.push(client);
    await client.connect();
    return client;
  }

  async leave() {
    await Promise.all(this.clients.splice(0).map((client) => client.drop()));
  }
}
