/** A native modal dialog: the browser keeps the focus inside, closes on Escape and gives the focus back. */
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { t } from '../i18n';
import { giveBackFocus } from './give_back';
import { Icon } from './icon';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
}

/** What the dialog asks for has the focus, not the button that closes it. */
function askedIn(dialog: HTMLElement): HTMLElement | null {
  const body = ':scope > :not(.dialog-head)';
  return (
    dialog.querySelector<HTMLElement>('[autofocus]') ??
    dialog.querySelector<HTMLElement>(
      [`${body} input`, `${body} select`, `${body} textarea`, `${body} .button-main`].join(', '),
    )
  );
}

/** A step that takes away the button which was pressed must not leave the focus nowhere. */
function keepFocus(dialog: HTMLElement): () => void {
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body)
      (askedIn(dialog) ?? dialog.querySelector('button'))?.focus();
  });
  observer.observe(dialog, { childList: true, subtree: true });
  return () => observer.disconnect();
}

export function Dialog({ title, onClose, children, wide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current!;
    const giveBack = giveBackFocus(dialog);
    dialog.showModal();
    askedIn(dialog)?.focus();
    dialog.scrollTop = 0; // what is asked may stand at the end
    const letGo = keepFocus(dialog);
    return () => {
      letGo();
      giveBack();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      class={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      // What it was opened from may close on Escape as well.
      onKeyDown={(e) => {
        if (e.key === 'Escape') e.stopPropagation();
      }}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
    >
      <header class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" class="icon-button" aria-label={t.value.app.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
