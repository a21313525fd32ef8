// Proposals, positions, comments and consultations as protocol/negotiation.md describes them, for the model of the tests.
import { comeBack, followRange, quoteOf } from './ranges.mjs';

export class NegotiationModel {
  constructor({ proposals = [], positions = [], comments = [], consultations = [], versions = [], ...afterwards } = {}) {
    const { cosigners = [], cosigning, cosignatures = [], follows, follow_up = [] } = afterwards;
    Object.assign(this, structuredClone({ proposals, positions, comments, consultations, versions }));
    Object.assign(this, structuredClone({ cosigners, cosigning, cosignatures, follows, follow_up }));
  }

  snapshot() {
    const { proposals, positions, comments, consultations, versions, cosigners, cosigning, cosignatures, follows, follow_up } =
      this;
    return structuredClone({
      proposals,
      positions,
      comments,
      consultations,
      ...(versions.length && { versions }),
      ...(cosigners.length && { cosigners }),
      ...(cosigning && { cosigning }),
      ...(cosignatures.length && { cosignatures }),
      ...(follows && { follows }),
      ...(follow_up.length && { follow_up }),
    });
  }

  proposal(id) {
    return this.proposals.find((proposal) => proposal.id === id);
  }

  comment(id) {
    return this.comments.find((comment) => comment.id === id);
  }

  isAdded(item) {
    return this.proposals.some((proposal) => proposal.state === 'open' && proposal.act === 'add' && proposal.item === item);
  }

  /** Ids of open proposals that are for the item or mark words of it. */
  openIn(model, id) {
    const marked = Object.values(model.item(id).texts).flatMap((text) =>
      text.ops.flatMap((part) => Object.keys(part.attributes ?? {})),
    );
    return this.proposals
      .filter((proposal) => proposal.state === 'open')
      .filter(
        (proposal) => proposal.item === id || marked.includes(`ins:${proposal.id}`) || marked.includes(`del:${proposal.id}`),
      )
      .map((proposal) => proposal.id);
  }

  /** `op`: seq, by, at. The model is as it is after the change. */
  apply(model, change, op) {
    kinds[change.type]?.(this, change, op, model);
    for (const comment of this.comments) {
      if (comment.parent !== null) continue;
      const about = change.item === comment.item;
      followRange(comment, change);
      if (about && comment.quote !== undefined) comeBack(comment, change, model.words(comment.item, comment.lang));
    }
    for (const comment of this.comments) if (comment.parent !== null) comment.item = this.comment(comment.parent).item;
    if (change.type !== 'item.merge') return;
    for (const proposal of this.proposals) if (proposal.item === change.item) proposal.item = change.into;
  }
}

const decide = (state) => (negotiation, change, op) =>
  Object.assign(negotiation.proposal(change.proposal), { state, closed: op.seq, closer: op.by, closed_at: op.at });

const delegationOf = (model, op) => model.participants.get(op.by)?.delegation;
const given = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null));

/** Of the words that the delta chooses, those with the proposal's mark: the first 200 units; undefined where there are none. */
function chosenWords(text, { proposal, delta }, kind) {
  const mark = `${kind}:${proposal}`;
  const marked = text.ops.flatMap(({ insert, attributes }) => Array(insert.length).fill(attributes?.[mark] === true));
  const chosen = delta.ops.flatMap(({ retain, attributes }) => Array(retain).fill(attributes?.[mark] === null));
  const words = text.ops.map(({ insert }) => insert).join('');
  let found = '';
  for (let at = 0; at < chosen.length; at++) if (chosen[at] && marked[at]) found += words[at];
  return found.slice(0, 200).replace(/[\ud800-\udbff]$/, '') || undefined;
}

