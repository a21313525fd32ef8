/** Who is to do what by when, over the whole window: the commitments of this draft, and what was promised in the one before. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { giveBackFocus } from '../widgets/give_back';
import { Icon } from '../widgets/icon';
import { t } from '../i18n';
import type { Workspace } from '../draft/workspace';
import { BeforePart } from './before_part';
import { FollowUp } from './follow_up';
import { TablePart } from './table_part';
import { followWords } from './words';

const PARTS = ['table', 'before'] as const;

export function FollowUpView({ ws, onClose }: { ws: Workspace; onClose: () => void }) {
  const words = followWords.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const follow = useMemo(() => new FollowUp(ws), [ws]);
  useEffect(() => {
    const giveBack = giveBackFocus(dialog.current!);
    dialog.current!.showModal();
    return giveBack;
  }, []);
  const { seq } = ws.settledView.value;
  const lang = follow.lang;
  useEffect(() => void follow.load(), [follow, seq, lang]);
  return (
    <dialog
      ref={dialog}
      class="window follow"
      aria-label={words.title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="window-head">
        <h2>{words.title}</h2>
        <nav class="window-parts">
          {PARTS.map((part) => (
            <button
              key={part}
              type="button"
              class="button"
              aria-current={follow.part.value === part ? 'page' : undefined}
              onClick={() => (follow.part.value = part)}
            >
              {words.parts[part]}
            </button>
          ))}
        </nav>
        <button type="button" class="icon-button" aria-label={t.value.app.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <Part follow={follow} onClose={onClose} />
    </dialog>
  );
}

function Part({ follow, onClose }: { follow: FollowUp; onClose: () => void }) {
  const words = followWords.value;
  if (follow.failed.value)
    return (
      <p class="follow-body" role="alert">
        {words.failed}{' '}
        <button type="button" class="button button-small" onClick={() => void follow.load()}>
          {t.value.app.retry}
        </button>
      </p>
    );
  if (!follow.table.value)
    return (
      <p class="follow-body" role="status">
        {words.loading}
      </p>
    );
  const goTo = (item: string) => {
    onClose();
    follow.ws.goTo(item);
  };
  return follow.part.value === 'table' ? (
    <TablePart follow={follow} table={follow.table.value} goTo={goTo} />
  ) : (
    <BeforePart follow={follow} table={follow.table.value} goTo={goTo} />
  );
}
