// Many small drafts at once: a hall of rooms, each with a chair, two delegations and two observers, all in one process.
import { Client } from '../support/client.mjs';
import { Place } from '../support/place.mjs';
import { rssBytes } from './process.mjs';

const PEOPLE = ['chair', 'mexico', 'canada', 'observer', 'observer'];
const AT_ONCE = 50;
const now = () => performance.now();

/** Does `work` for every one of `all`, so many at a time. */
async function inTurn(all, work) {
  const waiting = [...all];
  const worker = async () => {
    while (waiting.length) await work(waiting.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

export class ManyDrafts {
  static async open(count) {
    const hall = new ManyDrafts();
    hall.place = await Place.open();
    hall.rooms = [];
    hall.latencies = [];
    hall.measuring = false;
    await hall.found(count);
    return hall;
  }

  get pid() {
    return this.place.server.pid;
  }

  /** The first draft comes from the command line, the others from its chair, as on the page. */
  async found(count) {
    const first = await this.place.draft();
    const { token } = await first.seat('chair');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const ask = async (path, body) => {
      const response = await fetch(`${this.place.server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    };
    await inTurn(
      Array.from({ length: count }, (_, index) => index),
      async (index) => {
        const text = '1. Instar a las delegaciones a enviar sus datos en tiempo y forma.\n2. Agradecer a la Presidencia.\n';
        const { draft } = await ask('/api/drafts', { title: { es: `Borrador ${index}` }, langs: ['es'], lang: 'es', text });
        const invite = (role, delegation) => ask(`/api/drafts/${draft}/invitations`, { role, name: role, delegation });
        const chair = await invite('chair');
        const [mexico, canada] = [await invite('delegation', 'MX'), await invite('delegation', 'CA')];
        const observer = await invite('observer');
        this.rooms.push({ draft, tokens: { chair, mexico, canada, observer }, clients: [] });
      },
    );
  }

  /** Everybody comes in. Gives what a seated person costs the server, in bytes of resident memory. */
  async seat() {
    const before = rssBytes(this.pid);
    await inTurn(this.rooms, async (room) => {
      for (const who of PEOPLE) {
        const client = new Client({ server: this.place.server, draft: room.draft, token: room.tokens[who].token });
        await client.connect();
        room.clients.push(client);
      }
      room.writer = room.clients[1];
      [room.item] = room.writer.model.order();
      room.clients.forEach((client) => this.listen(room, client));
    });
    return (rssBytes(this.pid) - before) / (this.rooms.length * PEOPLE.length);
  }

  /** Notes how long each op of the room's writer took to each of the five. */
  listen(room, client) {
    client.onMessage = (message) => {
      client.opsSeen.length = 0;
      if (this.measuring && message.t === 'ops') this.latencies.push(now() - room.sentAt);
    };
  }

  /** In every room one op each `everyMs`, evenly spread, for so many seconds. Gives how many that were. */
  async write(everyMs, seconds) {
    const end = now() + seconds * 1000;
    let turn = 0;
    const start = now();
    while (now() < end) {
      const due = start + (turn * everyMs) / this.rooms.length;
      if (due > now()) await new Promise((resolve) => setTimeout(resolve, due - now()));
      this.type(this.rooms[turn++ % this.rooms.length]);
    }
    return turn;
  }

  /** The same, and how long each op took to each person, in ascending order. */
  async measure(everyMs, seconds) {
    this.measuring = true;
    const written = await this.write(everyMs, seconds);
    this.measuring = false;
    return { written, latencies: Float64Array.from(this.latencies).sort() };
  }

  type(room) {
    room.turn = (room.turn ?? 0) + 1;
    room.sentAt = now();
    const ops = room.turn % 2 ? [{ insert: 'doce letras.' }] : [{ delete: 12 }];
    room.writer.edit({ type: 'text', item: room.item, lang: 'es', delta: { ops } });
  }

  async close() {
    await inTurn(this.rooms, (room) => Promise.all(room.clients.map((client) => client.drop())));
    await this.place.close();
  }
}
