/** The page of whoever runs the server, `/admin`: behind a token of its own, which no seat replaces. */
import { signal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ApiError } from '../../net/api';
import { announce } from '../announce';
import { errorWords } from '../errors';
import { t } from '../i18n';
import { setPageTitle } from '../page_title';
import { PlainPage } from '../views/plain_page';
import { Field, Problem } from '../widgets/field';
import * as calls from './calls';
import { Connected } from './connected';
import { Drafts, Meetings } from './holdings';
import { Log } from './log';
import type { Office } from './office';
import { State } from './overview';
import { PersonData } from './person_data';
import { SettingsInForce } from './settings_in_force';
import { adminWords } from './words';
import './admin.css';

export function AdminPage() {
  const overview = useMemo(() => signal<calls.Overview | null>(null), []);
  const [problem, setProblem] = useState<string | null>(null);
  const [outside, setOutside] = useState(false);
  const [done, setDone] = useState(0);
  setPageTitle(adminWords.value.title);

  const failed = (error: unknown) => {
    const unknown = error instanceof ApiError && error.status === 401;
    setOutside(unknown);
    setProblem(unknown ? null : errorWords(error));
  };
  const load = () => calls.overview().then((is) => ((overview.value = is), setOutside(false)), failed);
  useEffect(() => void load(), []);
  const act = async (what: () => Promise<unknown>) => {
    setProblem(null);
    await what().then(() => announce(adminWords.value.done), failed);
    await load();
    setDone((count) => count + 1);
  };

  if (outside) return <Door onOpen={load} />;
  return (
    <PlainPage>
      {problem && <Problem>{problem}</Problem>}
      {overview.value ? (
        <Inside office={{ overview: overview.value, done, act }} onLeave={() => setOutside(true)} />
      ) : (
        !problem && <p class="muted">{t.value.app.loading}</p>
      )}
    </PlainPage>
  );
}

function Door({ onOpen }: { onOpen: () => Promise<unknown> }) {
  const [token, setToken] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const words = adminWords.value;
  const enter = async (event: Event) => {
    event.preventDefault();
    setProblem(null);
    try {
      await calls.enter(token.trim());
      await onOpen();
    } catch (error) {
      setProblem(error instanceof ApiError && error.status === 401 ? words.wrong : errorWords(error));
    }
  };
  return (
    <PlainPage narrow>
      <h1>{words.title}</h1>
      <p class="sheet-lead">{words.enterHint}</p>
      <form class="admin-door" onSubmit={enter}>
        <Field label={words.token}>
          <input
            type="password"
            autocomplete="off"
            required
            value={token}
            onInput={(e) => setToken(e.currentTarget.value)}
          />
        </Field>
        {problem && <Problem>{problem}</Problem>}
        <button type="submit" class="button button-main">
          {words.enter}
        </button>
      </form>
    </PlainPage>
  );
}

function Inside({ office, onLeave }: { office: Office; onLeave: () => void }) {
  const words = adminWords.value;
  const leave = () => void calls.leave().then(onLeave, onLeave);
  return (
    <div class="admin">
      <div class="sheet-head">
        <h1>{words.title}</h1>
        <button type="button" class="button" onClick={leave}>
          {words.leave}
        </button>
      </div>
      <State overview={office.overview} />
      <Meetings office={office} />
      <Drafts office={office} />
      <Connected office={office} />
      <Log office={office} />
      <PersonData office={office} />
      <SettingsInForce office={office} />
    </div>
  );
}
