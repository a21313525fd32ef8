/** What delegations report of a commitment; one's own can be written here. */
import { useState } from 'preact/hooks';
import { formatDate } from '../i18n/dates';
import { t } from '../i18n';
import type { FollowUp } from './follow_up';
import type { Row } from './table';
import { followWords } from './words';

export function ReportOn({ follow, row, may }: { follow: FollowUp; row: Row; may: boolean }) {
  const words = followWords.value;
  const [writing, setWriting] = useState(false);
  const mine = follow.ws.draft.you.value?.delegation;
  const own = row.reports.find(({ delegation }) => delegation === mine)?.words ?? '';
  return (
    <>
      {row.reports.length > 0 && (
        <ul class="follow-reports" aria-label={words.reports}>
          {row.reports.map(({ delegation, words: told, by, at }) => (
            <li key={delegation} title={words.saidBy(by, formatDate(at))}>
              <b>{delegation}</b>: {told}
            </li>
          ))}
        </ul>
      )}
      {may && !writing && (
        <button
          type="button"
          class="button button-small"
          aria-label={words.reportOn(row.number || row.handle)}
          onClick={() => setWriting(true)}
        >
          {words.report}
        </button>
      )}
      {writing && (
        <Writing
          words={own}
          save={(told) => {
            setWriting(false);
            if (told !== null && told !== own) void follow.say(row, 'report', told === '' ? null : told);
          }}
        />
      )}
    </>
  );
}

/** `save`: with null nothing changes. */
function Writing({ words, save }: { words: string; save: (told: string | null) => void }) {
  const [told, setTold] = useState(words);
  return (
    <form
      class="follow-writing"
      onSubmit={(event) => {
        event.preventDefault();
        save(told.trim());
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        save(null);
      }}
    >
      <textarea
        class="follow-input"
        rows={3}
        maxLength={1000}
        autofocus
        ref={(element) => element?.focus()}
        aria-label={followWords.value.report}
        value={told}
        onInput={(event) => setTold(event.currentTarget.value)}
      />
      <button type="submit" class="button button-small">
        {followWords.value.report}
      </button>
      <button type="button" class="button button-small" onClick={() => save(null)}>
        {t.value.app.cancel}
      </button>
    </form>
  );
}
