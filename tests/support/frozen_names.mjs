// Numbers that stay, by what protocol/numbering.md says of them: the tests' own account of what each item is called while
// numbers are frozen, of what it is called after, and of what it was called before. `model` is the fold of model.mjs.

const PLAIN = { before: '', after: ')' };
const level = (format, before = '', after = '') => ({ format, before, after });
const bracketed = (format) => ({ ...level(format, '(', ')'), langs: { es: PLAIN, fr: PLAIN, pt: PLAIN, ru: PLAIN } });
const article = (after) => ({
  ...level('decimal', 'Article ', after),
  langs: { es: { before: 'Artículo ', after }, pt: { before: 'Artigo ', after } },
});
const [DECIMAL, LETTER, ROMAN] = ['decimal', 'lower-letter', 'lower-roman'];
const CONFERENCE = [
  ...[DECIMAL, LETTER, ROMAN].map((format) => level(format, '', '.')),
  ...[DECIMAL, LETTER, ROMAN].map((format) => level(format, '', ')')),
  ...[DECIMAL, LETTER].map((format) => level(format, '', '.')),
];
const LAST = [DECIMAL, LETTER, ROMAN].map((format) => level(format, '', ')'));
const LETTERED = [bracketed(LETTER), bracketed(ROMAN), level(LETTER, '', '.'), level(ROMAN, '', '.')];
const PRESETS = {
  conference: { levels: CONFERENCE },
  'un-resolution': { levels: [level(DECIMAL, '', '.'), ...LETTERED, ...LAST] },
  'pp-op': { levels: [level(DECIMAL, 'OP'), ...LETTERED, ...LAST], paragraphs: level(DECIMAL, 'PP') },
  decimal: { levels: [level(DECIMAL, '', '.'), ...Array(7).fill({ ...level(DECIMAL), chain: true })] },
  articles: { levels: [article('.'), level(DECIMAL, '', '.'), ...LETTERED, ...LAST.slice(0, 2)], through: true },
  eu: {
    levels: [article(''), level(DECIMAL, '', '.'), ...LETTERED, ...LAST.slice(0, 2)],
    paragraphs: level(DECIMAL, '(', ')'),
    through: true,
  },
};

function schemeOf({ numbering = 'conference' }) {
  const scheme = typeof numbering === 'string' ? PRESETS[numbering] : numbering;
  const levels = [...scheme.levels, ...CONFERENCE.slice(scheme.levels.length)];
  return { paragraphs: level('none'), ...scheme, levels };
}

function roman(count) {
  const digits = { m: 1000, cm: 900, d: 500, cd: 400, c: 100, xc: 90, l: 50, xl: 40, x: 10, ix: 9, v: 5, iv: 4, i: 1 };
  let words = '';
  for (const [digit, value] of Object.entries(digits)) for (; count >= value; count -= value) words += digit;
  return words;
}

const letters = (count) => 'abcdefghijklmnopqrstuvwxyz'[(count - 1) % 26].repeat(Math.ceil(count / 26));

function written(format, count) {
  if (format === 'none') return '';
  const inLetters = format.endsWith('letter') && count > 0 && count <= 260;
  const inRoman = format.endsWith('roman') && count > 0 && count <= 5000;
  const words = inLetters ? letters(count) : inRoman ? roman(count) : String(count);
  return format.startsWith('upper') ? words.toUpperCase() : words;
}

const nameAfter = (bare, which) => `${bare} ${['bis', 'ter', 'quater'][which] ?? which + 2}`;

/** Numbers by place, one after the other; what has a name, or is only proposed, does not count. */
class Count {
  constructor(model) {
    Object.assign(this, { scheme: schemeOf(model), lang: model.langs[0], headings: [], lists: [], operative: false });
    this.paragraphs = (this.scheme.paragraphs.start ?? 1) - 1;
    this.begin(1);
  }

