/** The minutes, as the server draws them up from the log, to be read here and taken along. */
import { labelled } from '../i18n/phrases';
import { useEffect, useState } from 'preact/hooks';
import { inLang } from '../../text/direction';
import type { Past } from './past';
import { pastWords } from './words';

interface Line {
  heading?: string;
  text?: string;
}

interface Page {
  title: string;
  sections: { title: string; lines: Line[] }[];
}

const FORMATS = ['docx', 'html', 'md', 'txt'];

export function Minutes({ past }: { past: Past }) {
  const words = pastWords.value;
  const [page, setPage] = useState<Page | null>(null);
  const [failed, setFailed] = useState(false);
  const lang = past.lang.value;
  useEffect(() => {
    past.ws.api
      .look<Page>(past.ws.draft.id, `/minutes?format=json&lang=${encodeURIComponent(lang)}`)
      .then(setPage, () => setFailed(true));
  }, [lang]);
  return (
    <div class="past-body" tabIndex={0} role="region" aria-label={words.parts.minutes}>
      <p class="past-tools">
        {labelled(words.download, '')}
        {FORMATS.map((format) => (
          <a
            key={format}
            class="past-link"
            download={`${past.ws.draft.id}.${format}`}
            href={`/api/drafts/${past.ws.draft.id}/minutes?format=${format}&lang=${lang}`}
          >
            {format}
          </a>
        ))}
      </p>
      {failed && <p role="alert">{words.failed}</p>}
      {!page && !failed && <p role="status">{words.loading}</p>}
      {page && (
        <article class="document past-minutes" {...inLang(lang)}>
          <h3 class="document-title">{page.title}</h3>
          {page.sections.map((section) => (
            <section key={section.title}>
              <h4 class="document-heading">{section.title}</h4>
              {section.lines.map((line, at) =>
                line.heading === undefined ? (
                  <p key={at}>{line.text}</p>
                ) : (
                  <h5 key={at} class="document-heading">
                    {line.heading}
                  </h5>
                ),
              )}
            </section>
          ))}
        </article>
      )}
    </div>
  );
}
