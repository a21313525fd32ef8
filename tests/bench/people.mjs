// How long whoever writes waits for an op while others are invited and open their links. One editor sends the next op as soon as the last one is
// acknowledged; the meeting has five drafts, so that a person who is invited gets a seat in each.
import * as change from '../support/changes.mjs';
import { Meeting as Invited } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';

const PEOPLE = 100;
const DRAFTS = 5;
const AT_ONCE = 8;
const BOUNDLESS = {
  meeting_acts_per_minute: 1_000_000,
  meeting_acts_burst: 1_000_000,
  ops_per_second: 1_000_000,
  ops_burst: 1_000_000,
};

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

/** Runs `body` while one editor types: { took, waits }, all in ms, the waits sorted. */
async function whileTyping(editor, item, body) {
  const waits = [];
  let over = false;
  const from = performance.now();
  const done = body().finally(() => (over = true));
  while (!over) {
    const sent = performance.now();
    await editor.edit(change.insert(item, 0, 'x'));
    waits.push(performance.now() - sent);
  }
  await done;
  return { took: performance.now() - from, waits: waits.sort((a, b) => a - b) };
}

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

async function inMeeting(body) {
  const place = await Place.open({ settings: BOUNDLESS });
  try {
    const meeting = await Invited.open(place);
    const drafts = [];
    for (let i = 0; i < DRAFTS; i++) drafts.push(await meeting.draft(`Borrador ${i + 1}`));
    const editor = await meeting.join('mexico', drafts[0]);
    return await body(meeting, editor, [...editor.model.order()][0]);
  } finally {
    await place.close();
  }
}

const PHASES = [
  ['alone', () => new Promise((resolve) => setTimeout(resolve, 2000))],
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
export const people = () =>
  inMeeting(async (meeting, editor, item) => {
    const rows = [];
    for (const [what, body] of PHASES) {
      const { took, waits } = await whileTyping(editor, item, () => body(meeting));
      rows.push(
        [`${what}: op → author p50`, quantile(waits, 0.5), 'ms'],
        [`${what}: op → author p99`, quantile(waits, 0.99), 'ms'],
        [`${what}: longest`, waits[waits.length - 1], 'ms'],
        [`${what}: took`, took, 'ms'],
      );
    }
    await meeting.leave();
    return rows;
  });
