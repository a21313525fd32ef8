// An independent fold of ops to the state of a draft, in plain JavaScript: the twin that the server is compared with.
// It trusts what it is given (the log holds only what the server accepted) and knows nothing of rights or transformation.
import Delta from 'quill-delta';
import { came, carried, freeze, frozenPath, joined, moved, renumber } from './frozen_names.mjs';
import { newHandle, told, untold } from './handles.mjs';
import { NegotiationModel } from './negotiation_model.mjs';

/** A Delta from either wire form: {"ops":[…]} or the bare array. */
export function toDelta(json) {
  return new Delta(structuredClone(json.ops ?? json));
}

export function lengthOf(delta) {
  return delta.length();
}

/** The words alone. */
export function plainText(delta) {
  return delta.ops.map((op) => op.insert).join('');
}

/** A text by its length and a hash: FNV-1a over UTF-16, little-endian, of the words of each insert and its formats, in lines. */
export function fingerprint(text) {
  const lines = text.ops.flatMap(({ insert, attributes = {} }) => [
    insert,
    ...Object.keys(attributes)
      .sort()
      .map((name) => `${name}=${attributes[name]}`),
  ]);
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf16le')) hash = Math.imul(hash ^ byte, 0x01000193);
  return `${text.length()}-${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

export class Model {
  constructor(id) {
    this.id = id;
    this.title = {};
    this.langs = [];
    this.adopted = false;
    this.seq = 0;
    this.head = '';
    this.items = new Map(); // id -> item, tombstones too
    this.children = new Map([[null, []]]); // parent id -> ids in order, tombstones too
    this.participants = new Map(); // id -> participant, with what is known of their seat
    this.acts = 0; // so many things were done to seats
    this.negotiation = new NegotiationModel();
  }

  static fromSnapshot(snapshot) {
    const model = new Model(snapshot.id);
    model.title = structuredClone(snapshot.title);
    model.langs = [...snapshot.langs];
    model.numbering = structuredClone(snapshot.numbering);
    if (snapshot.frozen) model.frozen = { ...snapshot.frozen };
    model.adopted = snapshot.adopted;
    model.seq = snapshot.seq;
    model.head = snapshot.head;
    for (const item of snapshot.items) {
      const texts = Object.entries(item.texts).map(([lang, json]) => [lang, toDelta(json)]);
      model.items.set(item.id, {
        id: item.id,
        handle: untold(item),
        parent: item.parent,
        kind: item.kind,
        status: item.status,
        removed: item.removed,
        texts: Object.fromEntries(texts),
        changed: { ...item.changed },
        aligned: { ...item.aligned },
        ...(item.aligned_to && { aligned_to: { ...item.aligned_to } }),
        ...(item.kin && { kin: item.kin }),
        ...(item.override && { override: { ...item.override } }),
        ...(item.removal && { removal: { ...item.removal } }),
        ...(item.start && { start: item.start }),
        ...(item.name && { name: item.name }),
        ...(item.frozen && { frozen: { ...item.frozen } }),
      });
      model.children.set(item.id, model.children.get(item.id) ?? []);
      model.siblings(item.parent).push(item.id);
    }
    model.negotiation = new NegotiationModel(snapshot);
    for (const participant of snapshot.participants) model.participants.set(participant.id, structuredClone(participant));
    model.acts = snapshot.acts ?? 0;
    return model;
  }

  clone() {
    return Model.fromSnapshot(this.snapshot());
  }

  siblings(parent) {
    if (!this.children.has(parent)) this.children.set(parent, []);
    return this.children.get(parent);
  }

  item(id) {
    const item = this.items.get(id);
    if (!item) throw new Error(`no item ${id} at seq ${this.seq}`);
    return item;
  }

  text(id, lang) {
    return this.item(id).texts[lang] ?? new Delta();
  }

  words(id, lang) {
    return plainText(this.text(id, lang));
  }

  /** Neither it nor anything above it is removed. */
  isThere(id) {
    for (let item = this.items.get(id); item; item = this.items.get(item.parent)) {
      if (item.removed) return false;
      if (item.parent === null) return true;
    }
    return false;
  }

  depth(id) {
    return id === null ? 0 : 1 + this.depth(this.item(id).parent);
  }

  isBelow(id, above) {
    for (let at = this.item(id).parent; at !== null; at = this.item(at).parent) if (at === above) return true;
    return false;
  }

  /** Ids in document order, tombstones too. */
  *order(parent = null) {
    for (const id of this.siblings(parent)) {
      yield id;
      yield* this.order(id);
    }
  }

  /** Ids in document order of what is there. */
  visible() {
    return [...this.order()].filter((id) => this.isThere(id));
  }

  apply(op) {
    if (op.seq !== this.seq + 1) throw new Error(`op ${op.seq} after ${this.seq}`);
    for (const change of op.changes) this.applyChange(change, op.seq, op);
    this.seq = op.seq;
  }

  applyChange(change, seq, { by = '', at = 0 } = {}) {
    const apply = kinds[change.type];
    if (!apply && !/^(proposal|position|comment|consult|version|cosign|follow)\./.test(change.type))
      throw new Error(`unknown change ${change.type}`);
    apply?.(this, change, seq, { by, at });
    this.negotiation.apply(this, change, { seq, by, at });
  }

  writeText(item, lang, delta, seq) {
    this.setText(item, lang, (item.texts[lang] ?? new Delta()).compose(delta), seq);
  }

  /** A language that was said to match just these words of the original matches them again. */
  setText(item, lang, text, seq) {
    item.texts[lang] = text;
    item.changed[lang] = seq;
    if (lang !== this.langs[0]) return;
    for (const [other, original] of Object.entries(item.aligned_to ?? {}))
      if (original === fingerprint(text)) item.aligned[other] = seq;
  }

  /** What was done to seats is numbered without a gap. */
  countAct(act) {
    if (act !== this.acts + 1) throw new Error(`act ${act} after ${this.acts}`);
    this.acts = act;
  }

  seat(id) {
    const holder = [...this.participants.values()].find(({ seat }) => seat?.id === id);
    if (!holder) throw new Error(`no seat ${id} at seq ${this.seq}`);
    return holder.seat;
  }

  create(id, kind, status, parent, after) {
    if (this.items.has(id)) throw new Error(`item ${id} exists`);
    const handle = newHandle(id, new Set([...this.items.values()].map((item) => item.handle)));
    this.items.set(id, { id, handle, parent, kind, status, removed: false, texts: {}, changed: {}, aligned: {} });
    this.children.set(id, []);
    this.place(id, parent, after);
    return this.item(id);
  }

  place(id, parent, after) {
    const siblings = this.siblings(parent);
    const at = after === null ? 0 : siblings.indexOf(after) + 1;
    if (after !== null && at === 0) throw new Error(`${after} is not a child of ${parent}`);
    siblings.splice(at, 0, id);
    this.item(id).parent = parent;
  }

  detach(id) {
    const siblings = this.siblings(this.item(id).parent);
    siblings.splice(siblings.indexOf(id), 1);
  }

  /** The root of the items that words of this one came from or went to. */
  family(id) {
    const { kin } = this.item(id);
    return kin ? this.family(kin) : id;
  }

  moveChildren(from, to) {
    for (const id of this.siblings(from)) {
      this.item(id).parent = to;
      this.siblings(to).push(id);
    }
    this.children.set(from, []);
  }

  /** The draft as the server's canonical snapshot gives it, as far as this fold knows it. */
  snapshot() {
    const items = [...this.order()].map((id) => {
      const item = this.item(id);
      const texts = Object.entries(item.texts).map(([lang, delta]) => [lang, { ops: structuredClone(delta.ops) }]);
      return {
        id,
        ...told(item.handle),
        parent: item.parent,
        kind: item.kind,
        status: item.status,
        texts: Object.fromEntries(texts),
        removed: item.removed,
        changed: { ...item.changed },
        aligned: { ...item.aligned },
        ...(item.aligned_to && { aligned_to: { ...item.aligned_to } }),
        ...(item.kin && { kin: item.kin }),
        ...(item.override && { override: { ...item.override } }),
        ...(item.removal && { removal: { ...item.removal } }),
        ...(item.start && { start: item.start }),
        ...(item.name && { name: item.name }),
        ...(item.frozen && { frozen: { ...item.frozen } }),
      };
    });
    return {
      id: this.id,
      title: { ...this.title },
      langs: [...this.langs],
      ...(this.numbering && { numbering: structuredClone(this.numbering) }),
      ...(this.frozen && { frozen: { ...this.frozen } }),
      adopted: this.adopted,
      seq: this.seq,
      head: this.head,
      items,
      participants: [...this.participants.values()].map((participant) => structuredClone(participant)),
      ...(this.acts && { acts: this.acts }),
      ...this.negotiation.snapshot(),
    };
  }
}

const kinds = {
  text(model, change, seq) {
    model.writeText(model.item(change.item), change.lang, toDelta(change.delta), seq);
  },

  'item.add'(model, change, seq) {
    const status = model.negotiation.isAdded(change.item) ? 'review' : 'open';
    const item = model.create(change.item, change.kind, status, change.parent, change.after);
    for (const [lang, json] of Object.entries(change.texts ?? {})) model.writeText(item, lang, toDelta(json), seq);
    came(model, change.item);
  },

  'item.move'(model, change) {
    const path = frozenPath(model, change.item);
    model.detach(change.item);
    model.place(change.item, change.parent, change.after);
    moved(model, change.item, path);
  },

  'item.remove'(model, change, seq, { by, at }) {
    const item = model.item(change.item);
    item.removed = true;
    item.removal = { by, at, seq };
  },

  'item.restore'(model, change) {
    const item = model.item(change.item);
    item.removed = false;
    delete item.removal;
    came(model, change.item);
  },

  'item.split'(model, change, seq) {
    const item = model.item(change.item);
    const fresh = model.create(change.new, item.kind, item.status, item.parent, item.id);
    fresh.kin = model.family(item.id);
    if (item.override) fresh.override = { ...item.override };
    for (const [lang, at] of Object.entries(change.at)) {
      const whole = model.text(item.id, lang);
      model.writeText(fresh, lang, whole.slice(at), seq);
      if (at === whole.length())
        item.texts[lang] = whole; // nothing left it, so it has not changed
      else model.setText(item, lang, whole.slice(0, at), seq);
    }
    came(model, fresh.id);
    const path = frozenPath(model, item.id);
    model.moveChildren(item.id, fresh.id);
    carried(model, fresh.id, path);
  },

  'item.merge'(model, change, seq) {
    const item = model.item(change.item);
    const into = model.item(change.into);
    for (const [lang, tail] of Object.entries(item.texts)) {
      const before = model.text(into.id, lang);
      if (change.at && change.at[lang] !== before.length()) throw new Error(`at of the merge of ${item.id}`);
      if (tail.length() === 0) continue; // nothing comes, so nothing has changed
      model.setText(into, lang, before.concat(tail), seq);
      model.setText(item, lang, new Delta(), seq);
    }
    const path = frozenPath(model, item.id);
    const children = model.siblings(item.id);
    model.moveChildren(item.id, into.id);
    joined(model, children, path);
    const [from, to] = [model.family(item.id), model.family(into.id)];
    if (from !== to) model.item(from).kin = to;
    item.removed = true;
  },

  'item.kind'(model, change) {
    model.item(change.item).kind = change.kind;
    came(model, change.item);
  },

  'item.status'(model, { item: root, status, below, reason }, seq, { by, at }) {
    const settled = status === 'agreed' || status === 'approved';
    const override = settled && reason?.trim() ? { reason, by, at } : undefined;
    const set = (id) => Object.assign(model.item(id), { status, override: override && { ...override } });
    set(root);
    if (!below) return;
    for (const id of model.order(root)) if (model.isThere(id)) set(id);
  },

  'item.align'(model, change, seq) {
    const item = model.item(change.item);
    item.texts[change.lang] ??= new Delta();
    item.aligned[change.lang] = seq;
    item.aligned_to = { ...item.aligned_to, [change.lang]: fingerprint(model.text(item.id, model.langs[0])) };
  },

  'item.number'(model, { item, start, name }) {
    Object.assign(model.item(item), { start, name });
  },

  'draft.set'(model, change) {
    if (change.langs) model.langs = [...change.langs];
    if (change.title) model.title = { ...change.title };
    if (change.numbering) model.numbering = structuredClone(change.numbering);
  },

  'draft.freeze': freeze,
  'draft.renumber': renumber,

  'draft.adopt'(model) {
    model.adopted = true;
  },

  'participant.set'(model, { participant }) {
    const seat = model.participants.get(participant.id)?.seat;
    model.participants.set(participant.id, { ...participant, ...(seat && { seat }) });
  },

  'seat.add'(model, { act, at, seat: id, participant, expires, pending }, seq, { by }) {
    model.countAct(act);
    const seat = { id, by, at };
    if (expires !== undefined) seat.expires = expires;
    if (pending) seat.pending = true;
    model.participants.set(participant.id, { ...participant, seat });
  },

  'seat.confirm'(model, { act, at, seat: id }, seq, { by }) {
    model.countAct(act);
    const seat = model.seat(id);
    delete seat.pending;
    seat.confirmed = { by, at };
  },

  'seat.end'(model, { act, at, seat: id }, seq, { by }) {
    model.countAct(act);
    model.seat(id).ended = { by, at };
  },

  'seat.enter'(model, { act, at, seat: id }) {
    model.countAct(act);
    model.seat(id).entered ??= at;
  },
};
