/** A new draft from a Word file: how it is read, for whom its authors speak, and what becomes of its changes. */
import { useState } from 'preact/hooks';
import { t } from '../i18n';
import { draftPath, navigate } from '../router';
import { Dialog } from '../widgets/dialog';
import { Problem } from '../widgets/field';
import {
  CreateActions,
  keptNewDraft,
  NamingFields,
  PreviewHeading,
  readNaming,
  useNaming,
} from '../widgets/new_draft_form';
import { fileProblem } from './file_problem';
import { draftFromWord, outlineOfWord, type Choice, type WordOutline } from './word_calls';
import { readTags } from '../language_tags';
import { chosen, noChoices } from '../preview/bracket_choices';
import { useEditedOutline } from '../preview/edited_outline';
import { OutlinePreview } from '../preview/outline_preview';
import { WordReport } from './word_report';
import { fileWords } from './words';

interface NewFromWordProps {
  file: File;
  onBack: () => void;
  onClose: () => void;
}

const numbers = new WeakMap<File, number>();
let files = 0;

/** Two files differ, whatever they are called. */
function fileNumber(file: File): number {
  if (!numbers.has(file)) numbers.set(file, ++files);
  return numbers.get(file)!;
}

/** Holds what the dialog asks for, and reads the file anew when that changes how it is read. */
function useDraftOf(file: File) {
  const words = t.value.newDraft;
  const naming = useNaming();
  const { lang } = naming;
  const [changes, setChanges] = useState<Choice>('proposals');
  const [voices, setVoices] = useState<ReadonlyMap<string, string>>(new Map());
  const [choices, setChoices] = useState(noChoices);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const edited = useEditedOutline<WordOutline>({
    source: `${fileNumber(file)} ${changes}`,
    by: lang,
    read: (edits) => outlineOfWord(file, lang, changes, edits),
  });
  const { outline } = edited;

  async function create(event: Event) {
    event.preventDefault();
    const named = readNaming(naming, outline);
    if ('problem' in named) return setProblem(named.problem);
    setBusy(true);
    const brackets = outline ? chosen(outline, choices) : 'keep';
    try {
      const made = await draftFromWord(file, { ...named, changes, voices, edits: edited.edits, brackets });
      keptNewDraft.forget();
      navigate(draftPath(made.draft));
    } catch (error) {
      setProblem(`${words.failed} ${fileProblem(error)}`);
      setBusy(false);
    }
  }

  const unread = edited.problem ? fileProblem(edited.problem) : null;
  return {
    ...{ naming, changes, setChanges, voices, setVoices, choices, setChoices, edited, busy, create },
    problem: unread ?? problem,
  };
}

export function NewFromWord({ file, onBack, onClose }: NewFromWordProps) {
  const draft = useDraftOf(file);
  const { naming, changes, voices, choices, edited, problem, busy } = draft;
  const { outline } = edited;
  return (
    <Dialog title={t.value.newDraft.title} onClose={onClose} wide>
      <form onSubmit={draft.create}>
        <NamingFields naming={naming} outline={outline} />
        <div class={outline ? 'new-draft is-read' : 'new-draft'}>
          <section>
            <ChosenFile name={file.name} onBack={onBack} />
            {!problem && (
              <WordReport
                outline={outline}
                changes={changes}
                onChanges={draft.setChanges}
                voices={voices}
                onVoices={draft.setVoices}
              />
            )}
          </section>
          <section>
            <PreviewHeading outline={outline} />
            {outline ? (
              <OutlinePreview
                title={naming.title}
                text={null}
                lang={naming.lang}
                others={readTags(naming.others) ?? []}
                edited={edited}
                outline={outline}
                choices={choices}
                onChoices={draft.setChoices}
              />
            ) : (
              <p class="muted">{problem ? t.value.newDraft.previewEmpty : fileWords.value.reading}</p>
            )}
          </section>
        </div>
        {problem && <Problem>{problem}</Problem>}
        <CreateActions busy={busy} ready={edited.isCurrent} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Names the file, and takes it away again. */
function ChosenFile({ name, onBack }: { name: string; onBack: () => void }) {
  const words = fileWords.value;
  return (
    <>
      <h3 class="field-label">{words.source}</h3>
      <p>
        <strong>{name}</strong>{' '}
        <button type="button" class="button button-small" onClick={onBack}>
          {words.remove}
        </button>
      </p>
    </>
  );
}
