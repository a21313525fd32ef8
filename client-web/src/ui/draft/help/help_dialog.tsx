/** What one can do here, and what the signs mean: the hints of one's role once more, the statuses, the notation. */
import { t } from '../../i18n';
import { delegationName } from '../../i18n/format';
import { Dialog } from '../../widgets/dialog';
import { StatusLabel } from '../../widgets/status_label';
import { statuses } from '../../widgets/statuses';
import { helpWords } from './help_words';
import { HintList } from './hints';
import type { Workspace } from '../workspace';

export function HelpDialog({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = helpWords.value;
  const role = ws.draft.you.value?.role;
  return (
    <Dialog title={words.help} onClose={onClose} wide>
      <div class="help">
        {role && (
          <section>
            <h3>
              {words.here} ({t.value.roles[role]})
            </h3>
            <HintList role={role} />
          </section>
        )}
        <section>
          <h3>{words.statuses}</h3>
          <dl class="help-list">
            {statuses.map((status) => (
              <div key={status}>
                <dt>
                  <StatusLabel status={status} />
                </dt>
                <dd>{t.value.status[`${status}Hint`]}</dd>
              </div>
            ))}
          </dl>
        </section>
        <Notation />
        <button type="button" class="button button-main" onClick={() => ws.open('shortcuts')}>
          {words.keys}
        </button>
      </div>
    </Dialog>
  );
}

function Notation() {
  const words = helpWords.value;
  return (
    <section>
      <h3>{words.notation}</h3>
      <dl class="help-list">
        <div>
          <dt>
            [{delegationName('MX')}: <ins>{words.word}</ins>]
          </dt>
          <dd>{words.insertion}</dd>
        </div>
        <div>
          <dt>
            [{delegationName('CA')}: <del>{words.word}</del>]
          </dt>
          <dd>{words.deletion}</dd>
        </div>
        {words.signs.map(([sign, meaning]) => (
          <div key={sign}>
            <dt>{sign}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
