/** The slider over the life of a draft: a native one, so it goes by mouse, touch and keys and is read aloud, with marks behind it. */
import { useRef } from 'preact/hooks';
import type { Life, Mark, People } from '../../record/life';
import { itemTitle } from '../draft/words/item_name';
import { t } from '../i18n';
import { formatDate, formatMoment } from '../i18n/dates';
import { Icon } from '../widgets/icon';
import { hueOfPerson, personName } from './person';
import type { Past } from './past';
import { pastWords } from './words';

interface Place {
  seq: number;
  kind: 'version' | 'gavel' | 'consult' | 'day';
  words: string;
}

/** What stands out, in order; of statuses those that settle an item, for that is when the gavel falls. */
export function placesOf(past: Past, life: Life): Place[] {
  const words = pastWords.value;
  const places: Place[] = [
    ...life.days.map(([seq, at]): Place => ({ seq, kind: 'day', words: formatDate(at) })),
    ...life.marks.flatMap((mark): Place[] => markPlace(past, mark)),
    ...life.versions.map((version): Place => ({ seq: version.of, kind: 'version', words: version.name })),
  ];
  return places.sort((a, b) => a.seq - b.seq || a.words.localeCompare(words.now));
}

function markPlace(past: Past, { type, seq, item, status }: Mark): Place[] {
  const words = pastWords.value;
  const name = item ? itemTitle(past.ws.view.value, item) : '';
  if (type === 'draft.adopt') return [{ seq, kind: 'gavel', words: words.adopted }];
  if (type === 'consult.open') return [{ seq, kind: 'consult', words: words.consultOpen(name) }];
  if (type === 'consult.close') return [{ seq, kind: 'consult', words: words.consultClose(name) }];
  if (status !== 'agreed' && status !== 'approved') return [];
  return [{ seq, kind: 'gavel', words: words.status(t.value.status[status], name) }];
}

export function Slider({ past, life }: { past: Past; life: Life }) {
  const words = pastWords.value;
  const shown = past.shown.value;
  const when = shown?.op ? formatMoment(shown.op.at) : '';
  const who = shown?.op ? personName(peopleOf(past, life), shown.op.by) : '';
  const said = [when, who, words.opOf(past.seq.value, life.seq)].filter(Boolean).join(' · ');
  const share = (seq: number) => (life.seq > 1 ? (seq - 1) / (life.seq - 1) : 1);
  return (
    <div class="past-slider">
      <div class="past-track">
        {placesOf(past, life).map(({ seq, kind, words: name }, at) => (
          <span
            key={at}
            class={`past-tick past-tick-${kind}`}
            style={{ insetInlineStart: `${share(seq) * 100}%` }}
            title={name}
            aria-hidden="true"
          />
        ))}
        <input
          type="range"
          min={1}
          max={life.seq}
          step={1}
          value={past.seq.value}
          aria-label={words.moment}
          aria-valuetext={said}
          onInput={(event) => void past.goTo(Number(event.currentTarget.value))}
        />
      </div>
      <p class="past-when" role="status">
        {shown?.op && (
          <span
            class="past-dot"
            style={{ '--hue': hueOfPerson(peopleOf(past, life), shown.op.by) }}
            aria-hidden="true"
          />
        )}
        {said}
      </p>
    </div>
  );
}

/** Those that the draft knows now, and those that the life names. */
function peopleOf(past: Past, life: Life): People {
  return { ...life.people, ...Object.fromEntries(past.ws.view.value.participants) };
}

export function SliderTools({ past, life }: { past: Past; life: Life }) {
  const words = pastWords.value;
  return (
    <div class="past-tools">
      <button type="button" class="button" onClick={() => void past.back()} disabled={past.seq.value <= 1}>
        <Icon name="back" /> {words.back}
      </button>
      <button type="button" class="button" aria-pressed={past.playing.value} onClick={() => past.play()}>
        {past.playing.value ? words.pause : words.play}
      </button>
      <button
        type="button"
        class="button"
        onClick={() => void past.forward()}
        disabled={past.seq.value >= past.last.value}
      >
        {words.forward}
      </button>
      <label>
        {words.steps}{' '}
        <select
          value={past.step.value}
          onChange={(event) => (past.step.value = event.currentTarget.value as 'op' | 'burst')}
        >
          <option value="burst">{words.byBurst}</option>
          <option value="op">{words.byOp}</option>
        </select>
      </label>
      <label>
        {words.show}{' '}
        <select
          value={past.look.value}
          onChange={(event) => void past.show(event.currentTarget.value as 'changes' | 'who')}
        >
          <option value="changes">{words.changes}</option>
          <option value="who">{words.who}</option>
        </select>
      </label>
      <Jump past={past} life={life} />
      <Clock past={past} />
      {past.ws.draft.langs.value.length > 1 && (
        <select
          aria-label={t.value.draft.text}
          value={past.lang.value}
          onChange={(event) => void past.setLang(event.currentTarget.value)}
        >
          {past.ws.draft.langs.value.map((lang) => (
            <option key={lang} value={lang}>
              {lang}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

/** To one's last visit, to what stands out, to now. */
function Jump({ past, life }: { past: Past; life: Life }) {
  const words = pastWords.value;
  return (
    <label>
      {words.jump}{' '}
      <select
        value=""
        onChange={(event) => {
          const seq = Number(event.currentTarget.value);
          event.currentTarget.value = '';
          if (seq) void past.goTo(seq);
        }}
      >
        <option value="">—</option>
        {past.ws.lastVisit > 0 && past.ws.lastVisit <= life.seq && (
          <option value={past.ws.lastVisit}>{words.jumpLeft}</option>
        )}
        {placesOf(past, life).map(({ seq, words: name }, at) => (
          <option key={at} value={seq}>
            {name}
          </option>
        ))}
        <option value={life.seq}>{words.now}</option>
      </select>
    </label>
  );
}

/** To a time of the clock. */
function Clock({ past }: { past: Past }) {
  const words = pastWords.value;
  const time = useRef<HTMLInputElement>(null);
  return (
    <form
      class="past-clock"
      onSubmit={(event) => {
        event.preventDefault();
        const at = new Date(time.current!.value).getTime();
        if (!Number.isNaN(at)) void past.goToTime(at);
      }}
    >
      <label>
        {words.jumpTime} <input type="datetime-local" step="1" ref={time} />
      </label>
      <button type="submit" class="button button-small">
        {words.jumpGo}
      </button>
    </form>
  );
}
