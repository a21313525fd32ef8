// Mail: what is sent to whom, in which form, once; what a mail server may do to it; what it never says.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import * as change from '../support/changes.mjs';
import { certificate, MailServer, refusal } from '../support/mail_server.mjs';
import { Meeting } from '../support/meeting.mjs';
import { Place } from '../support/place.mjs';
import { until } from '../support/until.mjs';

let folder;
let tls;
let post;
let place;
let meeting;
before(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'plenaria-mail-'));
  tls = certificate(folder);
});
after(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await meeting?.leave();
  await place?.close();
  await post?.close();
  [post, place, meeting] = [];
});

/** A mail server and a meeting of a server that uses it. */
async function open({ mail = {}, settings = {}, scheme = 'smtp', host = '127.0.0.1' } = {}) {
  post = await MailServer.open(mail);
  place = await Place.open({
    settings: {
      origin: 'https://plenaria.example',
      smtp_url: `${scheme}://${host}:${post.port}`,
      smtp_from: 'Secretaría <no-reply@plenaria.example>',
      smtp_retry_seconds: 1,
      meeting_acts_per_minute: 100000,
      meeting_acts_burst: 100000,
      ...settings,
    },
  });
  meeting = await Meeting.open(place);
}

const address = (who) => `${who}@example.org`;

/** Gives somebody of the meeting an address and a language, and a wish to be written to at once. */
async function reachable(who, lang) {
  const [status, answer] = await meeting.call('chair', 'PATCH', `/people/${meeting.person(who)}`, { email: address(who), lang });
  assert.equal(status, 200, answer);
  assert.equal((await meeting.ask(who, 'PUT', '/notices/settings', { muted: [], digest: 0 }))[0], 200);
}

async function mails() {
  const [status, answer] = await meeting.call('secretariat', 'GET', '/mail');
  assert.equal(status, 200);
  return answer.mails;
}

const inState = (state, count = 1) => until(async () => (await mails()).filter((one) => one.state === state).length >= count);

async function mention(draft, id, text = '@MX') {
  const chair = await meeting.join('chair', draft);
  await chair.edit(change.comment(id, 'i1', { text }));
}

test('a mention goes to the delegation by mail, in its language, in two forms, and its subject says nothing of it', async () => {
  await open();
  const draft = await meeting.draft('Secreto');
  await reachable('mexico', 'fr');
  await mention(draft, 'c1', '@MX: «¿qué?» <b>&amp;');
  const [{ raw, mail }] = await post.mailsTo(address('mexico'));
  assert.equal(mail.subject, 'Vous êtes mentionné(e) dans un commentaire');
  assert.equal(mail.from.value[0].name, 'Secretaría');
  assert.deepEqual(mail.to.value, [{ address: address('mexico'), name: 'Ana López' }]);
  assert.match(mail.text, /Presidencia \(GT\) mentionne votre délégation dans un commentaire sur le point 1 :/);
  assert.match(mail.text, /> @MX: «¿qué\?» <b>&amp;/);
  assert.match(mail.html, /@MX: «¿qué\?» &lt;b&gt;&amp;amp;/);
  assert.match(mail.text, new RegExp(`https://plenaria.example/d/${draft}#item-i1`));
  assert.match(mail.messageId, /^<[\w-]+@plenaria\.example>$/);
  assert.match(raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  assert.ok(raw.split('\r\n').every((line) => line.length <= 998 && !line.includes('\n')));
  await inState('sent');
});

test('an item whose number has a word in front is called by that, in the language of the text', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'fr');
  const chair = await meeting.join('chair', draft);
  await chair.edit({ type: 'draft.set', numbering: 'articles' });
  await chair.edit(change.comment('c1', 'i1', { text: '@MX' }));
  const [{ mail }] = await post.mailsTo(address('mexico'));
  assert.match(mail.text, /mentionne votre délégation dans un commentaire sur Artículo 1 :/);
});

