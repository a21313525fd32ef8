// Mail in a cluster: one node sends it, also of what happens in drafts that another node owns.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { Cluster, hasPostgres } from '../support/cluster.mjs';
import { MailServer } from '../support/mail_server.mjs';
import { Meeting } from '../support/meeting.mjs';
import { until } from '../support/until.mjs';

const skip = !hasPostgres && 'PostgreSQL is not installed';

let post;
let cluster;
let meeting;
let draft;

before(async () => {
  if (skip) return;
  post = await MailServer.open();
  cluster = await Cluster.open({ settings: { origin: 'https://plenaria.example' } });
});
after(async () => {
  await meeting?.leave();
  await cluster?.close();
  await post?.close();
});

test('what happens in a draft of the node that sends no mail is mailed by the one that does', { skip }, async () => {
  await cluster.draft(); // makes the folder
  meeting = await Meeting.open({ folder: cluster.folder, server: { data: cluster.data } });
  draft = await meeting.draft('Secreto');
  await cluster.migrate();
  meeting.server = await cluster.node('one');
  Object.assign(cluster.settings, {
    smtp_url: `smtp://127.0.0.1:${post.port}`,
    smtp_from: 'no-reply@plenaria.example',
    smtp_retry_seconds: 1,
  });
  await cluster.node('two');
  const email = 'mexico@example.org';
  const patched = await meeting.call('chair', 'PATCH', `/people/${meeting.person('mexico')}`, { email, lang: 'es' });
  assert.equal(patched[0], 200);
  assert.equal((await meeting.ask('mexico', 'PUT', '/notices/settings', { muted: [], digest: 0 }))[0], 200);
  const chair = await meeting.join('chair', draft);
  for (const count of [1, 2, 3]) {
    await chair.edit(change.comment(`c${count}`, 'i1', { text: '@MX' }));
    assert.equal(await cluster.owner(draft), 'one');
    const mails = await post.mailsTo(email, count);
    assert.match(mails.at(-1).mail.text, new RegExp(`https://plenaria.example/d/${draft}#item-i1`));
  }
});

test(
  'a node that starts while another one sends a mail says nothing of it, and one answer is what it has',
  { skip },
  async () => {
    let release;
    let held = false;
    post.hold = async () => {
      held = true;
      await new Promise((resolve) => {
        release = resolve;
      });
      return null;
    };
    const [chair] = meeting.clients;
    await chair.edit(change.comment('held', 'i1', { text: '@MX' }));
    await until(() => held);
    const mails = async () => (await meeting.call('secretariat', 'GET', '/mail'))[1].mails;
    let sending;
    await until(async () => (sending = (await mails()).find(({ state }) => state === 'sending')));
    await cluster.node('three');
    const state = async () => (await mails()).find(({ id }) => id === sending.id).state;
    assert.equal(await state(), 'sending');
    post.hold = async () => null;
    release();
    await until(async () => (await state()) === 'sent');
  },
);

test('invitations by mail are asked for at the node that sends none, and go out from the other', { skip }, async () => {
  assert.equal(meeting.server, cluster.nodes.one);
  const [status, { on }] = await meeting.call('secretariat', 'GET', '/mail');
  assert.deepEqual([status, on], [200, true]);
  const email = 'zoe@example.org';
  const people = [{ name: 'Zoë Ñandú', role: 'delegation', delegation: 'DO', email, lang: 'pt' }];
  const [made, { invited }] = await meeting.call('secretariat', 'POST', '/people', { people, mail: true });
  assert.equal(made, 201);
  assert.equal(invited[0].mailed, true);
  const [{ mail }] = await post.mailsTo(email);
  const token = /https:\/\/plenaria\.example\/join#([\w-]+)/.exec(mail.text)[1];
  meeting.people.set('zoe', { id: invited[0].id, token });
  assert.equal(await meeting.role('zoe', draft), 'delegation');
  const listed = (await meeting.call('secretariat', 'GET', '/mail'))[1].mails.find(({ person }) => person === invited[0].id);
  assert.equal(listed.kind, 'invitation');
});

test('as long as no node of the cluster sends mail, an invitation by mail is refused with a sentence', { skip }, async () => {
  const silent = await Cluster.open();
  try {
    await silent.draft();
    const quiet = await Meeting.open({ folder: silent.folder, server: { data: silent.data } });
    await silent.migrate();
    quiet.server = await silent.node('one');
    const people = [{ name: 'Zoë', role: 'observer', email: 'zoe@example.org' }];
    const [status, code] = await quiet.call('secretariat', 'POST', '/people', { people, mail: true });
    assert.deepEqual([status, code], [400, 'bad-message']);
    assert.equal((await quiet.call('secretariat', 'GET', '/mail'))[1].on, false);
  } finally {
    await silent.close();
  }
});
