/** One delegation of a meeting: what it is called in each language, its kind, and its end there. */
import { locale } from '../i18n';
import { languageName } from '../i18n/format';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import type { Delegation, DelegationKind, Meeting } from './calls';
import { delegationWords, type Desk } from './desk';
import { keepingWords } from './keeping_words';
import { Sure } from './person_dialog';
import { meetingWords } from './words';

interface Props {
  desk: Desk;
  meeting: Meeting;
  delegation: Delegation;
  onClose: () => void;
}

export function DelegationDialog({ desk, meeting, delegation, onClose }: Props) {
  const words = keepingWords.value;
  const { delegations } = meeting.meeting;
  const keep = async (changed: Delegation[]) => {
    if (await desk.act(() => desk.calls.change(meeting.revision, { delegations: changed }))) onClose();
  };
  const rename = (fields: Partial<Delegation>) =>
    keep(delegations.map((one) => (one.code === delegation.code ? { ...one, ...fields } : one)));
  const remove = () => keep(delegations.filter(({ code }) => code !== delegation.code));
  const people = desk.people.value.filter(
    (one) => one.delegation === delegation.code && one.revoked === null,
  );
  return (
    <Dialog title={words.change(delegationWords(meeting, delegation.code))} onClose={onClose}>
      {desk.problem.value && <Problem>{desk.problem.value}</Problem>}
      <Names meeting={meeting} delegation={delegation} onSave={rename} />
      <section class="meeting-part">
        <p class="muted">{words.removeHint(people.length)}</p>
        <Sure label={words.remove} sure={words.removeSure} act={remove} />
      </section>
    </Dialog>
  );
}

interface NamesProps {
  meeting: Meeting;
  delegation: Delegation;
  onSave: (fields: Partial<Delegation>) => Promise<void>;
}

function Names({ meeting, delegation, onSave }: NamesProps) {
  const words = meetingWords.value;
  const langs = [
    ...new Set([...(meeting.meeting.langs ?? [locale.value]), ...Object.keys(delegation.names)]),
  ];
  const save = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const names: Record<string, string> = {};
    for (const lang of langs) {
      const name = String(form.get(`name.${lang}`)).trim();
      if (name) names[lang] = name;
    }
    void onSave({ names, kind: form.get('kind') as DelegationKind });
  };
  return (
    <form onSubmit={save}>
      {langs.map((lang) => (
        <Field key={lang} label={keepingWords.value.nameIn(languageName(lang))}>
          <input name={`name.${lang}`} lang={lang} defaultValue={delegation.names[lang] ?? ''} />
        </Field>
      ))}
      <Field label={words.kind}>
        <select name="kind" defaultValue={delegation.kind}>
          {Object.entries(words.kinds).map(([kind, name]) => (
            <option key={kind} value={kind} selected={kind === delegation.kind}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <div class="sheet-actions">
        <button type="submit" class="button button-main">
          {words.save}
        </button>
      </div>
    </form>
  );
}
