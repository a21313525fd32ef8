// A real SMTP server (smtp-server of npm) that keeps what it takes, read by mailparser, and misbehaves as a test asks.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A certificate for localhost, in `folder`. */
export function certificate(folder) {
  const key = path.join(folder, 'key.pem');
  const cert = path.join(folder, 'cert.pem');
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...args, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-keyout', key, '-out', cert], {
    stdio: 'ignore',
  });
  return { key, cert };
}

export class MailServer {
  /** `tls`: { key, cert } files; `auth`: { user, password }; `secure`: TLS from the first byte. */
  static async open({ tls, auth, secure = false, port = 0 } = {}) {
    const server = new MailServer();
    server.taken = [];
    server.seen = 0; // mails that were given, taken or not
    server.answer = () => null; // of a recipient: an Error with responseCode, or null
    server.hold = async () => null; // before the answer to the words of a mail
    server.smtp = new SMTPServer({
      secure,
      ...(tls && { key: readFileSync(tls.key), cert: readFileSync(tls.cert) }),
      disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(auth ? [] : ['AUTH'])],
      authOptional: !auth,
      logger: false,
      onAuth: ({ username, password }, session, done) =>
        done(username === auth.user && password === auth.password ? null : new Error('no'), { user: username }),
      onRcptTo: ({ address }, session, done) => done(server.answer(address) ?? undefined),
      onData: (stream, session, done) => server.take(stream, session, done),
    });
    server.smtp.on('error', () => {});
    await new Promise((resolve) => server.smtp.listen(port, '127.0.0.1', resolve));
    server.port = server.smtp.server.address().port;
    return server;
  }

  async take(stream, session, done) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks).toString();
    this.seen++;
    const error = await this.hold(raw);
    if (error) return done(error);
    const mail = await simpleParser(raw);
    this.taken.push({ raw, mail, to: session.envelope.rcptTo.map(({ address }) => address), secure: session.secure });
    done();
  }

  /** Waits for so many mails to somebody. */
  async mailsTo(address, count = 1, ms = 20_000) {
    for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const found = this.taken.filter(({ to }) => to.includes(address));
      if (found.length >= count) return found;
      if (Date.now() > end) throw new Error(`${address} got ${found.length} of ${count} mails`);
    }
  }

  close() {
    return new Promise((resolve) => this.smtp.close(resolve));
  }
}

export const refusal = (responseCode, message = 'no') => Object.assign(new Error(message), { responseCode });
