/** What became of the invitation that somebody was mailed, and sending it again. */
import { useEffect } from 'preact/hooks';
import { formatMoment } from '../i18n/dates';
import type { Mail, Mails, Person } from './calls';
import type { Desk } from './desk';
import { mailingWords } from './mailing_words';

/** The last one that they were sent. */
function invitationOf({ mails }: Mails, person: Person): Mail | undefined {
  return mails
    .filter((mail) => mail.kind === 'invitation' && mail.person === person.id)
    .reduce<Mail | undefined>((last, mail) => (last && last.created > mail.created ? last : mail), undefined);
}

function stateOf({ state, tries, next, done, why }: Mail): string {
  const words = mailingWords.value.state;
  const reason = why ? ` (${why})` : '';
  if (state === 'sent') return words.sent(formatMoment(done ?? 0));
  if (state === 'failed') return words.failed + reason;
  if (state === 'uncertain') return words.uncertain;
  if (state === 'sending' || tries === 0) return words.waiting;
  return words.again(formatMoment(next ?? 0)) + reason;
}

const AGAIN_MS = 5000;

/** Asks what became of mails for as long as any of them is on its way. */
export function useMails({ calls, mails }: Desk): void {
  const open = mails.value.mails.some(({ state }) => state === 'waiting' || state === 'sending');
  useEffect(() => {
    if (!open) return;
    const look = () =>
      void calls.mails().then(
        (found) => (mails.value = found),
        () => undefined,
      );
    const timer = setInterval(look, AGAIN_MS);
    return () => clearInterval(timer);
  }, [open]);
}

export function MailState({ desk, person }: { desk: Desk; person: Person }) {
  const mail = invitationOf(desk.mails.value, person);
  if (!mail || person.revoked) return null;
  return <span class={mail.state === 'failed' ? 'meeting-problem' : ''}>{stateOf(mail)}</span>;
}

export function SendAgain({ desk, person }: { desk: Desk; person: Person }) {
  const words = mailingWords.value;
  if (!desk.mails.value.on || !person.email) return null;
  const mail = invitationOf(desk.mails.value, person);
  return (
    <section class="meeting-part">
      <h3>{words.title}</h3>
      {mail && <p role="status">{stateOf(mail)}</p>}
      <p class="muted">{words.sendHint}</p>
      <button
        type="button"
        class="button"
        onClick={() => void desk.act(() => desk.calls.mailLink(person.id))}
      >
        {mail ? words.sendAgain : words.send}
      </button>
    </section>
  );
}
