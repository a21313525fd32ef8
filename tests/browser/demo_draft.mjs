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

  /** Three delegations amend what is under review, say where they stand and talk about it. */
  async amend(order) {
    const all = await Promise.all(['canada', 'belize', 'mexico'].map((who) => this.join(who)));
    const [canada, belize, mexico] = all;
    /** Each says something about what the others have said, so they have all seen it before the next one speaks. */
    const say = async (client, ...changes) => {
      const { seq } = await client.edit(...changes);
      await Promise.all(all.map((one) => one.reach(seq)));
    };
    const [first, second, third] = order.slice(15, 24).filter((id) => mexico.model.words(id, 'es').length > 60);
    const words = (id) => mexico.model.words(id, 'es');
    const add = (proposal, item, note) => ({ type: 'proposal.add', proposal, item, ...(note && { note }) });
    const text = (item, ...ops) => ({ type: 'text', item, lang: 'es', delta: { ops } });
    const gap = (id, from) => words(id).indexOf(' ', from);
    const at = gap(first, 12);
    const next = gap(first, at + 4);
    await say(
      mexico,
      add('m1', first, 'Como se acordó en la reunión anterior.'),
      text(
        first,
        { retain: at },
        { retain: next - at, attributes: { 'del:m1': true } },
        { insert: ' con prioridad', attributes: { 'ins:m1': true } },
      ),
    );
    const end = words(first).length - 1;
    await say(
      canada,
      add('c1', first),
      text(first, { retain: end }, { insert: ', con respeto de sus marcos jurídicos', attributes: { 'ins:c1': true } }),
    );
    await say(belize, { type: 'proposal.support', proposal: 'm1', support: true });
    const grupo = { ops: [{ insert: 'Encargar el seguimiento a un grupo de trabajo.' }] };
    const { parent: above } = mexico.model.item(second);
    await say(
      belize,
      { ...add('b1', 'grupo', 'Hace falta quien le dé seguimiento.'), act: 'add' },
      { type: 'item.add', item: 'grupo', parent: null, after: above, kind: 'item', texts: { es: grupo } },
    );
    const position = (item, position, note) => ({ type: 'position.set', item, position, ...(note && { note }) });
    await say(
      canada,
      position(first, 'accept'),
      position(second, 'support'),
      position(third, 'reserve', 'Sujeto a consulta con la capital.'),
    );
    await say(belize, position(first, 'support'), position(third, 'support'));
    await say(mexico, position(first, 'support'), position(second, 'object', 'Falta el plazo.'));
    await say(canada, {
      type: 'comment.add',
      comment: 'k1',
      item: first,
      parent: null,
      text: '¿Es el mismo término que en 2018, @MX?',
      lang: 'es',
      anchor: 0,
      head: at,
    });
    await say(mexico, { type: 'comment.add', comment: 'k2', item: first, parent: 'k1', text: 'Sí, el mismo.' });
    return first;
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
