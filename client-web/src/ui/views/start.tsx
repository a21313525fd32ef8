/** The start page: the texts one may see, and, for those who may, the way to a new one; or the page of a meeting, `/m/ID`, or of whoever
 * runs the server, `/admin`. */
import { useEffect, useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import type { DraftSummary } from '../../net/api';
import { t } from '../i18n';
import { languageName } from '../i18n/format';
import { listOf } from '../i18n/phrases';
import { draftPath, openInPage } from '../router';
import { api } from '../server';
import { errorWords, isSignedOut } from '../errors';
import { setPageTitle } from '../page_title';
import { capitalized } from '../draft/words/item_name';
import { Problem } from '../widgets/field';
import { Icon } from '../widgets/icon';
import { later } from '../widgets/later';
import { PlainPage } from './plain_page';

const MeetingsList = later(async () => (await import('../meeting/meetings_list')).MeetingsList);
const NewDraftDialog = later(async () => (await import('./new_draft')).NewDraftDialog);

const MeetingPage = later(async () => (await import('../meeting/meeting_page')).MeetingPage);

const Bell = later(async () => (await import('../bell/bell')).Bell);
const LoginPage = later(async () => (await import('../login/login_page')).LoginPage);
const SignIn = later(async () => (await import('../login/sign_in')).SignIn);
const AdminPage = later(async () => (await import('../admin/admin_page')).AdminPage);

export function StartPage({ path }: { path: string }) {
  if (/^\/admin\/?$/.test(path)) return <AdminPage />;
  if (path === '/login') return <LoginPage />;
  const meeting = /^\/m\/([A-Za-z0-9_-]{1,64})\/?$/.exec(path)?.[1];
  return meeting ? <MeetingPage key={meeting} id={meeting} /> : <Texts />;
}

function Texts() {
  const [drafts, setDrafts] = useState<DraftSummary[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [creating, setCreating] = useState(false);
  const words = t.value.start;
  setPageTitle(words.title);

  const load = () => {
    setProblem(null);
    api.drafts().then(setDrafts, (error) => {
      if (isSignedOut(error)) setDrafts([]);
      else setProblem(error);
    });
  };
  useEffect(load, []);

  const mayCreate = drafts?.some((draft) => draft.role === 'chair' || draft.role === 'secretariat') ?? false;
  return (
    <PlainPage bar={drafts?.length ? <Bell you={null} /> : null}>
      {problem ? (
        <>
          <h1>{words.title}</h1>
          <Problem>
            {words.failed} {errorWords(problem)}
          </Problem>
          <button type="button" class="button" onClick={load}>
            {t.value.app.retry}
          </button>
        </>
      ) : drafts === null ? (
        <p class="muted">{t.value.app.loading}</p>
      ) : drafts.length === 0 ? (
        <>
          <h1>{words.empty}</h1>
          <p class="sheet-lead">{words.emptyHint}</p>
        </>
      ) : (
        <>
          <div class="sheet-head">
            <h1>{words.title}</h1>
            {mayCreate && (
              <button type="button" class="button button-main" onClick={() => setCreating(true)}>
                {words.new}
              </button>
            )}
          </div>
          <ul class="draft-list">
            {drafts.map((draft) => (
              <DraftLine key={draft.id} draft={draft} />
            ))}
          </ul>
        </>
      )}
      {drafts !== null && <MeetingsList mayCreate={mayCreate} />}
      <SignIn />
      {creating && <NewDraftDialog onClose={() => setCreating(false)} />}
    </PlainPage>
  );
}

function DraftLine({ draft }: { draft: DraftSummary }) {
  const original = draft.langs[0] ?? '';
  return (
    <li>
      <a href={draftPath(draft.id)} onClick={openInPage}>
        <span class="draft-title" {...inLang(original)}>
          {draft.title[original] || t.value.draft.untitled}
        </span>
        <span class="draft-facts">
          <span>{t.value.roles[draft.role]}</span>
          <span>{capitalized(listOf(draft.langs.map(languageName)))}</span>
          {draft.adopted && (
            <span class="status status-approved">
              <Icon name="approved" />
              {t.value.start.adopted}
            </span>
          )}
        </span>
      </a>
    </li>
  );
}
