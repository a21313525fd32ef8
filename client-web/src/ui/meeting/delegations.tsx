/** The delegations of a meeting: who is present, as the secretariat ticks it, and new ones. */
import { useState } from 'preact/hooks';
import { locale } from '../i18n';
import { languageName } from '../i18n/format';
import { labelled } from '../i18n/phrases';
import { CopyButton } from '../widgets/copy_button';
import { Field } from '../widgets/field';
import { Icon } from '../widgets/icon';
import { later } from '../widgets/later';
import type { Delegation, DelegationKind, Meeting } from './calls';
import { delegationFor } from './country';
import { delegationWords, inOurs, mayChange, type Desk } from './desk';
import { keepingWords } from './keeping_words';
import { presentIn } from './present';
import { meetingWords } from './words';

const DelegationDialog = later(async () => (await import('./delegation_dialog')).DelegationDialog);

interface Props {
  desk: Desk;
  meeting: Meeting;
}

const KINDS: readonly DelegationKind[] = [
  'member',
  'observer-country',
  'observer-organisation',
  'civil-society',
];

export function Delegations({ desk, meeting }: Props) {
  const words = meetingWords.value;
  const { delegations } = meeting.meeting;
  const keeper = mayChange(meeting);
  if (!keeper && delegations.length === 0) return null;
  const inOrder = [...delegations].sort((a, b) =>
    inOurs(a.names).localeCompare(inOurs(b.names), locale.value),
  );
  return (
    <section aria-labelledby="meeting-delegations">
      <h2 id="meeting-delegations">
        {inOurs(meeting.meeting.roles['delegation-word']) || words.delegations}
      </h2>
      <ul class="meeting-delegations">
        {inOrder.map((delegation) => (
          <li key={delegation.code}>
            <Line desk={desk} meeting={meeting} delegation={delegation} />
          </li>
        ))}
      </ul>
      {keeper && <Present meeting={meeting} />}
      {keeper && <AddDelegation desk={desk} meeting={meeting} />}
    </section>
  );
}

/** For the opening sentence of a text: the list in each language of the meeting, to be copied. */
function Present({ meeting }: { meeting: Meeting }) {
  const { delegations, langs } = meeting.meeting;
  const lists = (langs?.length ? langs : [locale.value])
    .map((lang) => [lang, presentIn(lang, delegations)] as const)
    .filter(([, list]) => list);
  return (
    <p class="meeting-tools">
      {lists.map(([lang, list]) => (
        <CopyButton key={lang} text={list} label={meetingWords.value.copyPresent(languageName(lang))} />
      ))}
    </p>
  );
}

function Line({ desk, meeting, delegation }: Props & { delegation: Delegation }) {
  const words = meetingWords.value;
  const tick = (present: boolean) => {
    const delegations = meeting.meeting.delegations.map((one) =>
      one.code === delegation.code ? { ...one, present } : one,
    );
    void desk.act(() => desk.calls.change(meeting.revision, { delegations }));
  };
  const [changing, setChanging] = useState(false);
  const name = delegationWords(meeting, delegation.code);
  return (
    <span class="meeting-delegation">
      <label class="meeting-check">
        <input
          type="checkbox"
          checked={delegation.present}
          disabled={!mayChange(meeting)}
          aria-label={labelled(words.present, name)}
          onChange={(e) => tick(e.currentTarget.checked)}
        />
        <span>
          {inOurs(delegation.names)} <span class="muted">{words.kinds[delegation.kind]}</span>
        </span>
      </label>
      {mayChange(meeting) && (
        <button
          type="button"
          class="icon-button"
          aria-label={keepingWords.value.change(name)}
          onClick={() => setChanging(true)}
        >
          <Icon name="more" />
        </button>
      )}
      {changing && (
        <DelegationDialog
          desk={desk}
          meeting={meeting}
          delegation={delegation}
          onClose={() => setChanging(false)}
        />
      )}
    </span>
  );
}

function AddDelegation({ desk, meeting }: Props) {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<DelegationKind>('member');
  const words = meetingWords.value;
  const add = async (event: Event) => {
    event.preventDefault();
    const fresh = { ...delegationFor(code, name, meeting.meeting.langs), kind };
    const delegations = [...meeting.meeting.delegations, fresh];
    if (await desk.act(() => desk.calls.change(meeting.revision, { delegations }))) {
      setCode('');
      setName('');
    }
  };
  return (
    <details>
      <summary>{words.addDelegation}</summary>
      <form class="meeting-form" onSubmit={add}>
        <Field label={words.code} hint={words.codeHint}>
          <input value={code} required onInput={(e) => setCode(e.currentTarget.value)} />
        </Field>
        <Field label={words.name}>
          <input value={name} onInput={(e) => setName(e.currentTarget.value)} />
        </Field>
        <Field label={words.kind}>
          <select value={kind} onChange={(e) => setKind(e.currentTarget.value as DelegationKind)}>
            {KINDS.map((one) => (
              <option key={one} value={one}>
                {words.kinds[one]}
              </option>
            ))}
          </select>
        </Field>
        <button type="submit" class="button">
          {words.addDelegationButton}
        </button>
      </form>
    </details>
  );
}
