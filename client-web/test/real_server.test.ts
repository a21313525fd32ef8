import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameDraft } from '../src/draft/compare';
import { fromSnapshot } from '../src/draft/state';
import type { DraftSession } from '../src/app/draft_session';
import { seeded } from './random';
import { randomChanges } from './random_edits';
import { RealServer, serverIsBuilt, until } from './support/real_server';

const options = {
  skip: serverIsBuilt ? false : 'no server is built: set PLENARIA_BUILD to its build folder',
};
const TEXT =
  '1. Aprobar el informe.\n2. Agradecer:\na. a México;\nb. a Canadá.\n3. Instar a los países.\n4. Reiterar.\n';
const ROUNDS = Number(process.env['PLENARIA_ROUNDS'] ?? 6);

const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** Everybody works at random for a while; lines break and once the server is killed. */
async function work(seed: number): Promise<void> {
  const random = seeded(seed);
  const server = new RealServer();
  await server.start();
  try {
    const draft = server.importText(TEXT);
    const seats = [
      await server.seat(draft, 'chair', 'Chair'),
      await server.seat(draft, 'delegation', 'A'),
      await server.seat(draft, 'delegation', 'B'),
    ];
    const sessions = seats.map((seat) => seat.open());
    await until(() => sessions.every(({ view }) => view.seq > 0), 'everybody has the text');
    for (let i = 0; i < 250; i++) {
      const which = random.int(sessions.length);
      const session = sessions[which]!;
      if (random.chance(0.02)) seats[which]!.cut();
      else if (random.chance(0.12)) session.undo();
      else if (random.chance(0.04)) session.redo();
      else session.submit(randomChanges(random, session.view, which === 0), { coalesce: random.chance(0.5) });
      if (random.chance(0.3)) await pause(random.int(6));
      if (i === 150) {
        await server.kill();
        await pause(50);
        await server.start();
      }
    }
    await Promise.all(sessions.map((session) => session.settled()));
    const last = await seats[0]!.api.snapshot(draft);
    await until(() => sessions.every(({ view }) => view.seq === last.seq), 'everybody has the last op');
    compare(sessions, fromSnapshot(await seats[0]!.api.snapshot(draft)));
    for (const session of sessions) session.close();
    server.verify();
  } finally {
    await server.end();
  }
}

function compare(sessions: DraftSession[], fold: ReturnType<typeof fromSnapshot>): void {
  for (const { view } of sessions) {
    assert.ok(sameDraft(view, fold), 'a view is not what the server has');
    for (const [id, item] of fold.items) {
      assert.deepEqual(view.items.get(id)!.changed, item.changed, `changed of ${id}`);
      assert.deepEqual(view.items.get(id)!.aligned, item.aligned, `aligned of ${id}`);
    }
  }
}

test('sessions at the real server end as it does, through cuts and a kill -9', options, async () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    await work(seed).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
    });
  }
});