test('a deadline comes with a calendar file', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'es');
  const chair = await meeting.join('chair', draft);
  const deadline = Math.floor(Date.now() / 1000) * 1000 + 7_200_000;
  await chair.edit(change.consult('i1', ['MX'], true, deadline));
  const [{ mail }] = await post.mailsTo(address('mexico'));
  const calendar = mail.attachments[0].content.toString();
  assert.match(mail.attachments[0].contentType, /^text\/calendar/);
  assert.match(calendar, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
  assert.match(calendar, /METHOD:PUBLISH\r\n/);
  const stamp = new Date(deadline).toISOString().replace(/[-:]|\.000/g, '');
  assert.ok(calendar.includes(`DTSTART:${stamp}\r\n`), calendar);
  assert.match(calendar, new RegExp(`UID:${draft}\\.\\d+\\.0@plenaria\\r\\n`));
  assert.ok(calendar.split('\r\n').every((line) => Buffer.byteLength(line) <= 75));
});

test('an invitation has the link of that person, which is shown to nobody else, and can be sent again', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  const people = [
    { name: 'Zoë "Z" Ñandú; <x@y.example>', role: 'delegation', delegation: 'DO', email: address('zoe'), lang: 'pt' },
  ];
  const [status, { invited }] = await meeting.call('secretariat', 'POST', '/people', { people, mail: true });
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(invited[0]), ['id', 'mailed']);
  const [{ mail, to }] = await post.mailsTo(address('zoe'));
  assert.deepEqual(to, [address('zoe')]);
  assert.equal(mail.to.value[0].name, people[0].name);
  assert.equal(mail.subject, 'Convite: XXXI Conferencia Regional');
  const token = /https:\/\/plenaria\.example\/join#([\w-]+)/.exec(mail.text)[1];
  meeting.people.set('zoe', { id: invited[0].id, token });
  assert.equal(await meeting.role('zoe', draft), 'delegation');
  assert.equal((await meeting.call('secretariat', 'POST', `/people/${invited[0].id}/link`, { mail: true }))[0], 200);
  const again = (await post.mailsTo(address('zoe'), 2))[1];
  assert.notEqual(/join#([\w-]+)/.exec(again.mail.text)[1], token);
  await meeting.cli('invite', '--role', 'observer', '--name', 'Iris', '--email', address('iris'), '--mail');
  await post.mailsTo(address('iris'));
  assert.ok((await meeting.cli('mail')).includes('"state":"sent"'));
});

test('news ends by one click without a login, and by nothing that is not signed', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'en');
  await mention(draft, 'c1');
  const [{ raw }] = await post.mailsTo(address('mexico'));
  const link = new URL(/^List-Unsubscribe:\s*<([^>]+)>/m.exec(raw)[1]);
  const url = `${place.server.url}${link.pathname}`;
  assert.equal((await fetch(`${url.slice(0, -1)}${url.endsWith('0') ? 1 : 0}`, { method: 'POST' })).status, 404);
  assert.match(await (await fetch(url)).text(), /<form method="post">/);
  assert.deepEqual((await meeting.ask('mexico', 'GET', '/notices'))[1].settings.muted, []);
  const body = 'List-Unsubscribe=One-Click';
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await fetch(url, { method: 'POST', body, headers })).status, 200);
  assert.equal((await meeting.ask('mexico', 'GET', '/notices'))[1].settings.muted.length, 7);
  await mention(draft, 'c2');
  await until(async () => (await meeting.ask('mexico', 'GET', '/notices'))[1].notices.some(({ subject }) => subject === 'c2'));
  await new Promise((resolve) => setTimeout(resolve, 3000));
  assert.equal(post.taken.length, 1);
});

test('what gathers is one mail, no sooner than somebody wishes', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'en');
  const chair = await meeting.join('chair', draft);
  for (let i = 0; i < 5; i++) await chair.edit(change.comment(`c${i}`, 'i1', { text: `@MX ${i}` }));
  const [{ mail }] = await post.mailsTo(address('mexico'));
  assert.match(mail.subject, /^(5 pieces of news|You are mentioned in a comment)$/);
  await meeting.ask('mexico', 'PUT', '/notices/settings', { muted: [], digest: 60 });
  const before = post.taken.length;
  await mention(draft, 'late');
  await new Promise((resolve) => setTimeout(resolve, 4000));
  assert.equal(post.taken.length, before);
});

