/**
 * A new text from a pasted one. While it is pasted, the server says how it would understand it, so that a wrong
 * number or a lost heading is seen before anything is created.
 */
import { useState } from 'preact/hooks';
import type { OutlineEdit } from '../../net/api';
import { inLang } from '../../text/direction';
import { readTags } from '../language_tags';
import { api } from '../server';
import { t } from '../i18n';
import { FileChoice } from '../files/file_choice';
import { NewFromWord } from '../files/new_from_word';
import { chosen, noChoices, type BracketChoices } from '../preview/bracket_choices';
import { useEditedText, type EditedOutline } from '../preview/edited_outline';
import { OutlinePreview } from '../preview/outline_preview';
import { textProblem } from '../preview/text_problem';
import { draftPath, navigate } from '../router';
import { Dialog } from '../widgets/dialog';
import { Field, Problem } from '../widgets/field';
import {
  CreateActions,
  keptNewDraft,
  NamingFields,
  PreviewHeading,
  readNaming,
  useNaming,
  type Named,
  type Naming,
} from '../widgets/new_draft_form';

export function NewDraftDialog({ onClose }: { onClose: () => void }) {
  const words = t.value.newDraft;
  const naming = useNaming();
  const [text, setText] = keptNewDraft.use('text', '');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const [file, setFile] = useState<File | null>(null);

  const edited = useEditedText(text, naming.lang, keptNewDraft.use<readonly OutlineEdit[]>('edits', []));
  const { outline, isCurrent } = edited;
  const [choices, setChoices] = keptNewDraft.use('choices', noChoices);
  const unread = edited.problem && text.trim() ? textProblem(edited.problem) : null;

  async function create(event: Event) {
    event.preventDefault();
    const named = readNaming(naming, outline);
    if ('problem' in named) return setProblem(named.problem);
    setBusy(true);
    try {
      const made = await draftFromText(named, { text, edited, choices });
      keptNewDraft.forget();
      navigate(draftPath(made));
    } catch (error) {
      setProblem(`${words.failed} ${textProblem(error)}`);
      setBusy(false);
    }
  }

  if (file) return <NewFromWord file={file} onBack={() => setFile(null)} onClose={onClose} />;
  return (
    <Dialog title={words.title} onClose={onClose} wide>
      <form onSubmit={create}>
        <NamingFields naming={naming} outline={outline} />
        <div class={outline ? 'new-draft is-read' : 'new-draft'}>
          <div>
            <FileChoice onFile={setFile} onText={setText} />
            <Field label={words.text} hint={words.textHint}>
              <textarea
                value={text}
                {...inLang(naming.lang)}
                onInput={(e) => setText(e.currentTarget.value)}
              />
            </Field>
          </div>
          <ReadAs text={text} edited={edited} choices={choices} naming={naming} onChoices={setChoices} />
        </div>
        {(unread ?? problem) && <Problem>{unread ?? problem}</Problem>}
        <CreateActions
          busy={busy}
          ready={text.trim() !== '' && (isCurrent || unread !== null)}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** A pasted text, and what somebody changed in its reading. */
interface Pasted {
  text: string;
  edited: EditedOutline;
  choices: BracketChoices;
}

/** Makes the draft and returns its id. */
async function draftFromText(
  { title, ...named }: Named,
  { text, edited: { outline, edits }, choices }: Pasted,
): Promise<string> {
  const lang = named.langs[0]!;
  const made = await api.createDraft({
    title: { [lang]: title },
    ...named,
    text,
    lang,
    edits,
    brackets: outline ? chosen(outline, choices) : 'keep',
  });
  return made.draft;
}

interface ReadAsProps extends Pasted {
  naming: Naming;
  onChoices: (choices: BracketChoices) => void;
}

/** Shows how the server understands the text, once there is one. */
function ReadAs({ text, edited, choices, naming: { title, lang, others }, onChoices }: ReadAsProps) {
  const { outline } = edited;
  return (
    <section>
      <PreviewHeading outline={outline} />
      {outline ? (
        <OutlinePreview
          title={title}
          text={text}
          lang={lang}
          others={readTags(others) ?? []}
          edited={edited}
          outline={outline}
          choices={choices}
          onChoices={onChoices}
        />
      ) : (
        <p class="muted">{t.value.newDraft.previewEmpty}</p>
      )}
    </section>
  );
}
