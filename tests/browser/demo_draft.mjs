// A draft in the middle of its negotiation, for the browser tests and the pictures: the demo text in two languages,
// part of it approved, one translation behind.
import path from 'node:path';
import { root } from '../support/binary.mjs';
import { importText, invite } from '../support/cli.mjs';
import { Client } from '../support/client.mjs';

const title = {
  es: 'Conclusiones y Recomendaciones de la Reunión del Grupo Técnico Consultivo',
  en: 'Conclusions and Recommendations of the Meeting of the Technical Consultation Group',
};

const seats = {
  chair: { role: 'chair', name: 'María Ortiz', delegation: 'CR' },
  secretariat: { role: 'secretariat', name: 'Secretaría' },
  canada: { role: 'delegation', name: 'Claire Bouchard', delegation: 'CA' },
  belize: { role: 'delegation', name: 'Luis Chan', delegation: 'BZ' },
  mexico: { role: 'delegation', name: 'Ana Solano', delegation: 'MX' },
  observer: { role: 'observer', name: 'OIM' },
};

const demoText = (lang) => path.join(root, `deploy/demo/${lang}.txt`);

export class DemoDraft {
  /** The Spanish text and an invitation for everybody. */
  static async create(server) {
    const demo = new DemoDraft();
    demo.server = server;
    demo.clients = [];
    const made = await importText(server.data, demoText('es'), { title: title.es, lang: 'es', langs: ['es', 'en'] });
    demo.id = made.draft;
    demo.tokens = {};
    for (const [who, { role, name, delegation }] of Object.entries(seats)) {
      demo.tokens[who] = (await invite(server.data, demo.id, role, { name, delegation })).token;
    }
    return demo;
  }

  link(who) {
    return `${this.server.url}/join#${this.tokens[who]}`;
  }

  /** A client of the plain protocol in somebody's seat. */
  async join(who) {
    const client = new Client({ server: this.server, draft: this.id, token: this.tokens[who] });
    this.clients.push(client);
    await client.connect();
    return client;
  }

  async close() {
    await Promise.all(this.clients.map((client) => client.close()));
  }

  /**
   * The translation, and the word that it is up to date; then the states of a long morning, and a change of the
   * original that leaves one translation behind. Returns the ids of the items in order.
   */
  async negotiate() {
    const secretariat = await this.join('secretariat');
    const heading = secretariat.model.visible()[0]; // says what the title says
    const english = (await this.translation()).slice(1);
    await secretariat.edit({ type: 'item.remove', item: heading }, { type: 'draft.set', title });
    const order = secretariat.model.visible();
    await secretariat.edit(...order.map((item, at) => ({ type: 'text', item, lang: 'en', delta: english[at] })));
    await secretariat.edit(...order.map((item) => ({ type: 'item.align', item, lang: 'en' })));
    this.behind = order[10];
    const words = { ops: [{ insert: 'Con espíritu de consenso, r' }, { delete: 1 }] };
    const { seq } = await secretariat.edit({ type: 'text', item: this.behind, lang: 'es', delta: words });
    const chair = await this.join('chair');
    await chair.reach(seq);
    const set = (from, to, status) => order.slice(from, to).map((item) => ({ type: 'item.status', item, status }));
    await chair.edit(...set(0, 9, 'approved'), ...set(9, 15, 'agreed'), ...set(15, 24, 'review'));
    return order;
  }

  /** The English texts in order, read from a draft of their own. */
  async translation() {
    const { draft } = await importText(this.server.data, demoText('en'), { title: title.en, lang: 'en' });
    const { token } = await invite(this.server.data, draft, 'observer', { name: 'reader' });
    const reader = new Client({ server: this.server, draft, token });
    await reader.connect();
    const texts = reader.model.visible().map((item) => ({ ops: reader.model.item(item).texts.en.ops }));
    await reader.close();
    return texts;
  }
}
