// A server with one draft for the load generator, and what the generator and /metrics say about a run.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build } from '../support/binary.mjs';
import { Place } from '../support/place.mjs';

/** The generator types into items of this name. */
const itemOf = (editor) => `w${editor}`;

/** One seat bears what a crowd does. */
export const OF_A_CROWD = {
  seat_connections: 1_000_000,
  ops_per_second: 1_000_000,
  ops_burst: 1_000_000,
  delegation_bytes_per_minute: 1 << 30,
  delegation_bytes_burst: 1 << 30,
};

export class Meeting {
  /** `settings`: of the server's configuration. All of the crowd come by one link. */
  static async open({ editors, settings = {} }) {
    const place = await Place.open({ settings: { ...OF_A_CROWD, ...settings } });
    const meeting = await Meeting.at(await place.draft(), editors);
    meeting.place = place;
    return meeting;
  }

  /** In a draft that is there, whose server goes on when the meeting is over. */
  static async at(draft, editors) {
    const meeting = new Meeting();
    Object.assign(meeting, { draft, editors });
    const words = 'Instar a las delegaciones a enviar sus datos en tiempo y forma, según lo acordado.';
    await draft.plant(...Array.from({ length: editors }, (_, editor) => [itemOf(editor), words]));
    return meeting;
  }

  get server() {
    return this.draft.server;
  }

  close() {
    return this.place.close();
  }

  /** One run of the generator. Options are those of its command line, without the dashes. */
  async load(options) {
    const [editor, observer] = await Promise.all(['mexico', 'observer'].map((who) => this.draft.seat(who)));
    const all = {
      port: this.server.port,
      pid: this.server.pid,
      draft: this.draft.id,
      'editor-token': editor.token,
      'observer-token': observer.token,
      editors: this.editors,
      observers: 0,
      prefix: `load${Date.now()}x`,
      ...options,
    };
    const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, String(value)]);
    return JSON.parse(await output(path.join(build, 'bin/bench_load'), args));
  }

  /** Cumulative counts of the commit histogram: [upper bound in ms, commits]. */
  async commits() {
    const text = await (await fetch(`${this.server.url}/metrics`)).text();
    const lines = text.matchAll(/^plenaria_commit_seconds_bucket\{le="([^"]+)"\} (\d+)/gm);
    return [...lines].map(([, bound, count]) => [bound === '+Inf' ? Infinity : Number(bound) * 1000, Number(count)]);
  }
}

/** What a program prints, where it ends well. */
export function output(program, args = []) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more) => (text += more));
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve(text) : reject(new Error(`${program} ended with ${code}`))));
  });
}

/** How long a share of the commits between two readings took at most, in ms, as finely as the buckets tell. */
export function commitQuantile(before, after, share) {
  const counts = after.map(([bound, count], index) => [bound, count - before[index][1]]);
  const wanted = counts.at(-1)[1] * share;
  let [low, below] = [0, 0];
  for (const [bound, count] of counts) {
    if (count >= wanted) return bound === Infinity ? low : low + ((bound - low) * (wanted - below)) / Math.max(1, count - below);
    [low, below] = [bound, count];
  }
  return low;
}
