/** Who cosigns: what the chair asks for and how far that is, this device, all devices, and what was cosigned. */
import { useState } from 'preact/hooks';
import { askedMoment, missing, type Asked, type Cosigning as State } from '../../proof/cosigning';
import { delegationName, formatTime } from '../i18n/format';
import { announce } from '../announce';
import { errorWords } from '../errors';
import { namesOf } from '../negotiation/who';
import { Problem } from '../widgets/field';
import type { Workspace } from '../draft/workspace';
import type { Acting } from './cosigning_acting';
import { AskForCosignatures, LetGo } from './cosigning_chair';
import { cosign, lookAtCosigning, makeKnown, takeBack } from './cosigning_acts';
import { cosigningWords } from './cosigning_words';
import { Digits } from './digits';

export function Cosigning({ ws }: { ws: Workspace }) {
  const words = cosigningWords.value;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { cosigning: state } = ws.proof.value;
  if (!state) return null;
  const run = (act: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    act()
      .then((held) => held === false && setProblem(words.notSame))
      .catch((error: unknown) => (setProblem(errorWords(error)), lookAtCosigning(ws)))
      .finally(() => setBusy(false));
  };
  const acting: Acting = { ws, state, run, busy };
  return (
    <section class="proof">
      <h3>{words.title}</h3>
      {state.asked && !state.adopted && <Progress {...acting} asked={state.asked} />}
      {problem && <Problem>{problem}</Problem>}
      <ThisDevice {...acting} />
      {ws.isChair.value && !state.asked && !state.adopted && <AskForCosignatures {...acting} />}
      <Signed state={state} />
      <Devices {...acting} />
    </section>
  );
}

function Progress({ asked, ...acting }: Acting & { asked: Asked }) {
  const { ws, state } = acting;
  const words = cosigningWords.value;
  const moment = askedMoment(state);
  const open = missing(state);
  const all = asked.delegations.length;
  const done = all - open.length;
  return (
    <div class="cosign-asked">
      <p>{words.asked(asked.of)}</p>
      <h4>{words.fingerprint}</h4>
      {moment && <Digits groups={moment.fingerprint.split(' ')} />}
      <p role="status">
        <progress value={done} max={all} aria-label={words.title} />{' '}
        <strong>{words.progress(done, all)}</strong>
      </p>
      {asked.note && <p>{words.released(asked.note)}</p>}
      <ul class="cosign-list">
        {asked.delegations.map((code) => (
          <li key={code}>
            <strong>{delegationName(code)}</strong> <Standing state={state} code={code} />
          </li>
        ))}
      </ul>
      <SignAsked {...acting} asked={asked} />
      {ws.isChair.value && <LetGo {...acting} asked={asked} />}
    </div>
  );
}

/** What a delegation that was asked has done. */
function Standing({ state, code }: { state: State; code: string }) {
  const words = cosigningWords.value;
  const signed = askedMoment(state)?.by.find(({ delegation }) => delegation === code);
  if (signed)
    return (
      <span>
        ✓ {words.signed} ({formatTime(signed.at)})
      </span>
    );
  const device = state.keys.some(({ delegation, ended }) => delegation === code && !ended);
  return <span>{device ? words.waiting : words.noDevice}</span>;
}

/** For a delegation that has not: one button, whether this device has a key already or not. */
function SignAsked({ ws, state, run, busy, asked }: Acting & { asked: Asked }) {
  const words = cosigningWords.value;
  const moment = askedMoment(state);
  const { device } = ws.proof.value;
  const mine = ws.draft.you.value?.delegation;
  if (!moment || !mine || !missing(state).includes(mine)) return null;
  const sign = async () => {
    if (!device) await makeKnown(ws);
    const held = await cosign(ws, asked.of, moment.note);
    if (held) announce(words.done);
    return held;
  };
  return (
    <div class="dialog-actions">
      <button type="button" class="button button-main" disabled={busy} onClick={() => run(sign)}>
        {device ? words.sign : words.makeAndSign}
      </button>
    </div>
  );
}

function ThisDevice({ ws, run, busy }: Acting) {
  const words = cosigningWords.value;
  const you = ws.draft.you.value;
  if (you?.role !== 'delegation' || !you.delegation) return null;
  if (ws.proof.value.device) return <p>{words.device}</p>;
  return (
    <p>
      <button type="button" class="button" disabled={busy} onClick={() => run(() => makeKnown(ws))}>
        {words.make}
      </button>{' '}
      {words.makeExplain}
    </p>
  );
}

function Signed({ state: { moments } }: { state: State }) {
  const words = cosigningWords.value;
  if (moments.length === 0) return null;
  return (
    <>
      <h4>{words.moments}</h4>
      <ul class="cosign-list">
        {moments.map(({ of, name, by }) => (
          <li key={of}>
            <bdi>{name ?? words.moment(of)}</bdi>:{' '}
            {by.length > 0 ? namesOf([...new Set(by.map(({ delegation }) => delegation))]) : words.nobody}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Taking one back is for its delegation, and for the chair: laptops are lost. */
function Devices({ ws, state: { keys }, run, busy }: Acting) {
  const words = cosigningWords.value;
  const mine = ws.draft.you.value?.delegation;
  if (keys.length === 0) return null;
  const name = (key: string) => key.slice(0, key.indexOf('+'));
  return (
    <>
      <h4>{words.devices}</h4>
      <ul class="cosign-list">
        {keys.map(({ key, delegation, ended }) => (
          <li key={key}>
            {delegationName(delegation)} <code>{name(key)}</code>{' '}
            {ended
              ? words.ended
              : (ws.isChair.value || mine === delegation) && (
                  <button
                    type="button"
                    class="button button-small"
                    aria-label={words.backLabel(name(key))}
                    disabled={busy}
                    onClick={() => run(() => takeBack(ws, key))}
                  >
                    {words.back}
                  </button>
                )}
          </li>
        ))}
      </ul>
    </>
  );
}