test('a closed draft and one that somebody has left is mailed to nobody who is not in it', async () => {
  await open();
  const closed = await meeting.draft('Reservado', '--closed');
  await reachable('observer', 'en');
  await reachable('us', 'en');
  await reachable('mexico', 'en');
  post.answer = () => refusal(450);
  await mention(closed, 'c1', '@OIM @US @MX');
  await inState('waiting', 2);
  assert.equal((await meeting.except('chair', 'us', 'draft', closed, 'none'))[0], 200);
  await inState('failed'); // also what was under way at that moment
  post.answer = () => null;
  const [{ mail }] = await post.mailsTo(address('mexico'));
  assert.match(mail.text, /Reservado/);
  assert.doesNotMatch(mail.subject, /Reservado/);
  assert.deepEqual([...new Set(post.taken.flatMap(({ to }) => to))], [address('mexico')]);
});

test('what is not taken for now is sent later, what is refused is not, and whoever invites sees why', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  for (const who of ['mexico', 'us']) await reachable(who, 'en');
  let grey = 2;
  post.answer = (to) => (to === address('us') ? refusal(550, 'no such user') : grey-- > 0 ? refusal(451, 'greylisted') : null);
  await mention(draft, 'c1', '@MX @US');
  await post.mailsTo(address('mexico'));
  await inState('failed');
  const list = await mails();
  assert.ok(list.find(({ state }) => state === 'sent').tries >= 2);
  assert.match(list.find(({ state }) => state === 'failed').why, /^550.*no such user/);
});

test('a mail server that is down delays mail, which goes when it is back', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'en');
  const { port } = post;
  await post.close();
  await mention(draft, 'c1');
  await until(async () => (await mails()).some(({ state, tries }) => state === 'waiting' && tries > 0));
  post = await MailServer.open({ port });
  await post.mailsTo(address('mexico'));
});

test('TLS is required and checked; with it, a login and the mail arrive', async () => {
  const auth = { user: 'plenaria', password: 'p:äss word' };
  const secret = path.join(folder, 'secret');
  writeFileSync(secret, `${auth.user}:${auth.password}\n`);
  await open({
    mail: { tls, auth },
    host: 'localhost',
    settings: { smtp_secret_file: secret, smtp_ca_file: tls.cert },
  });
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'en');
  await mention(draft, 'c1');
  const [{ secure }] = await post.mailsTo(address('mexico'));
  assert.equal(secure, true);
});

test('smtps with a certificate that nobody vouches for is not used', async () => {
  await open({ mail: { tls, secure: true }, scheme: 'smtps', host: 'localhost' });
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'en');
  await mention(draft, 'c1');
  await until(async () => (await mails()).some(({ why }) => /certificate/i.test(why ?? '')));
  assert.equal(post.seen, 0);
});

test('killed in the middle of the queue, each mail is sent once, or said to be uncertain', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  for (const who of ['mexico', 'us', 'secretariat', 'observer']) await reachable(who, 'en');
  let killed;
  let struck = false;
  post.hold = async () => {
    killed ??= place.server.kill();
    struck = true;
    await killed;
    return null;
  };
  await mention(draft, 'c1', '@MX @US @OIM');
  await until(() => struck);
  await killed;
  await place.server.start();
  post.hold = async () => null;
  await until(async () => (await mails()).filter(({ state }) => state === 'sent').length === 2);
  const list = await mails();
  assert.deepEqual(list.map(({ state }) => state).sort(), ['sent', 'sent', 'uncertain']);
  assert.match(list.find(({ state }) => state === 'uncertain').why, /may have arrived or not/);
  const ids = post.taken.map(({ mail }) => mail.messageId);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(post.taken.length === 2 || post.taken.length === 3);
});

test('the line that breaks before the answer makes a mail uncertain, which is not sent again', async () => {
  await open();
  const draft = await meeting.draft('Declaración');
  await reachable('mexico', 'en');
  post.hold = async () => {
    for (const connection of post.smtp.connections) connection._socket.destroy();
    return null;
  };
  await mention(draft, 'c1');
  await inState('uncertain');
  post.hold = async () => null;
  await new Promise((resolve) => setTimeout(resolve, 3000));
  assert.equal(post.seen, 1);
});
