/** All keys on one sheet, by what one is doing. The editor's own commands say themselves which keys they have. */
import { t } from '../../i18n';
import { Dialog } from '../../widgets/dialog';

/** A group of the sheet: its name, and what each key combination does. */
export interface KeyGroup {
  title: string;
  keys: { does: string; keys: string[] }[];
}

export function ShortcutSheet({ groups, onClose }: { groups: KeyGroup[]; onClose: () => void }) {
  return (
    <Dialog title={t.value.shortcuts.title} onClose={onClose} wide>
      <div class="keys">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map((line) => (
                <div key={line.does}>
                  <dt>{line.does}</dt>
                  <dd>
                    {line.keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