const kinds = {
  'proposal.add'(negotiation, { proposal, item, act = 'text', group, note }, op, model) {
    const author = given({ delegation: delegationOf(model, op), group, note });
    const rest = { support: [], filed: false, state: 'open', seq: op.seq, at: op.at };
    negotiation.proposals.push({ id: proposal, item, act, by: op.by, ...author, ...rest });
  },
  'proposal.file'(negotiation, { proposal, note }) {
    Object.assign(negotiation.proposal(proposal), { filed: true }, given({ note }));
  },
  'proposal.support'(negotiation, { proposal, support, delegations }, op, model) {
    const codes = delegations ?? [delegationOf(model, op)];
    const found = negotiation.proposal(proposal);
    found.support = found.support.filter((other) => !codes.includes(other));
    if (support) found.support.push(...codes);
  },
  'proposal.accept': decide('accepted'),
  'proposal.reject': decide('rejected'),
  'proposal.withdraw': decide('withdrawn'),
  'proposal.part'(negotiation, change, op, model) {
    const { proposal, item, lang, accept } = change;
    const text = model.item(item).texts[lang];
    const words = given({ ins: chosenWords(text, change, 'ins'), del: chosenWords(text, change, 'del') });
    const found = negotiation.proposal(proposal);
    found.parts = [...(found.parts ?? []), { seq: op.seq, at: op.at, by: op.by, accept, lang, ...words }];
  },
  'proposal.group'(negotiation, { proposal, group }) {
    const found = negotiation.proposal(proposal);
    if (group === null) delete found.group;
    else found.group = group;
  },
  'proposal.reopen'(negotiation, { proposal, seq }) {
    const found = negotiation.proposal(proposal);
    if (seq !== undefined) {
      found.parts = found.parts.filter((part) => part.seq !== seq);
      if (found.parts.length === 0) delete found.parts;
      return;
    }
    found.state = 'open';
    for (const field of ['closed', 'closer', 'closed_at']) delete found[field];
  },
  'position.set'(negotiation, { item, position, note }, op, model) {
    const delegation = delegationOf(model, op);
    const entry = { item, delegation, position, ...given({ note }), by: op.by, seq: op.seq, at: op.at };
    const at = negotiation.positions.findIndex((one) => one.item === item && one.delegation === delegation);
    if (at < 0) negotiation.positions.push(entry);
    else negotiation.positions[at] = entry;
  },
  'comment.add'(negotiation, { comment, item, parent, text, lang, anchor, head }, op, model) {
    const range = lang === undefined ? {} : { lang, anchor, head, ...quoteOf(model.words(item, lang), anchor, head) };
    negotiation.comments.push({
      id: comment,
      item,
      parent,
      by: op.by,
      text,
      ...range,
      resolved: false,
      removed: false,
      seq: op.seq,
      at: op.at,
    });
  },
  'comment.edit'(negotiation, { comment, text }, op) {
    Object.assign(negotiation.comment(comment), { text, edited: op.at });
  },
  'comment.remove'(negotiation, { comment }) {
    Object.assign(negotiation.comment(comment), { text: '', removed: true });
    for (const field of ['quote', 'lead']) delete negotiation.comment(comment)[field];
  },
  'comment.resolve'(negotiation, { comment, resolved }) {
    negotiation.comment(comment).resolved = resolved;
  },
  'consult.open'(negotiation, { item, delegations, until, silence = false }, op) {
    negotiation.consultations.push({ item, delegations, until, silence, by: op.by, seq: op.seq, at: op.at, state: 'open' });
  },
  'version.add'(negotiation, { version, name, seq }, op) {
    negotiation.versions.push({ id: version, name, of: seq ?? op.seq, by: op.by, seq: op.seq, at: op.at });
  },
  'cosign.key'(negotiation, { key, ended }, op, model) {
    if (ended) negotiation.cosigners.find((one) => one.key === key).ended = op.seq;
    else {
      const { delegation } = model.participants.get(op.by);
      negotiation.cosigners.push({ key, delegation, by: op.by, seq: op.seq, at: op.at });
    }
  },
  'cosign.ask'(negotiation, { delegations, note }, op) {
    const of = negotiation.cosigning?.of ?? op.seq;
    const asked = { of, delegations, ...(note && { note }), by: op.by, seq: op.seq, at: op.at };
    negotiation.cosigning = delegations.length ? asked : undefined;
  },
  'cosign.add'(negotiation, { seq: of, key, signature }, op) {
    negotiation.cosignatures.push({ of, key, signature, by: op.by, seq: op.seq, at: op.at });
  },
  'follow.from'(negotiation, { draft }) {
    negotiation.follows = draft ?? undefined;
  },
  'follow.set'(negotiation, { item, row, field, value }, op, model) {
    const place = { item, row, field, ...(field === 'report' && { delegation: model.participants.get(op.by).delegation }) };
    const said = { ...place, value: value ?? null, by: op.by, seq: op.seq, at: op.at };
    const isHere = (one) => Object.entries(place).every(([key, held]) => one[key] === held);
    const at = negotiation.follow_up.findIndex(isHere);
    negotiation.follow_up.splice(at < 0 ? negotiation.follow_up.length : at, 1, said);
  },
  'consult.close'(negotiation, { item, state }, op, model) {
    const running = negotiation.consultations.find((one) => one.item === item && one.state === 'open');
    Object.assign(running, { state: state ?? endOf(negotiation, running, op, model), closed: op.seq, closer: op.by });
  },
};

function endOf(negotiation, { item, delegations, silence }, op, model) {
  if (op.by !== 'system') return model.participants.get(op.by)?.role === 'delegation' ? 'broken' : 'closed';
  if (!silence || !model.isThere(item)) return 'expired';
  const objects = (one) => one.item === item && one.position === 'object' && delegations.includes(one.delegation);
  return negotiation.positions.some(objects) || negotiation.openIn(model, item).length > 0 ? 'broken' : 'kept';
}
