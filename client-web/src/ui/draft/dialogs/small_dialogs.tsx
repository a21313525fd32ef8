/** The dialogs with one question: go to a number, set a link, confirm an act. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { isSafeLink } from '../../../editor';
import { t } from '../../i18n';
import { Dialog } from '../../widgets/dialog';
import { Field, Problem } from '../../widgets/field';

/** While a dialog is open nothing behind it takes the focus, so whatever moves the caret waits for its end. */
function onceClosed(act: () => void): void {
  setTimeout(act, 0);
}

interface GoToProps {
  /** The id of the item with that number. */
  find: (number: string) => string | undefined;
  go: (item: string) => void;
  onClose: () => void;
}

export function GoToDialog({ find, go, onClose }: GoToProps) {
  const [number, setNumber] = useState('');
  const [missed, setMissed] = useState(false);
  const words = t.value.draft;
  return (
    <Dialog title={words.goToDialog} onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          const item = find(number);
          if (item === undefined) return setMissed(true);
          onClose();
          onceClosed(() => go(item));
        }}
      >
        <Field label={words.goToLabel}>
          <input
            value={number}
            autoFocus
            autoComplete="off"
            onInput={(e) => setNumber(e.currentTarget.value)}
          />
        </Field>
        {missed && <Problem>{words.goToNone}</Problem>}
        <div class="dialog-actions">
          <button type="submit" class="button button-main" disabled={!number.trim()}>
            {words.go}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface LinkDialogProps {
  href: string;
  apply: (href: string | null) => void;
  onClose: () => void;
}

export function LinkDialog({ href, apply, onClose }: LinkDialogProps) {
  const [typed, setTyped] = useState(href);
  const [bad, setBad] = useState(false);
  const words = t.value.format;
  return (
    <Dialog title={words.linkDialog} onClose={onClose}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (!isSafeLink(typed.trim())) return setBad(true);
          onClose();
          onceClosed(() => apply(typed.trim()));
        }}
      >
        <Field label={words.linkLabel}>
          <input value={typed} autoFocus inputMode="url" onInput={(e) => setTyped(e.currentTarget.value)} />
        </Field>
        {bad && <Problem>{words.linkBad}</Problem>}
        <div class="dialog-actions">
          {href && (
            <button
              type="button"
              class="button"
              onClick={() => {
                onClose();
                onceClosed(() => apply(null));
              }}
            >
              {words.linkRemove}
            </button>
          )}
          <button type="submit" class="button button-main">
            {words.linkApply}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface ConfirmProps {
  title: string;
  children: ComponentChildren;
  action: string;
  run: () => void;
  onClose: () => void;
  danger?: boolean;
}

export function ConfirmDialog({ title, children, action, run, onClose, danger = false }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose} autoFocus>
          {t.value.app.cancel}
        </button>
        <button
          type="button"
          class={danger ? 'button button-danger' : 'button button-main'}
          onClick={() => {
            onClose();
            run();
          }}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
