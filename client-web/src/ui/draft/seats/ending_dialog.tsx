/** The question before seats end: here, or everywhere that they are held. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { Dialog } from '../../widgets/dialog';

interface EndingProps {
  title: string;
  everywhere: string;
  children: ComponentChildren;
  danger?: boolean;
  disabled?: boolean;
  end: (everywhere: boolean) => void;
  onClose: () => void;
}

/** The title says what the button does. */
export function EndingDialog({ title, everywhere, children, danger, disabled, end, onClose }: EndingProps) {
  const [all, setAll] = useState(false);
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <label>
        <input type="checkbox" checked={all} onChange={(e) => setAll(e.currentTarget.checked)} /> {everywhere}
      </label>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose} autoFocus>
          {t.value.app.cancel}
        </button>
        <button
          type="button"
          class={`button ${danger ? 'button-danger' : 'button-main'}`}
          disabled={disabled}
          onClick={() => end(all)}
        >
          {title}
        </button>
      </div>
    </Dialog>
  );
}
