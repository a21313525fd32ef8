/** Where the editor lives: it is made outside the component tree and only told what changes. */
import { useEffect, useRef } from 'preact/hooks';
import { createEditor, type Editor, type EditorLabels, type EditorOptions } from '../../../editor';
import { refusalWords } from '../../refusal_words';
import { t } from '../../i18n';
import { delegationName, languageName } from '../../i18n/format';
import { toast } from '../../widgets/toast';
import { savedWords } from '../words/saved_words';
import type { Workspace } from '../workspace';

export function TextSurface({ ws }: { ws: Workspace }) {
  const mount = useRef<HTMLDivElement>(null);
  const langs = ws.shown.value;
  const labels = editorLabels();

  useEffect(() => {
    const options = editorOptions(ws, mount.current!);
    const [first, second] = langs;
    let editor: Editor | null = null;
    let left = false;
    const show = (made: Editor) => {
      editor = made;
      ws.editor.value = ws.finder.value = made;
      ws.textView = {
        goTo: (item) => void made.goToItem(item, { focus: true }),
        focus: () => made.focus(),
      };
    };
    if (second === undefined) show(createEditor({ ...options, lang: first! }));
    else
      void import('../../../editor/pair').then(
        ({ createPair }) => left || show(createPair({ ...options, langs: [first!, second] })),
      );
    return () => {
      left = true;
      ws.editor.value = ws.finder.value = null;
      ws.textView = null;
      editor?.destroy();
    };
  }, [ws, langs.join()]);

  useEffect(() => ws.editor.value?.setLabels(labels), [t.value]);
  return <div ref={mount} class="editor-mount" />;
}

/** What the editor asks the page for, and tells it. */
function editorOptions(ws: Workspace, mount: HTMLElement): Omit<EditorOptions, 'lang'> {
  return {
    draft: ws.draft,
    mount,
    labels: editorLabels(),
    readonly: !ws.mayWrite.value,
    onItemFocus: (item) => {
      ws.current.value = item;
      ws.lastItem.value = item ?? ws.lastItem.value;
    },
    onNotice: (code, item) => toast(whyNot(ws, code, item)),
    onLeftOut: () => toast(t.value.notice.leftOut),
    onFill: (request) => {
      ws.fill = request;
      ws.open('fill');
    },
    onRemoveMany: (items, done) => ws.askRemoval({ items, done }),
    onItemMenu: ({ item, anchor }) => ws.openItemMenu(item, anchor),
    onLink: (request) => {
      ws.link = request;
      ws.open('link');
    },
    onFind: (state) => (ws.found.value = state),
    onFindRequest: () => ws.startFinding(),
    onReplaceRequest: () => ws.startFinding(true),
    onGoToRequest: () => ws.open('goto'),
    onPrintRequest: () => ws.open('print'),
    onShortcutsRequest: () => ws.open('shortcuts'),
    onCommentRequest: () => ws.writeComment(),
  };
}

function editorLabels(): EditorLabels {
  const { status, stale, draft, item } = t.value;
  return {
    text: (lang) => draft.textIn(languageName(lang)),
    status: { review: status.review, agreed: status.agreed, approved: status.approved },
    stale: stale.label,
    handle: item.actions,
    delegation: delegationName,
  };
}

/** Why typing does nothing here, in terms of this item where there is one. */
function whyNot(ws: Workspace, code: string, id: string | null): string {
  const item = id === null ? undefined : ws.draft.view.items.get(id);
  if (code === 'readonly' && ws.mayWrite.value) return t.value.notice.viewOnly;
  if (code === 'readonly') return savedWords(ws.draft).text;
  if (item && (code === 'locked' || code === 'forbidden')) {
    return t.value.notice.statusWhy(t.value.status[item.status], ws.titleFor(item.id));
  }
  return refusalWords(code);
}
