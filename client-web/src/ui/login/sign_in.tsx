/** Who one is by the login of the institution, on pages that show nothing else to this browser; nothing where the server has no login. */
import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../../net/api';
import { errorWords } from '../errors';
import { Problem } from '../widgets/field';
import { askToBeLetIn, signOut, startAt, whoAmI, type Login, type Place } from './calls';
import { loginWords } from './words';

interface Props {
  /** What one might be let into. */
  place?: Place;
  /** Where one is after signing in; here, if not given. */
  back?: string;
}

export function SignIn({ place, back }: Props) {
  const [login, setLogin] = useState<Login | null>(null);
  useEffect(() => {
    whoAmI(place).then(setLogin, () => setLogin(null)); // without an answer the page says that already
  }, []);
  if (!login?.login) return null;
  const words = loginWords.value;
  const here = back ?? location.pathname + location.search;
  return (
    <section class="sign-in" aria-label={words.title}>
      {login.you ? (
        <Known you={login.you} place={place} />
      ) : (
        <div class="sheet-actions">
          <a class="button button-main" href={startAt(here)}>
            {words.signIn(login.institution)}
          </a>
        </div>
      )}
    </section>
  );
}

async function leave(): Promise<void> {
  const elsewhere = await signOut();
  if (elsewhere) location.assign(elsewhere);
  else location.reload();
}

function Known({ you, place }: { you: NonNullable<Login['you']>; place?: Place | undefined }) {
  const words = loginWords.value;
  return (
    <>
      <p>{words.you(you.email)}</p>
      {you.clash && <Problem>{words.clash}</Problem>}
      {place && !you.clash && <Asking place={place} before={you.ask} />}
      <div class="sheet-actions">
        <button type="button" class="button" onClick={() => void leave()}>
          {words.signOut}
        </button>
      </div>
    </>
  );
}

function Asking({ place, before }: { place: Place; before?: 'waits' | 'refused' | undefined }) {
  const [state, setState] = useState(before);
  const [problem, setProblem] = useState<string | null>(null);
  const words = loginWords.value;
  const ask = () =>
    askToBeLetIn(place).then(
      () => setState('waits'),
      (error: unknown) => {
        const code = error instanceof ApiError ? error.code : '';
        if (code === 'exists') location.reload();
        else if (code === 'forbidden') setState('refused');
        else setProblem(code === 'limit' ? words.limit : errorWords(error));
      },
    );
  if (state) return <p role="status">{state === 'waits' ? words.asked : words.refused}</p>;
  return (
    <>
      <p>{words.notIn}</p>
      {problem && <Problem>{problem}</Problem>}
      <div class="sheet-actions">
        <button type="button" class="button button-main" onClick={() => void ask()}>
          {words.ask}
        </button>
      </div>
    </>
  );
}
