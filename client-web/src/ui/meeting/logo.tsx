/** The logo of a meeting: one image, of a kind that holds no scripts. */
import { useState } from 'preact/hooks';
import { Problem } from '../widgets/field';
import { FileButton } from '../widgets/file_button';
import { logoUrl, type Meeting } from './calls';
import type { Desk } from './desk';
import { keepingWords } from './keeping_words';

const TYPES = ['image/png', 'image/jpeg', 'image/webp'];
const MOST_BYTES = 131072;

export function Logo({ desk, meeting }: { desk: Desk; meeting: Meeting }) {
  const [unfit, setUnfit] = useState(false);
  const words = keepingWords.value;
  const choose = (file: File) => {
    const fits = TYPES.includes(file.type) && file.size <= MOST_BYTES;
    setUnfit(!fits);
    if (fits) void desk.act(() => desk.calls.setLogo(file));
  };
  return (
    <section class="meeting-part">
      {meeting.logo && <img class="meeting-logo" src={logoUrl(meeting)} alt={words.logo} />}
      <h3>{words.logo}</h3>
      <p class="muted">{words.logoHint}</p>
      <FileButton label={words.logoChoose} accept={TYPES.join(',')} onFile={choose} />
      {unfit && <Problem>{words.logoUnfit}</Problem>}
      {meeting.logo && (
        <button type="button" class="button" onClick={() => void desk.act(desk.calls.removeLogo)}>
          {words.logoRemove}
        </button>
      )}
    </section>
  );
}
