/**
 * The draft as the document should show it: what an event of the open draft does to the document, and what changes the
 * looks of all of it at once: who this person is, and who makes which proposals.
 */
import type { Node } from 'prosemirror-model';
import type { EditorState, Transaction } from 'prosemirror-state';
import type { OpenDraft, ViewEvent } from '../../app/open_draft';
import { bracketLabel, type Labelled } from '../../draft/bracket_label';
import { NO_NEGOTIATION, sponsorsOfAll, type Negotiation } from '../../draft/negotiation';
import { permission, textAction } from '../../draft/policy/rights';
import type { Change, Lang, TextChange } from '../../wire/types';
import { hueOf } from '../hue';
import type { Sponsors } from './attributes';
import type { PointRange } from './points';
import { Projection } from './projection';
import { carried, onlyText, redrawAll, redrawText, settleText } from './redraw';

export class Drawing {
  private readonly projection: Projection;
  private rights = '';
  private proposals: Negotiation['proposals'] = NO_NEGOTIATION.proposals;

  constructor(
    private readonly draft: OpenDraft,
    private readonly lang: Lang,
    private readonly nameOf: (delegation: string) => string,
  ) {
    this.projection = new Projection(lang, (bracket) => this.sponsorsOf(bracket));
  }

  /** The whole document. */
  nodes(): readonly Node[] {
    return this.projection.nodes(this.draft.view);
  }

  /** What others did, or this person by undoing, or in the other language. */
  after(state: EditorState, event: ViewEvent): Transaction {
    if (event.type === 'reset') {
      this.syncRights();
      this.syncProposals();
      return this.all(state, [], carried(state, event.through, this.lang));
    }
    if (onlyText(event.changes) && !this.syncProposals())
      return redrawText(state, this.projection, this.draft.view, event.changes);
    this.syncRights();
    this.syncProposals();
    return this.all(state, event.changes);
  }

  /** After any changes; `range` is where the selection is to be, if not where the changes carry it. */
  all(state: EditorState, changes: readonly Change[] = [], range?: PointRange): Transaction {
    return redrawAll(state, this.projection, this.draft.view, changes, range);
  }

  /** After words that the browser has put into the document itself. */
  settled(state: EditorState, changes: readonly TextChange[]): Transaction {
    return settleText(state, this.projection, this.draft.view, changes);
  }

  /** What may be written depends on who one is and on whether the draft is adopted; true where that has changed. */
  syncRights(): boolean {
    const { you, view } = this.draft;
    const role = view.adopted ? null : (you.value?.role ?? null);
    const action = textAction(view, this.lang);
    const rights = `${role} ${action}`;
    if (rights === this.rights) return false;
    this.rights = rights;
    this.projection.setWritable((status) => role !== null && permission(role, action, status) !== 'never');
    return true;
  }

  /** Brackets name their authors: when proposals change, so may any of them. */
  private syncProposals(): boolean {
    const { proposals } = this.draft.view.negotiation;
    if (proposals === this.proposals) return false;
    this.proposals = proposals;
    this.projection.forgetMarks();
    return true;
  }

  /** Who makes proposals, as the brackets say it: each name once. */
  sponsorsOf(bracket: Labelled): Sponsors {
    const { view, you } = this.draft;
    const [first = ''] = sponsorsOfAll(view, bracket.proposals, you.value);
    return { who: bracketLabel(view, this.lang, bracket, this.nameOf, you.value), hue: hueOf(first) };
  }
}
