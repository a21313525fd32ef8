// Word files for tests, made of what stands in their body: stored zip archives, byte by byte.
const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let i = 0; i < 8; i++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});
const crc32 = (bytes) => ~bytes.reduce((crc, byte) => table[(crc ^ byte) & 255] ^ (crc >>> 8), ~0) >>> 0;

/** A zip archive of { name: text or bytes }. */
export function zip(parts) {
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x800, 2); // names are UTF-8
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, Buffer.from(name), bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, rest, Buffer.from(name)]));
    bodies.push(head);
    offset += head.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

const escape = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]);
const namespaces = {
  w: word,
  r: office,
  m: 'http://schemas.openxmlformats.org/officeDocument/2006/math',
  mc: 'http://schemas.openxmlformats.org/markup-compatibility/2006',
  a: 'http://schemas.openxmlformats.org/drawingml/2006/main',
  c: 'http://schemas.openxmlformats.org/drawingml/2006/chart',
  dgm: 'http://schemas.openxmlformats.org/drawingml/2006/diagram',
  v: 'urn:schemas-microsoft-com:vml',
  w14: 'http://schemas.microsoft.com/office/word/2010/wordml',
  w15: 'http://schemas.microsoft.com/office/word/2012/wordml',
  wps: 'http://schemas.microsoft.com/office/word/2010/wordprocessingShape',
};
const declared = Object.entries(namespaces)
  .map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`)
  .join(' ');
const root = (name, inside) => `<${name} ${declared}>${inside}</${name}>`;
const relations = (...list) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

export const run = (text) => `<w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r>`;
export const paragraph = (...inside) => `<w:p>${inside.join('')}</w:p>`;
export const inserted = (author, text) => `<w:ins w:id="1" w:author="${author}">${run(text)}</w:ins>`;
export const deleted = (author, text) =>
  `<w:del w:id="2" w:author="${author}"><w:r><w:delText xml:space="preserve">${escape(text)}</w:delText></w:r></w:del>`;

const sides = ['comments', 'styles', 'numbering', 'footnotes', 'endnotes', 'header', 'footer', 'diagramData', 'chart'];
const sideRoots = { header: 'w:hdr', footer: 'w:ftr', diagramData: 'dgm:dataModel', chart: 'c:chartSpace' };

/** A file with these paragraphs; of what else is given, `custom` and those of `sides` are what stands inside those parts; `edit` changes each
 *  part of WordprocessingML before it is packed. */
export function wordFile(body, { custom, edit = (xml) => xml, ...given } = {}) {
  const there = sides.filter((side) => given[side]);
  return zip({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${wordType}.main+xml"/></Types>`,
    '_rels/.rels': relations(['r1', 'officeDocument', 'word/document.xml'], ['r2', 'custom-properties', 'docProps/custom.xml']),
    'word/_rels/document.xml.rels': relations(...there.map((side) => [side, side, `${side}.xml`])),
    'word/document.xml': edit(root('w:document', `<w:body>${body}</w:body>`)),
    ...Object.fromEntries(there.map((side) => [`word/${side}.xml`, edit(root(sideRoots[side] ?? `w:${side}`, given[side]))])),
    ...(custom && {
      'docProps/custom.xml': `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">${custom}</Properties>`,
    }),
  });
}
