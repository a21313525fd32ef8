/** Picks the page by the address; what every page has stands beside it: the live region and short messages. */
import { useEffect } from 'preact/hooks';
import { announcement } from './announce';
import { route } from './router';
import { Toast } from './widgets/toast';
import { DraftPage } from './views/draft_page';
import { later } from './widgets/later';

const JoinPage = later(async () => (await import('./views/join')).JoinPage);
const StartPage = later(async () => (await import('./views/start')).StartPage);

export function App() {
  const at = route.value;
  useEffect(() => {
    document.documentElement.dataset.view = at.page === 'draft' ? at.view : at.page;
  }, [at]);
  return (
    <>
      {at.page === 'start' && <StartPage path={at.path} />}
      {at.page === 'join' && <JoinPage token={at.token} />}
      {at.page === 'draft' && <DraftPage key={at.draft} draft={at.draft} view={at.view} />}
      <div class="only-spoken" role="status" aria-live="polite">
        {announcement.value}
      </div>
      <Toast />
    </>
  );
}
