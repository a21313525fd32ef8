/** A new draft from a Word file: how it is read, for whom its authors speak, and what becomes of its changes. */
import { useEffect, useState } from 'preact/hooks';
import type { OutlineEntry } from '../../net/api';
import { inLang } from '../../text/direction';
import { t } from '../i18n';
import { draftPath, navigate } from '../router';
import { Dialog } from '../widgets/dialog';
import { Problem } from '../widgets/field';
import {
  CreateActions,
  NamingFields,
  PreviewHeading,
  readNaming,
  useNaming,
} from '../widgets/new_draft_form';
import { fileProblem } from './file_problem';
import { draftFromWord, outlineOfWord, type Choice, type WordOutline } from './word_calls';
import { WordReport } from './word_report';
import { fileWords } from './words';

interface NewFromWordProps {
  file: File;
  onBack: () => void;
  onClose: () => void;
}

/** Holds what the dialog asks for, and reads the file anew when that changes how it is read. */
function useDraftOf(file: File) {
  const words = t.value.newDraft;
  const naming = useNaming();
  const { lang } = naming;
  const [changes, setChanges] = useState<Choice>('proposals');
  const [voices, setVoices] = useState<ReadonlyMap<string, string>>(new Map());
  const [outline, setOutline] = useState<WordOutline | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    let wanted = true;
    setOutline(null);
    setProblem(null);
    outlineOfWord(file, lang, changes).then(
      (found) => wanted && setOutline(found),
      (error) => wanted && setProblem(fileProblem(error)),
    );
    return () => {
      wanted = false;
    };
  }, [file, lang, changes]);

  async function create(event: Event) {
    event.preventDefault();
    const named = readNaming(naming, outline);
    if ('problem' in named) return setProblem(named.problem);
    setBusy(true);
    try {
      navigate(draftPath((await draftFromWord(file, { ...named, changes, voices })).draft));
    } catch (error) {
      setProblem(`${words.failed} ${fileProblem(error)}`);
      setBusy(false);
    }
  }

  return { naming, changes, setChanges, voices, setVoices, outline, problem, busy, create };
}

export function NewFromWord({ file, onBack, onClose }: NewFromWordProps) {
  const { naming, changes, setChanges, voices, setVoices, outline, problem, busy, create } = useDraftOf(file);
  return (
    <Dialog title={t.value.newDraft.title} onClose={onClose} wide>
      <form onSubmit={create}>
        <NamingFields naming={naming} outline={outline} />
        <div class="new-draft">
          <section>
            <ChosenFile name={file.name} onBack={onBack} />
            {!problem && (
              <WordReport
                outline={outline}
                changes={changes}
                onChanges={setChanges}
                voices={voices}
                onVoices={setVoices}
              />
            )}
          </section>
          <section>
            <PreviewHeading outline={outline} />
            {outline ? (
              <Read outline={outline} lang={naming.lang} />
            ) : (
              <p class="muted">{problem ? t.value.newDraft.previewEmpty : fileWords.value.reading}</p>
            )}
          </section>
        </div>
        {problem && <Problem>{problem}</Problem>}
        <CreateActions busy={busy} ready={outline !== null} onClose={onClose} />
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

function Read({ outline, lang }: { outline: WordOutline; lang: string }) {
  const words = t.value.newDraft;
  return (
    <div class="outline" tabIndex={0} role="region" aria-label={words.preview}>
      <ul class="outline-list" {...inLang(lang)}>
        {outline.items.map((item: OutlineEntry, at: number) => (
          <li
            key={at}
            style={{ '--depth': item.depth - 1 }}
            class={item.kind === 'heading' ? 'outline-heading' : ''}
          >
            {item.number && <span class="outline-number">{item.number}</span>}
            <span>{item.text}</span>
          </li>
        ))}
      </ul>
      {outline.aside.length > 0 && (
        <div class="outline-aside">
          <strong>{fileWords.value.aside}</strong>
          <ul>
            {outline.aside.map((line, at) => (
              <li key={at} {...inLang(lang)}>
                {line}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