  begin(level) {
    for (let at = level; at <= 8; at++)
      this.lists[at] = { count: (this.scheme.levels[at - 1].start ?? 1) - 1, others: 0, bare: '', rule: null };
  }

  /** The level and what the item is called there, empty where it has no number. */
  take({ kind, start, name }, depth, proposed) {
    const { scheme, headings } = this;
    headings[depth] = kind === 'heading';
    const above = headings.slice(1, depth).filter(Boolean).length;
    const level = scheme.through ? depth - above : depth;
    this.begin(level + 1);
    if (kind === 'heading' && scheme.levels[level - 1].restart) this.begin(level);
    const list = this.lists[level];
    list.bare = '';
    const isParagraph = kind === 'paragraph' && level === 1 && (name || !this.operative);
    const rule = kind === 'item' ? scheme.levels[level - 1] : isParagraph ? scheme.paragraphs : undefined;
    if (kind === 'item' && level === 1 && !proposed) this.operative = true;
    if (!rule || (isParagraph && rule.format === 'none')) return { level, bare: '' };
    const counts = !name && !proposed;
    let count = isParagraph ? this.paragraphs : list.count;
    if (counts) count = start || count + 1;
    if (isParagraph) this.paragraphs = count;
    else list.count = count;
    list.others = counts ? 0 : list.others + 1;
    if (rule.format === 'none') return { level, bare: '' };
    const here = written(rule.format, count);
    Object.assign(list, { rule, bare: name ?? (proposed ? nameAfter(here, list.others - 1) : here) });
    return { level, bare: list.bare, others: list.others };
  }

