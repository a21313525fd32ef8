import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConnectedDraft } from '../src/app/connected_draft';
import type { Role, Snapshot } from '../src/wire/types';
import { toSnapshot } from './memory_server';
import { seeded, type Random } from './random';
import { randomChanges } from './random_edits';
import { randomAct } from './random_negotiation';
import { RealServer, serverIsBuilt, until, type Seat } from './support/real_server';

const options = {
  timeout: 240_000,
  skip: serverIsBuilt ? false : 'no server is built: set PLENARIA_BUILD to its build folder',
};
const TEXT =
  '1. Aprobar el informe.\n2. Agradecer:\na. a México;\nb. a Canadá.\n3. Instar a los países.\n4. Reiterar.\n';
const ROUNDS = Number(process.env['PLENARIA_ROUNDS'] ?? 6);

const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** Somebody types, restructures, negotiates or takes something back. */
function act(random: Random, draft: ConnectedDraft, seat: Seat, role: Role): void {
  if (random.chance(0.02)) seat.cut();
  else if (random.chance(0.12)) draft.undo();
  else if (random.chance(0.04)) draft.redo();
  else if (random.chance(0.4))
    draft.submit(randomAct(random, draft.view, { role }, Date.now() + 20 + random.int(600)));
  else draft.submit(randomChanges(random, draft.view, role === 'chair'), { coalesce: random.chance(0.5) });
}

const ROLES: readonly Role[] = ['chair', 'delegation', 'delegation'];

/** Everybody works and negotiates at random for a while; lines break and once the server is killed. */
async function work(seed: number): Promise<void> {
  const random = seeded(seed);
  const server = new RealServer();
  await server.start();
  const drafts: ConnectedDraft[] = [];
  try {
    const draft = server.importText(TEXT);
    const seats = [
      await server.seat(draft, 'chair', 'Chair'),
      await server.seat(draft, 'delegation', 'A', 'MX'),
      await server.seat(draft, 'delegation', 'B', 'CA'),
    ];
    drafts.push(...seats.map((seat) => seat.open()));
    await until(() => drafts.every(({ view }) => view.seq > 0), 'everybody has the text');
    for (let i = 0; i < 250; i++) {
      const which = random.int(drafts.length);
      act(random, drafts[which]!, seats[which]!, ROLES[which]!);
      if (random.chance(0.3)) await pause(random.int(6));
      if (i === 150) {
        await server.kill();
        await pause(50);
        await server.start();
      }
    }
    const open = () => drafts.map(({ saved, connection }) => [saved.value, connection.value]);
    await until(
      () => drafts.every(isSettled),
      () => `all is settled: ${JSON.stringify(open())}`,
    );
    await compare(drafts, () => seats[0]!.api.snapshot(draft));
    for (const draft of drafts) draft.close();
    server.verify();
  } finally {
    for (const draft of drafts) draft.close(); // else they would try to come back for ever
    await server.end();
  }
}

const isSettled = ({ saved }: ConnectedDraft) => saved.value.state === 'saved';

/** One after the other, each with the newest text before them: whatever the page lets them do, the server does too. */
async function inTurn(seed: number): Promise<void> {
  const random = seeded(seed);
  const server = new RealServer();
  await server.start();
  const drafts: ConnectedDraft[] = [];
  try {
    const draft = server.importText(TEXT);
    const roles: readonly Role[] = ['chair', 'secretariat', 'delegation', 'delegation'];
    for (const [at, role] of roles.entries())
      drafts.push((await server.seat(draft, role, `P${at}`, at === 3 ? 'CA' : 'MX')).open());
    await until(() => drafts.every(({ view }) => view.seq > 0), 'everybody has the text');
    const refused: unknown[] = [];
    for (const draft of drafts)
      draft.onNotice((notice) => {
        if (notice.type === 'refused' || notice.type === 'dropped') refused.push(notice);
      });
    for (let i = 0; i < 150; i++) {
      const which = random.int(roles.length);
      const draft = drafts[which]!;
      const made = random.chance(0.15)
        ? (draft.undo(), null)
        : random.chance(0.45)
          ? randomAct(random, draft.view, { role: roles[which]! }, Date.now() + 60_000)
          : randomChanges(random, draft.view, which === 0);
      if (made) draft.submit(made);
      await draft.settled();
      assert.deepEqual(refused, [], `step ${i}: ${JSON.stringify(made)}`);
      const { seq } = draft.view;
      await until(() => drafts.every(({ view }) => view.seq >= seq), 'everybody has the last op');
    }
  } finally {
    for (const draft of drafts) draft.close();
    await server.end();
  }
}

test('what the page lets somebody do, the server does', options, async () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    await inTurn(seed).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
    });
  }
});

const plain = <T>(value: T) => JSON.parse(JSON.stringify(value)) as T;

/** Everybody has what the server has, to the last comment. A consultation may still end by itself meanwhile. */
async function compare(drafts: readonly ConnectedDraft[], ask: () => Promise<Snapshot>): Promise<void> {
  const end = Date.now() + 15_000;
  let last = await ask();
  while (drafts.some(({ view }) => view.seq !== last.seq)) {
    assert.ok(Date.now() < end, 'not everybody has the last op');
    await pause(20);
    last = await ask();
  }
  // How many acts about seats the log holds is the server's own count; the page keeps none.
  const { acts: _, ...shown } = last as Snapshot & { acts?: number };
  for (const { view } of drafts) assert.deepEqual(plain(toSnapshot(view, last.head)), shown);
}

test('what is open at the real server ends as it does, through cuts and a kill -9', options, async () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    await work(seed).catch((error: Error) => {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
    });
  }
});
