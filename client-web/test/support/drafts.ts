/** Drafts to test with. */
import type { ItemKind, ItemStatus, Snapshot, SnapshotItem } from '../../src/wire/types';

export interface ItemSpec {
  depth?: number;
  kind?: ItemKind;
  status?: ItemStatus;
  texts: Record<string, string>;
}

/** Items from lines: two spaces of indentation a level, `# ` a heading, `~ ` a paragraph, `! ` approved, `? ` under review. */
export function itemsOf(outline: string, lang = 'es'): ItemSpec[] {
  return outline
    .split('\n')
    .filter((line) => line.trim())
    .map((line) => {
      const [, space, marker, text] = /^( *)([#~!?] )?(.*)$/.exec(line)!;
      const kinds: Record<string, ItemKind> = { '# ': 'heading', '~ ': 'paragraph' };
      return {
        depth: space!.length / 2 + 1,
        kind: kinds[marker ?? ''] ?? 'item',
        status: marker === '! ' ? 'approved' : marker === '? ' ? 'review' : 'open',
        texts: { [lang]: text === '-' ? '' : text! },
      };
    });
}

/** Item ids are i1, i2, … in document order. */
export function snapshotOf(specs: readonly ItemSpec[], langs = ['es', 'en']): Snapshot {
  const above: string[] = [];
  const items = specs.map(({ depth = 1, kind = 'item', status = 'open', texts }, i): SnapshotItem => {
    const id = `i${i + 1}`;
    above.length = depth - 1;
    const parent = above.at(-1) ?? null;
    above.push(id);
    const deltas = Object.fromEntries(
      Object.entries(texts).map(([lang, text]) => [lang, { ops: text ? [{ insert: text }] : [] }]),
    );
    const seqs = Object.fromEntries(Object.keys(texts).map((lang) => [lang, 1]));
    return { id, parent, kind, status, texts: deltas, removed: false, changed: seqs, aligned: seqs };
  });
  return {
    id: 'draft',
    title: { es: 'Conclusiones y recomendaciones', en: 'Conclusions and recommendations' },
    langs,
    adopted: false,
    seq: 1,
    head: '',
    items,
    participants: [
      { id: 'p1', role: 'chair', name: 'Presidencia' },
      { id: 'p2', role: 'delegation', name: 'Ana', delegation: 'MX' },
      { id: 'p3', role: 'delegation', name: 'Luc', delegation: 'CA' },
      { id: 'p4', role: 'observer', name: 'Olga' },
    ],
  };
}

const WORDS =
  'Instar a los Países Miembros a aportar la información requerida para cada Grupo de Trabajo en tiempo y forma para cumplir con las actividades consignadas en el Plan Estratégico de la Conferencia Regional sobre Migración'.split(
    ' ',
  );

/** A long draft: `count` items of about `units` code units in both languages, three levels deep. */
export function longDraft(count: number, units = 400): Snapshot {
  const specs = Array.from({ length: count }, (_, i): ItemSpec => {
    const texts = { es: sentence(i, units), en: sentence(i + 7, units) };
    return { depth: [1, 2, 2, 3, 3, 2, 2][i % 7]!, texts };
  });
  return snapshotOf(specs);
}

function sentence(start: number, units: number): string {
  let text = '';
  for (let i = start; text.length < units; i++) text += `${WORDS[i % WORDS.length]} `;
  return text.slice(0, units).trim();
}
