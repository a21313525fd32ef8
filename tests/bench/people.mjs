// How long whoever writes waits for an op while others are invited and open their links: at one server with SQLite, and at a node of a cluster. The meeting has five drafts, so that
// a person who is invited gets a seat in each.
import { Cluster } from '../support/cluster.mjs';
import { Meeting as Invited } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';
import { alone, typingBeside } from './typing.mjs';

const PEOPLE = 100;
const DRAFTS = 5;
const AT_ONCE = 8;
const BOUNDLESS = {
  meeting_acts_per_minute: 1_000_000,
  meeting_acts_burst: 1_000_000,
  ops_per_second: 1_000_000,
  ops_burst: 1_000_000,
};

/** Does `one(i)` for each of so many, `atOnce` of them at a time. */
async function each(count, atOnce, one) {
  let next = 0;
  const lane = async () => {
    while (next < count) await one(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function invite(meeting, names) {
  const people = names.map((name) => ({ name, role: 'delegation', delegation: 'MX' }));
  const [status, answer] = await meeting.call('secretariat', 'POST', '/people', { people });
  if (status !== 201) throw new Error(`inviting: ${status} ${answer}`);
  return answer.invited;
}

async function openLink(meeting, token) {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ token });
  const response = await fetch(`${meeting.server.url}/api/session`, { method: 'POST', headers, body });
  if (response.status !== 200) throw new Error(`opening a link: ${response.status}`);
  await response.arrayBuffer();
}

/** Its drafts; whoever types does so in the first. */
async function filled(meeting) {
  const drafts = [];
  for (let i = 0; i < DRAFTS; i++) drafts.push(await meeting.draft(`Borrador ${i + 1}`));
  return drafts;
}

async function atOneServer(body) {
  const place = await Place.open({ settings: BOUNDLESS });
  try {
    const meeting = await Invited.open(place);
    const [first] = await filled(meeting);
    return await body(meeting, first);
  } finally {
    await place.close();
  }
}

/** With the database and its standby on this machine. */
async function inCluster(body) {
  const cluster = await Cluster.open({ names: ['one'], settings: BOUNDLESS });
  try {
    await cluster.draft(); // makes the folder
    const meeting = await Invited.open({ folder: cluster.folder, server: { data: cluster.data } });
    const [first] = await filled(meeting);
    await cluster.migrate();
    meeting.server = await cluster.node('one');
    return await body(meeting, first);
  } finally {
    await cluster.close();
  }
}

const PHASES = [
  ['alone', alone],
  [`${PEOPLE} invited one after the other`, (meeting) => each(PEOPLE, 1, (i) => invite(meeting, [`Persona ${i}`]))],
  [`${PEOPLE} invited, ${AT_ONCE} at a time`, (meeting) => each(PEOPLE, AT_ONCE, (i) => invite(meeting, [`Otra ${i}`]))],
  [
    `a list of ${PEOPLE} invited`,
    async (meeting) => {
      meeting.invited = await invite(
        meeting,
        Array.from({ length: PEOPLE }, (_, i) => `Lista ${i}`),
      );
    },
  ],
  [
    `${PEOPLE} links opened, ${AT_ONCE} at a time`,
    (meeting) => each(PEOPLE, AT_ONCE, (i) => openLink(meeting, meeting.invited[i].token)),
  ],
];

/** Rows of figures, as in workloads.mjs. */
export async function people() {
  const rows = [];
  for (const [name, open] of [
    ['SQLite', atOneServer],
    ['cluster', inCluster],
  ])
    await open(async (meeting, draft) => {
      const editor = await meeting.join('mexico', draft);
      for (const [what, body] of PHASES) rows.push(...(await typingBeside(`${name}: ${what}`, editor, () => body(meeting))));
      await meeting.leave();
    });
  return rows;
}