  /** As people quote it. */
  path(level) {
    let path = '';
    const bares = [];
    for (const { rule, bare } of this.lists.slice(1, level + 1)) {
      if (bare === '') continue;
      bares.push(bare);
      const { before = '', after = '' } = rule.langs?.[this.lang] ?? rule.langs?.[this.lang.replace(/-.*/, '')] ?? rule;
      const label = `${before}${rule.chain ? bares.join('.') : bare}${after}`;
      const part = label.replace(/^[\0-/:-@[-`{-\x7f]+|[\0-/:-@[-`{-\x7f]+$/g, '');
      path = path && !rule.chain ? `${path}${part && '.'}${part}` : part;
    }
    return path;
  }
}

/** Items that are numbered together. */
class Lists {
  constructor(model) {
    this.model = model;
    this.scheme = schemeOf(model);
  }

  isOpen(id) {
    return this.scheme.through === true && this.model.item(id).kind === 'heading';
  }

  above(id) {
    let { parent } = this.model.item(id);
    while (parent !== null && this.isOpen(parent)) parent = this.model.item(parent).parent;
    return parent;
  }

  level(id) {
    let level = 1;
    for (let at = this.model.item(id).parent; at !== null; at = this.model.item(at).parent) if (!this.isOpen(at)) level++;
    return level;
  }

  /** The whole list of an item, what was removed too. */
  around(id) {
    const below = (parent) => this.model.siblings(parent).flatMap((one) => [one, ...(this.isOpen(one) ? below(one) : [])]);
    const ids = below(this.above(id));
    return { before: ids.slice(0, ids.indexOf(id)), behind: ids.slice(ids.indexOf(id) + 1) };
  }

  isProposed(id) {
    return this.model.negotiation.isAdded(id);
  }

  alike(a, b) {
    const kinds = [a, b].map((id) => this.model.item(id).kind);
    return !kinds.includes('heading') && kinds[0] === kinds[1];
  }

  /** A paragraph that has no number is called as the item that it may become. */
  rule(id) {
    const { paragraphs } = this.scheme;
    if (this.model.item(id).kind === 'paragraph' && paragraphs.format !== 'none') return paragraphs;
    return this.scheme.levels[this.level(id) - 1];
  }

  isNumbered(id) {
    const { kind } = this.model.item(id);
    if (kind === 'heading' || (kind === 'paragraph' && this.scheme.paragraphs.format === 'none')) return false;
    if (kind === 'item') return this.rule(id).format !== 'none';
    const counts = (one) => this.model.item(one).kind === 'item' && !this.model.item(one).removed && !this.isProposed(one);
    return this.level(id) === 1 && !this.around(id).before.some(counts);
  }
}

const front = (above) => `^${above ?? ''}`;
const isAlternative = ({ base = '' } = {}) => base.startsWith('~');
/** What comes behind an item is called after the same as it, or after it. */
const sourceOf = ({ id, frozen = {} }) => (isAlternative(frozen) ? frozen.home : frozen.base) || id;

function call(item, name, frozen) {
  item.name = name;
  item.frozen = Object.fromEntries(Object.entries(frozen).filter(([, value]) => value !== undefined));
}

/** What an item at its place is called after. */
function sourceAt(model, lists, id) {
  const restarts = lists.scheme.levels[lists.level(id) - 1].restart === true;
  for (const one of lists.around(id).before.reverse()) {
    const item = model.item(one);
    if (restarts && item.kind === 'heading' && !item.removed) break;
    if (item.name !== undefined && lists.alike(one, id)) return sourceOf(item);
  }
  return front(lists.above(id));
}

/** The first name from a count on that nobody in the list has. */
function freeName(model, lists, id, count, nameOf) {
  const { before, behind } = lists.around(id);
  const taken = [...before, ...behind].filter((one) => lists.alike(one, id)).map((one) => model.item(one).name);
  while (taken.includes(nameOf(count))) count++;
  return { name: nameOf(count), count };
}

function nextName(model, lists, id, source) {
  const { format, start = 1 } = lists.rule(id);
  const after = model.items.get(source);
  const bare = source.startsWith('^') ? written(format, start - 1) : (after?.frozen?.first ?? after?.name ?? '');
  const found = freeName(model, lists, id, model.frozen[source] ?? 0, (count) => nameAfter(bare, count));
  model.frozen[source] = found.count + 1;
  return found.name;
}

/** The proposal right behind a proposed item, if both are for the same place. */
function rivalOf(model, lists, id, source) {
  const next = lists.around(id).behind.find((one) => !model.item(one).removed);
  if (!next || !lists.isProposed(id) || !lists.isProposed(next) || !lists.alike(id, next)) return undefined;
  const item = model.item(next);
  if (item.name === undefined || sourceOf(item) !== source) return undefined;
  return isAlternative(item.frozen) ? model.items.get(item.frozen.base.slice(1)) : item;
}

function nameNew(model, lists, id) {
  const source = sourceAt(model, lists, id);
  const rival = rivalOf(model, lists, id, source);
  if (!rival) return call(model.item(id), nextName(model, lists, id, source), { base: source });
  const base = `~${rival.id}`;
  const nameOf = (count) => `${rival.name} alt${count > 1 ? ` ${count}` : ''}`;
  const { name, count } = freeName(model, lists, id, (model.frozen[base] ?? 0) + 1, nameOf);
  model.frozen[base] = count;
  call(model.item(id), name, { home: source, base });
}

export function freeze(model) {
  const lists = new Lists(model);
  const count = new Count(model);
  const own = []; // by level, the last item that has its own number
  let order = 0;
  model.frozen = {};
  const visit = (parent, depth, isThere) => {
    for (const id of [...model.siblings(parent)]) {
      const item = model.item(id);
      const isHere = isThere && !item.removed;
      const proposed = lists.isProposed(id);
      const { level, bare, others } = isHere ? count.take(item, depth, proposed) : { bare: '' };
      if (!bare) delete item.name;
      else {
        const above = lists.above(id);
        const before = own[level];
        const follows = before && lists.above(before) === above && lists.alike(before, id);
        const source = follows ? before : front(above);
        if (others > 0) model.frozen[source] = others;
        else own[level] = id;
        call(item, bare, proposed ? { base: source } : { order: ++order, home: above ?? undefined });
      }
      visit(id, depth + 1, isHere);
    }
  };
  visit(null, 1, true);
}

export function renumber(model) {
  delete model.frozen;
  for (const item of model.items.values()) {
    delete item.name;
    delete item.frozen;
  }
}

/** The number of an item as people quote it; where it has none, nothing. */
export function frozenPath(model, id) {
  if (!model.frozen) return '';
  const line = [];
  for (let at = id; at !== null; at = model.item(at).parent) line.unshift(at);
  const count = new Count(model);
  let path = '';
  line.forEach((one, above) => {
    const { level, bare } = count.take(model.item(one), above + 1, model.negotiation.isAdded(one));
    path = bare ? count.path(level) : '';
  });
  return path;
}

/** An item has come, or has become one that has a number; what is below it too. */
export function came(model, id) {
  if (!model.frozen) return;
  const lists = new Lists(model);
  if (model.item(id).name === undefined && model.isThere(id) && lists.isNumbered(id)) nameNew(model, lists, id);
  for (const child of model.siblings(id)) came(model, child);
}

/** Whether an item stands again among those with their own numbers as it stood. */
function isHome(model, lists, id) {
  const { order, home = null } = model.item(id).frozen;
  if (order === undefined || home !== lists.above(id)) return false;
  const orders = (ids) =>
    ids
      .filter((one) => lists.alike(one, id) && !model.item(one).frozen?.base)
      .map((one) => model.item(one).frozen?.order)
      .filter((one) => one !== undefined);
  const { before, behind } = lists.around(id);
  return (orders(before).at(-1) ?? 0) <= order && (orders(behind)[0] ?? Infinity) > order;
}

function remembered({ name, frozen = {} }, path) {
  if (frozen.first !== undefined) return frozen;
  const { order, base = '' } = frozen;
  const home = order === undefined && base && !isAlternative(frozen) ? { home: base } : {};
  return { ...frozen, ...home, first: name, former: (Buffer.byteLength(path) < 80 ? path : name) || undefined };
}

/** An item has moved; `path` is what it was called before. */
export function moved(model, id, path) {
  if (!model.frozen) return;
  const item = model.item(id);
  if (item.name === undefined) return came(model, id);
  const lists = new Lists(model);
  const source = sourceAt(model, lists, id);
  const { first, former, base, ...rest } = (item.frozen ??= {});
  const wasMoved = first !== undefined;
  const cameAfter = isAlternative(item.frozen) || wasMoved ? item.frozen.home : base;
  if (isHome(model, lists, id)) call(item, first ?? item.name, rest);
  else if (item.frozen.order === undefined && (cameAfter ?? '') === source)
    call(item, first ?? item.name, { ...rest, base: wasMoved ? source : base });
  else if (base !== source) {
    const kept = remembered(item, path);
    call(item, nextName(model, lists, id, source), { ...kept, base: source });
  }
}

const pathBelow = (item, path) => `${path}${path && '.'}${item.name ?? ''}`;

/** Items have come behind others, from below one that was called `path`. */
export function joined(model, ids, path) {
  if (model.frozen) for (const id of ids) moved(model, id, pathBelow(model.item(id), path));
}

/** All that was below one that is called `path` is below `above` now, with its names. */
export function carried(model, above, path) {
  if (!model.frozen || new Lists(model).isOpen(above)) return;
  const now = frozenPath(model, above);
  for (const id of model.siblings(above)) {
    const item = model.item(id);
    if (item.name === undefined) continue;
    const frozen = path === now ? { ...item.frozen } : { ...remembered(item, pathBelow(item, path)) };
    if (frozen.order !== undefined && !frozen.base) frozen.home = above;
    if (frozen.base?.startsWith('^')) frozen.base = front(above);
    call(item, item.name, frozen);
  }
}
