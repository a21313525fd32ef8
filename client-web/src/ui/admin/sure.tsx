/** A button for what is not done by mistake: it says what will be, and asks once more. */
import { labelled } from '../i18n/phrases';
import { useState } from 'preact/hooks';
import { Dialog } from '../widgets/dialog';
import { adminWords } from './words';

interface Props {
  label: string;
  /** Of what it is done to. */
  name: string;
  sure: string;
  act: () => Promise<void>;
}

export function Sure({ label, name, sure, act }: Props) {
  const [asking, setAsking] = useState(false);
  const words = adminWords.value;
  const go = () => {
    setAsking(false);
    void act();
  };
  return (
    <>
      <button
        type="button"
        class="button button-small"
        aria-label={labelled(label, name)}
        onClick={() => setAsking(true)}
      >
        {label}
      </button>
      {asking && (
        <Dialog title={labelled(label, name)} onClose={() => setAsking(false)}>
          <p>{sure}</p>
          <div class="sheet-actions">
            <button type="button" class="button button-main" onClick={go}>
              {words.sure}
            </button>
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {words.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}
