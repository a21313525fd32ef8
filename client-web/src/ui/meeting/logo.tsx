/** The logo of a meeting: one image, of a kind that holds no scripts. */
import { useState } from 'preact/hooks';
import { Field, Problem } from '../widgets/field';
import { logoUrl, type Meeting } from './calls';
import type { Desk } from './desk';
import { keepingWords } from './keeping_words';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
const MOST_BYTES = 131072;

export function Logo({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const [unfit, setUnfit] = useState(false);
  const words = keepingWords.value;
  const choose = (file: File | undefined) => {
    const fits = file !== undefined && TYPES.includes(file.type) && file.size <= MOST_BYTES;
    setUnfit(file !== undefined && !fits);
    if (file && fits) void desk.act(() => desk.calls.setLogo(file));
  };
  return (
    <section class="meeting-part">
      {meeting.logo && <img class="meeting-logo" src={logoUrl(meeting)} alt={words.logo} />}
      <Field label={words.logo} hint={words.logoHint}>
        <input type="file" accept={TYPES.join(',')} onChange={(e) => choose(e.currentTarget.files?.[0])} />
      </Field>
      {unfit && <Problem>{words.logoUnfit}</Problem>}
      {meeting.logo && (
        <button type="button" class="button" onClick={() => void desk.act(desk.calls.removeLogo)}>
          {words.logoRemove}
        </button>
      )}
    </section>
  );
}
