// Changes in the words of the protocol, so that tests read like what they do.
import Delta from 'quill-delta';

export const text = (item, delta, lang = 'es') => ({ type: 'text', item, lang, delta: { ops: delta.ops } });
export const insert = (item, at, words, lang, attributes) => text(item, new Delta().retain(at).insert(words, attributes), lang);
export const erase = (item, at, length, lang) => text(item, new Delta().retain(at).delete(length), lang);
export const format = (item, at, length, attributes, lang) => text(item, new Delta().retain(at).retain(length, attributes), lang);

/** Fields that are undefined are not sent. */
const given = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const words = (texts) => Object.fromEntries(Object.entries(texts).map(([lang, one]) => [lang, { ops: [{ insert: one }] }]));

export const add = (item, parent = null, after = null, texts = {}, kind = 'item') => ({
  type: 'item.add',
  item,
  parent,
  after,
  kind,
  texts: words(texts),
});
export const move = (item, parent, after) => ({ type: 'item.move', item, parent, after });
export const remove = (item) => ({ type: 'item.remove', item });
export const restore = (item) => ({ type: 'item.restore', item });
export const split = (item, fresh, at) => ({ type: 'item.split', item, new: fresh, at });
export const merge = (item, into) => ({ type: 'item.merge', item, into });
export const kind = (item, value) => ({ type: 'item.kind', item, kind: value });
export const status = (item, value, below, reason) => given({ type: 'item.status', item, status: value, below, reason });
export const align = (item, lang) => ({ type: 'item.align', item, lang });
export const version = (id, name, fields = {}) => ({ type: 'version.add', version: id, name, ...fields });
export const number = (item, fields = {}) => ({ type: 'item.number', item, ...fields });
export const freeze = () => ({ type: 'draft.freeze', on: true });
export const renumber = () => ({ type: 'draft.renumber' });
export const set = (fields) => ({ type: 'draft.set', ...fields });
/** One field of a commitment of an item; null: as it is guessed. */
export const follow = (item, row, field, value) => ({ type: 'follow.set', item, row, field, value });
export const followFrom = (draft) => ({ type: 'follow.from', draft });
export const adopt = () => ({ type: 'draft.adopt' });

export const propose = (proposal, item, act, note) => given({ type: 'proposal.add', proposal, item, act, note });
/** `how`: accept, reject, withdraw or reopen. */
export const decide = (how, proposal) => ({ type: `proposal.${how}`, proposal });
/** Of words from `at` on, what the proposal inserts, or strikes (`mark`: 'del'). */
export const part = (proposal, item, at, length, accept, mark = 'ins', lang = 'es') => {
  const { ops } = new Delta().retain(at).retain(length, { [`${mark}:${proposal}`]: null });
  return { type: 'proposal.part', proposal, item, lang, accept, delta: { ops } };
};
export const group = (proposal, id) => ({ type: 'proposal.group', proposal, group: id });
export const file = (proposal, note) => given({ type: 'proposal.file', proposal, note });
export const support = (proposal, value) => ({ type: 'proposal.support', proposal, support: value });
export const position = (item, value, note) => given({ type: 'position.set', item, position: value, note });
export const comment = (id, item, fields) => ({
  type: 'comment.add',
  comment: id,
  item,
  parent: null,
  text: '¿De acuerdo?',
  ...fields,
});
export const consult = (item, delegations, silence, until = Date.now() + 3_600_000) =>
  given({ type: 'consult.open', item, delegations, until, silence });
