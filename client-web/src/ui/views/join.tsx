/** Coming in by an invitation link: the token is exchanged for a seat and leaves the address bar at once. */
import { useEffect, useState } from 'preact/hooks';
import { t, type Dictionary } from '../i18n';
import { draftPath, openInPage, navigate } from '../router';
import { enterSeat } from '../seat';
import { api } from '../server';
import { setPageTitle } from '../page_title';
import { PlainPage } from './plain_page';

type Problem = 'expired' | 'revoked' | 'unknown' | 'missing' | 'network';

export function JoinPage({ token }: { token: string }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const words = t.value.join;
  setPageTitle(words.title);

  const enter = async () => {
    setProblem(null);
    if (!token) return setProblem('missing');
    try {
      const { you, draft, meeting } = await api.join(token);
      if (draft) enterSeat(draft, you.id);
      navigate(draft ? draftPath(draft) : `/m/${meeting}`, { replace: true });
    } catch (error) {
      if (codeOf(error) === 'sign-in') return navigate('/login?problem=links', { replace: true });
      const found = problemOf(error);
      if (found !== 'network') history.replaceState(null, '', '/join');
      setProblem(found);
    }
  };
  useEffect(() => void enter(), [token]);

  return (
    <PlainPage narrow>
      {problem === null ? (
        <p role="status">{words.working}</p>
      ) : (
        <div role="alert">
          <h1>{headingOf(problem, words)}</h1>
          <p class="sheet-lead">{words[problem]}</p>
          <div class="sheet-actions">
            {problem === 'network' && (
              <button type="button" class="button button-main" onClick={enter}>
                {t.value.app.retry}
              </button>
            )}
            <a class="button" href="/" onClick={openInPage}>
              {words.toStart}
            </a>
          </div>
        </div>
      )}
    </PlainPage>
  );
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function problemOf(error: unknown): Problem {
  const code = codeOf(error);
  if (code === 'expired' || code === 'revoked') return code;
  return code === 'network' || code === undefined ? 'network' : 'unknown';
}

function headingOf(problem: Problem, words: Dictionary['join']): string {
  if (problem === 'expired') return words.expiredTitle;
  if (problem === 'revoked') return words.revokedTitle;
  if (problem === 'network') return words.networkTitle;
  return words.unknownTitle;
}
