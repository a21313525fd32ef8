/** Notes across the page that stay until their reason is gone: a closed line, following somebody. */
import { t } from '../i18n';
import { Icon } from '../widgets/icon';
import { followed } from './follow';
import { personWords } from './presence';
import { closedWords } from './saved_label';
import type { Workspace } from './workspace';

export function Strips({ ws }: { ws: Workspace }) {
  return (
    <>
      <Closed ws={ws} />
      <Following ws={ws} />
    </>
  );
}

function Closed({ ws }: { ws: Workspace }) {
  const connection = ws.session.connection.value;
  if (connection.state !== 'closed') return null;
  const words = t.value.closed;
  const saved = ws.session.saved.value;
  return (
    <div class="strip strip-warning" role="alert">
      <span class="strip-grow">
        {closedWords(connection.why)} {(saved.state === 'offline' || saved.state === 'saving') && words.kept}
      </span>
      <button type="button" class="button button-small" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  );
}

function Following({ ws }: { ws: Workspace }) {
  const words = t.value.people;
  const person = followed(ws);
  if (!person) return null;
  return (
    <div class="strip">
      <Icon name="eye" />
      <span class="strip-grow">{words.following(personWords(person))}</span>
      <button type="button" class="button button-small" onClick={() => (ws.following.value = null)}>
        {words.unfollow}
      </button>
    </div>
  );
}
