// What Word writes and the public files hold little of, shape by shape: what each becomes, and that no word of it is lost.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import * as cli from '../support/cli.mjs';
import { temporaryFolder } from '../support/server.mjs';
import { deleted, inserted, paragraph, run, wordFile } from '../support/word_file.mjs';
import { countLetters, lost, wordText } from '../support/word_words.mjs';

const folder = temporaryFolder();
const data = path.join(folder, 'data');
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a file becomes: lines of its text, with brackets, and what stands apart. */
async function read(bytes, changes = 'proposals') {
  const file = path.join(folder, 'shape.docx');
  writeFileSync(file, bytes);
  const told = await cli.succeed(['import', '--data', data, '--title', 'T', '--lang', 'es', '--changes', changes, file]);
  const { draft, aside, word } = JSON.parse(told);
  const text = await cli.succeed(['export', '--data', data, '--draft', draft, '--format', 'txt', '--view', 'brackets']);
  const lines = text.split('\n').map((line) => line.trim());
  const found = [text, ...aside, ...word.struck, ...word.numbers].join('\n');
  return { lines: lines.filter((line) => line && line !== 'T' && !/^([=-]+$|\[Plenaria)/.test(line)), aside, word, found };
}

const cell = (...inside) => `<w:tc><w:tcPr/>${inside.join('')}</w:tc>`;
const row = (...cells) => `<w:tr>${cells.join('')}</w:tr>`;
const table = (...rows) => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;
const control = (inside, properties = '') =>
  `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${inside}</w:sdtContent></w:sdt>`;
const looking = (properties, words) => run(words).replace('<w:r>', `<w:r><w:rPr>${properties}</w:rPr>`);
const listed = (words, { level = 0, num = 1, more = '' } = {}) =>
  paragraph(`<w:pPr><w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${num}"/></w:numPr>${more}</w:pPr>`, run(words));
const level = (at, format, text, style = '') =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${style && `<w:pStyle w:val="${style}"/>`}<w:lvlText w:val="${text}"/></w:lvl>`;
const numbering =
  `<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>` +
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>';
const definition = (id, ...levels) =>
  `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="multilevel"/>${levels.join('')}</w:abstractNum>`;
const list = (id, of, more = '') => `<w:num w:numId="${id}"><w:abstractNumId w:val="${of}"/>${more}</w:num>`;
const styled = (style, words, more = '') => paragraph(`<w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>`, run(words));
const style = (id, basedOn, properties) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/>${basedOn && `<w:basedOn w:val="${basedOn}"/>`}<w:pPr>${properties}</w:pPr></w:style>`;
const changedRow = (change, ...cells) => `<w:tr><w:trPr>${change}</w:trPr>${cells.join('')}</w:tr>`;
const moved = (kind, words) => paragraph(mark(kind), `<w:${kind} w:id="5" w:author="México">${run(words)}</w:${kind}>`);
const begin = (instruction) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`;
const end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>';
const field = (instruction, shown) => begin(instruction) + shown + end;
const contents = (inside) =>
  control(inside, '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>');
const mark = (kind, author = 'México') => `<w:pPr><w:rPr><w:${kind} w:id="9" w:author="${author}"/></w:rPr></w:pPr>`;

/** An element of a formula with its arguments, and what its properties say; without a name, the arguments alone. */
const math = (name, ...parts) => {
  const inside = parts.map((part) =>
    Array.isArray(part)
      ? `<m:${part[0]}>${part[1] && `<m:r><m:t>${part[1]}</m:t></m:r>`}</m:${part[0]}>`
      : `<m:${name}Pr>${Object.entries(part)
          .map(([key, value]) => `<m:${key} m:val="${value}"/>`)
          .join('')}</m:${name}Pr>`,
  );
  return name ? `<m:${name}>${inside.join('')}</m:${name}>` : inside.join('');
};
const frac = (num, den, type) => math('f', ...(type ? [{ type }] : []), ['num', num], ['den', den]);
const root = (degree, of) => math('rad', ['deg', degree], ['e', of]);

const shapes = {
  'a table in a cell of a table': {
    lines: ['uno | antes', 'dentro | hondo', 'tras', 'dos | tres'],
    body: table(
      row(
        cell(paragraph(run('uno'))),
        cell(
          paragraph(run('antes')),
          table(row(cell(paragraph(run('dentro'))), cell(paragraph(run('hondo'))))),
          paragraph(run('tras')),
        ),
      ),
      row(cell(paragraph(run('dos'))), cell(paragraph(run('tres')))),
    ),
  },
  'content controls around rows, cells, blocks and runs': {
    lines: ['fila | celda', 'otra | más', 'bloque palabra', 'fecha'],
    body:
      table(
        control(row(cell(paragraph(run('fila'))), control(cell(paragraph(run('celda')))))),
        control(row(cell(paragraph(run('otra'))), cell(paragraph(run('más'))))),
      ) +
      control(control(paragraph(run('bloque '), control(run('palabra'))))) +
      control(paragraph(run('fecha')), '<w:date><w:dateFormat w:val="d/M/yyyy"/></w:date>') +
      control(paragraph(run('Haga clic')), '<w:showingPlcHdr/>'),
  },
  'custom XML around everything': {
    lines: ['dentro fuera'],
    body: `<w:customXml w:element="a">${paragraph('<w:customXml w:element="b"><w:customXmlPr/>', run('dentro'), '</w:customXml>', run(' fuera'))}</w:customXml>`,
  },
  'smart tags, bidirectional wrappers and links with changes inside': {
    body: paragraph(
      `<w:smartTag w:element="place">${run('Panamá')}<w:smartTag w:element="x">${inserted('México', ' y Chile')}</w:smartTag></w:smartTag>`,
      `<w:bdo w:val="rtl">${run(' abc')}</w:bdo><w:dir w:val="ltr">${run(' def')}</w:dir>`,
      `<w:hyperlink w:anchor="a">${run(' salto')}${deleted('México', ' viejo')}</w:hyperlink>`,
    ),
  },
  'simple fields, also within each other': {
    body: paragraph(
      run('página '),
      `<w:fldSimple w:instr="PAGE">${run('7')}</w:fldSimple>`,
      `<w:fldSimple w:instr="REF a"><w:fldSimple w:instr="REF b">${run(' anexo')}</w:fldSimple></w:fldSimple>`,
    ),
    lines: ['página 7 anexo'],
  },
  'fields within fields, and over paragraphs': {
    lines: ['si interno externo fin', 'primero', 'segundo tercero'],
    body:
      paragraph(run('si '), field('IF ', field('DOCPROPERTY x', run('interno')) + run(' externo')), run(' fin')) +
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run('primero'),
      ) +
      paragraph(run('segundo'), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run(' tercero')),
  },
  'a field that shows its own instruction': {
    body: paragraph(
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> MACROBUTTON NoMacro [escriba aquí] </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      run(' fin'),
    ),
    has: /escriba aquí/,
  },
  'ruby above words': {
    lines: ['kan漢 fin'],
    body: paragraph(
      '<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>',
      run(' fin'),
    ),
  },
  'an alternative with words on both sides, and one with words in the fallback alone': {
    body:
      paragraph(
        `<mc:AlternateContent><mc:Choice Requires="w14">${run('elegido')}</mc:Choice><mc:Fallback>${run('elegido')}</mc:Fallback></mc:AlternateContent>`,
      ) +
      paragraph(
        `<mc:AlternateContent><mc:Choice Requires="wps"><w:r><w:drawing/></w:r></mc:Choice><mc:Fallback>${run('solo aquí')}</mc:Fallback></mc:AlternateContent>`,
      ),
    lines: ['elegido', 'solo aquí'],
  },
  'a text box, in both ways, once': {
    body: paragraph(
      run('texto'),
      `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${paragraph(run('cuadro'))}${table(row(cell(paragraph(run('tabla'))), cell(paragraph(run('en cuadro')))))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${paragraph(run('cuadro'))}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
      run(' sigue'),
    ),
    lines: ['texto sigue'],
  },
  formulas: {
    proposed: ['sea a/b=c[México: d]e'],
    body: paragraph(
      run('sea '),
      '<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f><m:r><m:rPr/><w:rPr/><m:t>=c</m:t></m:r></m:oMath></m:oMathPara>',
      '<w:ins w:id="1" w:author="México"><m:oMath><m:r><m:t>d</m:t></m:r></m:oMath></w:ins>',
      '<m:oMath><m:r><w:del w:id="2" w:author="México"/><m:t>e</m:t></m:r></m:oMath>',
    ),
  },
  'formulas, with the signs that Word draws, as Word writes them in a line': {
    lines: [
      '(a+b)/2, n¦k, √x, √(3&x+1)',
      'x_1, x^2, x_i^(n+1), (x+y)^2, _a^b x',
      '∑_(i=1)^n i, ∫ f, ∏_k a',
      '(a|b), [a;b), sin x, lim┬(n→∞) (a+b)',
      'x̂, (a+b)⃗, ▁x, ¯(x+y), ⏟(x+y), ▭x',
      'sea ■(a&b@c&d), {█(a@b)',
      '1/(1+1/(x+1)), √x, 𝑥/𝑦',
    ],
    body: [
      [frac('a+b', '2'), frac('n', 'k', 'noBar'), root('', 'x'), root('3', 'x+1')],
      [
        math('sSub', ['e', 'x'], ['sub', '1']),
        math('sSup', ['e', 'x'], ['sup', '2']),
        math('sSubSup', ['e', 'x'], ['sub', 'i'], ['sup', 'n+1']),
        `<m:sSup><m:e>${math('d', ['e', 'x+y'])}</m:e>${math('', ['sup', '2'])}</m:sSup>`,
        math('sPre', ['sub', 'a'], ['sup', 'b'], ['e', 'x']),
      ],
      [
        math('nary', { chr: '∑' }, ['sub', 'i=1'], ['sup', 'n'], ['e', 'i']),
        math('nary', ['sub', ''], ['sup', ''], ['e', 'f']),
        math('nary', { chr: '∏' }, ['sub', 'k'], ['sup', ''], ['e', 'a']),
      ],
      [
        math('d', ['e', 'a'], ['e', 'b']),
        math('d', { begChr: '[', sepChr: ';', endChr: ')' }, ['e', 'a'], ['e', 'b']),
        math('func', ['fName', 'sin'], ['e', 'x']),
        `<m:func><m:fName>${math('limLow', ['e', 'lim'], ['lim', 'n→∞'])}</m:fName>${math('', ['e', 'a+b'])}</m:func>`,
      ],
      [
        math('acc', ['e', 'x']),
        math('acc', { chr: '\u20d7' }, ['e', 'a+b']),
        math('bar', ['e', 'x']),
        math('bar', { pos: 'top' }, ['e', 'x+y']),
        math('groupChr', ['e', 'x+y']),
        math('borderBox', ['e', 'x']),
      ],
      [
        '<m:r><m:t>sea </m:t></m:r>' + `<m:m>${math('mr', ['e', 'a'], ['e', 'b'])}${math('mr', ['e', 'c'], ['e', 'd'])}</m:m>`,
        `<m:d><m:dPr><m:begChr m:val="{"/><m:endChr m:val=""/></m:dPr><m:e>${math('eqArr', ['e', 'a'], ['e', 'b'])}</m:e></m:d>`,
      ],
      [
        `<m:f>${math('', ['num', '1'])}<m:den><m:r><m:t>1+</m:t></m:r>${frac('1', 'x+1')}</m:den></m:f>`,
        '<m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>',
        frac('𝑥', '𝑦'),
      ],
    ]
      .map((formulas) => paragraph(formulas.map((one) => `<m:oMath>${one}</m:oMath>`).join(run(', '))))
      .join(''),
  },
  'signs that are elements': {
    body: paragraph(
      '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/><w:t>c</w:t><w:br w:type="page"/><w:t>d</w:t><w:cr/><w:t>e</w:t><w:noBreakHyphen/><w:t>f</w:t><w:softHyphen/><w:t>g</w:t><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    ),
    lines: ['a b c d e‑fg✓'],
  },
  'deleted and inserted marks of paragraphs': {
    proposed: [
      'Primero [México: segundo.]',
      '[del. México: segundo.]',
      'Partido [del. México: en dos.]',
      '[México: en dos.]',
      '[México: Todo nuevo.]',
      '[del. México: Todo fuera.]',
      'Fin.',
    ],
    body:
      paragraph(mark('del'), run('Primero ')) +
      paragraph(run('segundo.')) +
      paragraph(mark('ins'), run('Partido ')) +
      paragraph(run('en dos.')) +
      paragraph(mark('ins'), inserted('México', 'Todo nuevo.')) +
      paragraph(mark('del'), deleted('México', 'Todo fuera.')) +
      paragraph(run('Fin.')),
  },
  'a mark inserted by one and deleted by another, on words of both': {
    proposed: ['[del. Canadá: [México: Va y viene.]]', 'Queda.'],
    body:
      paragraph(
        '<w:pPr><w:rPr><w:ins w:id="1" w:author="México"/><w:del w:id="2" w:author="Canadá"/></w:rPr></w:pPr>',
        `<w:ins w:id="3" w:author="México"><w:del w:id="4" w:author="Canadá"><w:r><w:delText>Va y viene.</w:delText></w:r></w:del></w:ins>`,
      ) + paragraph(run('Queda.')),
  },
  'a move of several paragraphs, and one without its partner': {
    proposed: [
      'Antes.',
      '[del. México: Se va.]',
      '[del. México: También.]',
      'En medio.',
      '[México: Se va.]',
      '[México: También. Y esto.]',
      '[del. Canadá: Huérfano.] Fin.',
    ],
    body:
      paragraph(run('Antes.')) +
      '<w:moveFromRangeStart w:id="1" w:name="m" w:author="México"/>' +
      paragraph(mark('moveFrom'), '<w:moveFrom w:id="2" w:author="México">', run('Se va.'), '</w:moveFrom>') +
      paragraph(mark('moveFrom'), '<w:moveFrom w:id="3" w:author="México">', run('También.'), '</w:moveFrom>') +
      '<w:moveFromRangeEnd w:id="1"/>' +
      paragraph(run('En medio.')) +
      '<w:moveToRangeStart w:id="4" w:name="m" w:author="México"/>' +
      paragraph(mark('moveTo'), '<w:moveTo w:id="5" w:author="México">', run('Se va.'), '</w:moveTo>') +
      paragraph(
        mark('moveTo'),
        '<w:moveTo w:id="6" w:author="México">',
        run('También.'),
        deleted('México', ' Ya no.'),
        '</w:moveTo>',
        inserted('México', ' Y esto.'),
      ) +
      '<w:moveToRangeEnd w:id="4"/>' +
      paragraph('<w:moveFrom w:id="7" w:author="Canadá">', run('Huérfano.'), '</w:moveFrom>', run(' Fin.')),
  },
  'inserted, deleted and moved rows and cells': {
    proposed: ['a | b | c', '[México: d | e | f]', '[del. México: g | h | i]', '[México: j] | [del. México: k] | l'],
    body: table(
      row(cell(paragraph(run('a'))), cell(paragraph(run('b'))), cell(paragraph(run('c')))),
      `<w:tr><w:trPr><w:ins w:id="1" w:author="México"/></w:trPr>${cell(paragraph(inserted('México', 'd')))}${cell(paragraph(run('e')))}${cell(paragraph(run('f')))}</w:tr>`,
      `<w:tr><w:trPr><w:del w:id="2" w:author="México"/></w:trPr>${cell(paragraph(deleted('México', 'g')))}${cell(paragraph(run('h')))}${cell(paragraph(run('i')))}</w:tr>`,
      `<w:tr><w:tc><w:tcPr><w:cellIns w:id="3" w:author="México"/></w:tcPr>${paragraph(run('j'))}</w:tc><w:tc><w:tcPr><w:cellDel w:id="4" w:author="México"/></w:tcPr>${paragraph(run('k'))}</w:tc><w:tc><w:tcPr><w:cellMerge w:id="5" w:author="México" w:vMerge="cont"/></w:tcPr>${paragraph(run('l'))}</w:tc></w:tr>`,
    ),
  },
  'merged cells': {
    lines: ['ancha | x', 'tapada | y'],
    body: table(
      row(
        `<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>${paragraph(run('ancha'))}</w:tc>`,
        cell(paragraph(run('x'))),
      ),
      row(
        `<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>${paragraph(run('tapada'))}</w:tc>`,
        cell(paragraph(run('y'))),
      ),
    ),
  },
  'numbers by a style alone, and a list that Word counts among others': {
    body: `${paragraph('<w:pPr><w:pStyle w:val="Num"/></w:pPr>', run('Uno.'))}${paragraph('<w:pPr><w:pStyle w:val="Num"/></w:pPr>', run('Dos.'))}${paragraph('<w:pPr><w:pStyle w:val="Num2"/></w:pPr>', run('Letra.'))}`,
    styles:
      '<w:style w:type="paragraph" w:styleId="Num"><w:name w:val="Num"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Num2"><w:name w:val="Num2"/><w:basedOn w:val="Num"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>',
    numbering: `<w:abstractNum w:abstractNumId="3">${level(0, 'decimal', '%1.', 'Num')}${level(1, 'lowerLetter', '%2.', 'Num2')}</w:abstractNum><w:num w:numId="2"><w:abstractNumId w:val="3"/></w:num><w:numIdMacAtCleanup w:val="2"/>`,
    lines: ['1. Uno.', '2. Dos.', 'a. Letra.'],
  },
  'a list of Word whose numbers are changes of properties': {
    body:
      listed('Uno.') +
      listed('Dos.', { more: '<w:pPrChange w:id="1" w:author="México"><w:pPr><w:pStyle w:val="x"/></w:pPr></w:pPrChange>' }) +
      listed('Letra.', { level: 1 }),
    numbering,
    lines: ['1. Uno.', '2. Dos.', 'a. Letra.'],
  },
  'numbers that Word writes otherwise': {
    body: ['decimalZero', 'upperRoman', 'ordinal', 'cardinalText', 'none', 'bullet', 'hebrew1', 'chicago']
      .map((_, at) => listed(`Punto ${'abcdefgh'[at]}.`, { num: at + 1 }))
      .join(''),
    numbering: ['decimalZero', 'upperRoman', 'ordinal', 'cardinalText', 'none', 'bullet', 'hebrew1', 'chicago']
      .map((format, at) => `<w:abstractNum w:abstractNumId="${at}">${level(0, format, '%1.')}</w:abstractNum>`)
      .concat([1, 2, 3, 4, 5, 6, 7, 8].map((num) => `<w:num w:numId="${num}"><w:abstractNumId w:val="${num - 1}"/></w:num>`))
      .join(''),
  },
  'hidden words, and hidden by a style': {
    body: paragraph(
      run('Se ve '),
      '<w:r><w:rPr><w:vanish/></w:rPr><w:t>oculto</w:t></w:r>',
      '<w:r><w:rPr><w:rStyle w:val="Oculta"/></w:rPr><w:t>callado</w:t></w:r>',
      run('esto.'),
    ),
    styles: '<w:style w:type="character" w:styleId="Oculta"><w:name w:val="Oculta"/><w:rPr><w:vanish/></w:rPr></w:style>',
    lines: ['Se ve esto.'],
  },
  'notes with several paragraphs, a table in one, and one that nobody refers to': {
    body:
      paragraph(
        run('Texto'),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        run('.'),
        '<w:r><w:endnoteReference w:id="3"/></w:r>',
      ) + paragraph(run('Otro.')),
    footnotes: `<w:footnote w:type="separator" w:id="0">${paragraph('<w:r><w:separator/></w:r>')}</w:footnote><w:footnote w:id="2">${paragraph('<w:r><w:footnoteRef/></w:r>', run(' Nota uno.'))}${paragraph(run('Sigue.'))}${table(row(cell(paragraph(run('cifra'))), cell(paragraph(run('valor')))))}</w:footnote><w:footnote w:id="4">${paragraph(run('Suelta.'))}</w:footnote>`,
    endnotes: `<w:endnote w:id="3">${paragraph(run('Final.'))}</w:endnote>`,
  },
  'heads and feet, with a picture of words': {
    body: paragraph(run('Texto.')),
    header: paragraph(
      run('Cabeza'),
      '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>',
      run('derecha'),
      '<w:r><w:pict><v:shape><v:textpath string="BORRADOR"/></v:shape></w:pict></w:r>',
    ),
    footer: table(row(cell(paragraph(run('Pie'))), cell(paragraph(field('PAGE', run('3')))))),
    apart: /Cabeza derecha[\s\S]*BORRADOR[\s\S]*Pie/,
  },
  'words in diagrams, charts and drawn shapes': {
    body: paragraph(
      run('Texto '),
      `<w:r><w:drawing><a:graphic><a:txBody><a:p><a:r><a:t>dibujo</a:t></a:r></a:p></a:txBody></a:graphic></w:drawing></w:r>`,
      run('sigue.'),
    ),
    diagramData: '<dgm:ptLst><dgm:pt><dgm:t><a:bodyPr/><a:p><a:r><a:t>Órgano</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>',
    chart:
      '<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Título</a:t></a:r></a:p></c:rich></c:tx></c:title><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Norte</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val></c:chart>',
    lines: ['Texto sigue.'],
    apart: /^dibujo\nÓrgano\nTítulo\nNorte$/,
  },
  'form fields': {
    body: paragraph(
      run('Nombre: '),
      field('FORMTEXT', run('Ana')),
      run(' '),
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="d"/><w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Sí"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
      run(' '),
      '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ),
    lines: ['Nombre: Ana Sí ☒'],
  },
  'a changed field, whose code was deleted with it': {
    body: paragraph(
      '<w:del w:id="1" w:author="México"><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>DATE</w:delInstrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:delText>hoy</w:delText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>',
      run(' fin'),
    ),
  },
  'a comment over several paragraphs, and one whose end is missing': {
    lines: ['uno dos', 'tres', 'cuatro cinco', 'seis'],
    body:
      paragraph(run('uno '), '<w:commentRangeStart w:id="0"/>', run('dos')) +
      paragraph(run('tres')) +
      paragraph(run('cuatro'), '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>', run(' cinco')) +
      paragraph('<w:commentRangeStart w:id="1"/>', run('seis'), '<w:r><w:commentReference w:id="1"/></w:r>'),
    comments:
      `<w:comment w:id="0" w:author="Ana">${paragraph(run('Sobre los tres.'))}${paragraph(run('Y más.'))}</w:comment>` +
      `<w:comment w:id="1" w:author="Luis">${paragraph(run('Sobre seis.'))}</w:comment>`,
  },
  'notes whose words are changed, and a reference that is deleted': {
    has: /una/,
    body:
      paragraph(
        run('una '),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        run(' otra'),
        '<w:del w:id="4" w:author="México"><w:r><w:footnoteReference w:id="3"/></w:r></w:del>',
      ) + paragraph(run('fin')),
    footnotes:
      `<w:footnote w:id="2">${paragraph(run('nota '), deleted('México', 'vieja'), inserted('México', 'nueva'))}</w:footnote>` +
      `<w:footnote w:id="3">${paragraph(run('retirada'))}</w:footnote>`,
  },
  'a list that takes its levels from a list style': {
    lines: ['1. uno', 'a. bajo uno', '2. dos'],
    body: listed('uno', { num: 2 }) + listed('bajo uno', { level: 1, num: 2 }) + listed('dos', { num: 2 }),
    styles:
      '<w:style w:type="numbering" w:styleId="Lista"><w:name w:val="Lista"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    numbering: numbering
      .replace('<w:multiLevelType w:val="multilevel"/>', '<w:multiLevelType w:val="multilevel"/><w:styleLink w:val="Lista"/>')
      .replace(
        '<w:num w:numId="1">',
        '<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/><w:numStyleLink w:val="Lista"/></w:abstractNum><w:num w:numId="1">',
      )
      .concat('<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'),
  },
  'a list that begins at five, and one that begins anew': {
    lines: ['5. uno', '6. dos', '1. tres', '2. cuatro'],
    body: listed('uno') + listed('dos') + listed('tres', { num: 2 }) + listed('cuatro', { num: 2 }),
    numbering: numbering
      .replace('<w:start w:val="1"/>', '<w:start w:val="5"/>')
      .concat(
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
      ),
  },
  'numbers that are fields': {
    has: /Cuadro 3 sobre.*La lista/s,
    body:
      paragraph(run('Cuadro '), field(' SEQ Cuadro \\* ARABIC ', run('3')), run(' sobre el clima')) +
      paragraph(field(' LISTNUM LegalDefault \\l 1 ', ''), run('La lista de Word')) +
      paragraph(field(' AUTONUMLGL ', ''), run('La lista de antes')),
  },
  'Arabic and Hebrew, with Latin words among them': {
    lines: ['النص الأول Word هنا', 'שלום עולם 2030'],
    body:
      paragraph(
        '<w:pPr><w:bidi/></w:pPr>',
        '<w:r><w:rPr><w:rtl/></w:rPr><w:t>النص الأول </w:t></w:r>',
        run('Word'),
        run(' هنا'),
      ) + paragraph('<w:pPr><w:bidi/></w:pPr>', '<w:bdo w:val="rtl">', run('שלום עולם'), '</w:bdo>', run(' 2030')),
  },
  'signs of symbol fonts, as an element and as letters of the private area': {
    has: /casilla.*texto/s,
    body:
      paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', run(' casilla')) +
      paragraph('<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>\uf0b7</w:t></w:r>', run(' texto')),
  },
  'an insertion around a deletion, of two, and a deletion around an insertion': {
    body:
      paragraph(
        run('uno '),
        '<w:ins w:id="1" w:author="Canadá">',
        run('dos '),
        deleted('México', 'tres '),
        run('cuatro '),
        '</w:ins>',
        '<w:del w:id="3" w:author="México"><w:ins w:id="4" w:author="Canadá"><w:r><w:delText xml:space="preserve">cinco </w:delText></w:r></w:ins></w:del>',
        run('fin'),
      ) + paragraph(run('otro')),
    has: /uno.*fin\notro/,
  },
  'words as Google Docs writes them: a run for each, looks in each, lists that begin anew by name': {
    lines: ['1. Los Estados cooperan.', '2. Aprueban el plan.'],
    body: ['Los Estados cooperan.', 'Aprueban el plan.']
      .map((words) =>
        paragraph(
          '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="720" w:hanging="360"/><w:rPr><w:u w:val="none"/></w:rPr></w:pPr>',
          ...words
            .split(/(?<= )/)
            .map(
              (word) => `<w:r w:rsidR="00000000"><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">${word}</w:t></w:r>`,
            ),
        ),
      )
      .join(''),
    numbering,
  },
  'a text as WPS writes it: properties of its own, empty runs, and breaks of the page as it was laid out': {
    lines: ['Primera línea segunda', 'Otra'],
    body:
      '<w:p><w:pPr><w:keepNext w:val="0"/><w:widowControl/><w:kinsoku/></w:pPr><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>' +
      '<w:r><w:rPr><w:rFonts w:hint="default"/><w:lang w:val="es-ES"/></w:rPr></w:r><w:r><w:rPr><w:rFonts w:hint="default"/></w:rPr><w:t>Primera línea</w:t></w:r>' +
      '<w:r><w:lastRenderedPageBreak/><w:t xml:space="preserve"> segunda</w:t></w:r></w:p>' +
      paragraph(run('Otra'), '<w:r><w:br w:type="page"/></w:r>'),
  },
  'cells merged downwards that hold words nobody sees, and a control around a table in a cell': {
    has: /visible[\s\S]*dentro/,
    body: table(
      row(cell('<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', paragraph(run('visible'))), cell(paragraph(run('a')))),
      row(cell('<w:tcPr><w:vMerge/></w:tcPr>', paragraph(run('oculta'))), cell(paragraph(run('b')))),
      row(cell(control(table(row(cell(paragraph(run('dentro')))))), paragraph()), cell(paragraph(run('c')))),
    ),
  },
  'a dropped capital, which is a paragraph of its own in a frame': {
    body:
      paragraph(run('Antes.')) +
      paragraph('<w:pPr><w:keepNext/><w:framePr w:dropCap="drop" w:lines="3" w:wrap="around"/></w:pPr>', run('L')) +
      paragraph(run('os Estados cooperan.')) +
      paragraph('<w:pPr><w:framePr w:wrap="around"/></w:pPr>', run('Un marco.')) +
      paragraph(run('Fin.')),
    lines: ['Antes.', 'Los Estados cooperan.', 'Un marco.', 'Fin.'],
  },
  'what Word leaves between runs': {
    body: paragraph(
      '<w:proofErr w:type="spellStart"/>',
      run('pala'),
      '<w:proofErr w:type="spellEnd"/><w:permStart w:id="1" w:edGrp="everyone"/>',
      run('bra'),
      '<w:permEnd w:id="1"/><w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/>',
      '<w:r><w:lastRenderedPageBreak/><w:t> fin</w:t></w:r>',
    ),
    lines: ['palabra fin'],
  },
  'a list that begins at its second level, below a typed number and below another list': {
    lines: ['1. Uno:', 'a. letra', 'b. otra', '2. Dos:', 'c. tercera', '1. Tres', '1. Sola', 'a. dentro', '2. Más'],
    body:
      paragraph(run('1. Uno:')) +
      listed('letra', { level: 1 }) +
      listed('otra', { level: 1 }) +
      paragraph(run('2. Dos:')) +
      listed('tercera', { level: 1 }) +
      listed('Tres') +
      listed('Sola', { num: 2 }) +
      listed('dentro', { level: 1, num: 3 }) +
      listed('Más', { num: 2 }),
    numbering: numbering
      .replace(
        '<w:num ',
        `${definition(1, level(0, 'decimal', '%1.'))}${definition(2, level(0, 'decimal', '%1.'), level(1, 'lowerLetter', '%2)'))}<w:num `,
      )
      .concat(list(2, 1), list(3, 2)),
  },
  'content controls around items of a list, one in the other': {
    lines: ['1. uno', 'a. letra', 'b. otra', '2. dos y más'],
    body:
      listed('uno') +
      control(listed('letra', { level: 1 }) + control(listed('otra', { level: 1 }))) +
      control(
        paragraph(
          '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
          control(run('dos')),
          run(' y más'),
        ),
      ),
    numbering,
  },
  'a row that one inserted, with words in it that another struck': {
    proposed: ['a | b', '[México: cuenta [del. Canadá: mal] | d]', '[del. Canadá: [México: e | f]]'],
    body: table(
      row(cell(paragraph(run('a'))), cell(paragraph(run('b')))),
      changedRow(
        '<w:ins w:id="1" w:author="México"/>',
        cell(
          paragraph(
            `<w:ins w:id="2" w:author="México">${run('cuenta ')}<w:del w:id="3" w:author="Canadá"><w:r><w:delText>mal</w:delText></w:r></w:del></w:ins>`,
          ),
        ),
        cell(paragraph(inserted('México', 'd'))),
      ),
      changedRow(
        '<w:ins w:id="4" w:author="México"/><w:del w:id="5" w:author="Canadá"/>',
        cell(paragraph(run('e'))),
        cell(paragraph(run('f'))),
      ),
    ),
  },
  'a cell that one inserted, with words in it that another struck': {
    proposed: ['[México: j [del. Canadá: k]] | l', 'm | n'],
    body: table(
      `<w:tr><w:tc><w:tcPr><w:cellIns w:id="1" w:author="México"/></w:tcPr>${paragraph(run('j '), deleted('Canadá', 'k'))}</w:tc>${cell(paragraph(run('l')))}</w:tr>`,
      row(cell(paragraph(run('m'))), cell(paragraph(run('n')))),
    ),
  },
  'marks of paragraphs in cells, inserted and deleted': {
    proposed: ['Uno | dos tres', 'quita queda | fin'],
    body: table(
      row(cell(paragraph(run('Uno'))), cell(paragraph(mark('ins'), run('dos')), paragraph(run('tres')))),
      row(cell(paragraph(mark('del'), run('quita ')), paragraph(run('queda'))), cell(paragraph(run('fin')))),
    ),
  },
  'a move over cells, one from a table into the text, and one of a row': {
    proposed: [
      '[del. México: alfa] | [del. México: beta] resto',
      '[México: alfa | beta]',
      'uno | dos',
      '[del. México: fila | entera]',
      '[México: fila | entera]',
      '[del. México: sale] | queda',
      '[México: sale]',
      'Fin.',
    ],
    body:
      table(
        row(
          cell('<w:moveFromRangeStart w:id="1" w:name="m" w:author="México"/>', moved('moveFrom', 'alfa')),
          cell(moved('moveFrom', 'beta'), '<w:moveFromRangeEnd w:id="1"/>', paragraph(run('resto'))),
        ),
        row(
          cell('<w:moveToRangeStart w:id="2" w:name="m" w:author="México"/>', moved('moveTo', 'alfa')),
          cell(moved('moveTo', 'beta'), '<w:moveToRangeEnd w:id="2"/>'),
        ),
        row(cell(paragraph(run('uno'))), cell(paragraph(run('dos')))),
        changedRow('<w:del w:id="3" w:author="México"/>', cell(moved('moveFrom', 'fila')), cell(moved('moveFrom', 'entera'))),
        changedRow('<w:ins w:id="4" w:author="México"/>', cell(moved('moveTo', 'fila')), cell(moved('moveTo', 'entera'))),
        row(cell(moved('moveFrom', 'sale')), cell(paragraph(run('queda')))),
      ) +
      moved('moveTo', 'sale') +
      paragraph(run('Fin.')),
  },
  'numbers of a style that is based on a numbered one, each saying a part': {
    lines: ['1. uno', 'a. dos', 'b. tres', '2. cuatro', 'sin', 'a. propio', 'ninguno', '3. cinco'],
    body:
      styled('Base', 'uno') +
      styled('Hija', 'dos') +
      styled('Hija', 'tres') +
      styled('Base', 'cuatro') +
      styled('Sin', 'sin') +
      styled('Base', 'propio', '<w:numPr><w:ilvl w:val="1"/></w:numPr>') +
      styled('Base', 'ninguno', '<w:numPr><w:numId w:val="0"/></w:numPr>') +
      styled('Base', 'cinco'),
    styles:
      style('Base', '', '<w:numPr><w:numId w:val="1"/></w:numPr>') +
      style('Hija', 'Base', '<w:numPr><w:ilvl w:val="1"/></w:numPr>') +
      style('Sin', 'Base', '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    numbering,
  },
  'a list that overrides a level of its definition as a whole': {
    lines: ['1. uno', '2. dos', '10. tres', '11. cuatro'],
    body: listed('uno') + listed('dos') + listed('tres', { num: 2 }) + listed('cuatro', { num: 2 }),
    numbering: numbering.concat(
      list(2, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/>${level(0, 'decimal', 'Art. %1')}</w:lvlOverride>`),
    ),
  },
  'numbers of Word in the cells of a table of facts': {
    lines: ['No. | Compromiso', '1. | Instar a todos', '2. | Pedir: a) algo b) más', '3. último'],
    body:
      table(
        row(cell(paragraph(run('No.'))), cell(paragraph(run('Compromiso')))),
        row(cell(listed('')), cell(paragraph(run('Instar a todos')))),
        row(cell(listed('')), cell(paragraph(run('Pedir:')), listed('algo', { level: 1 }), listed('más', { level: 1 }))),
      ) + listed('último'),
    numbering,
  },
  'notes in a table, and a note that is new': {
    proposed: [
      'a(1) | b(2)',
      '(1) nota a',
      '(2) nota b',
      'una celda',
      'c | d',
      'e[México: (3)]',
      '(3) [México: nota nueva]',
      'Fin.',
    ],
    body:
      table(
        row(
          cell(paragraph(run('a'), '<w:r><w:footnoteReference w:id="2"/></w:r>')),
          cell(paragraph(run('b'), '<w:r><w:footnoteReference w:id="3"/></w:r>')),
        ),
        row(cell(paragraph(run('c'))), cell(paragraph(run('d')))),
      ) +
      paragraph(run('e'), '<w:ins w:id="1" w:author="México"><w:r><w:footnoteReference w:id="4"/></w:r></w:ins>') +
      paragraph(run('Fin.')),
    footnotes:
      `<w:footnote w:id="2">${paragraph(run('nota a'))}</w:footnote>` +
      `<w:footnote w:id="3">${paragraph(run('nota b'))}${table(row(cell(paragraph(run('una celda')))))}</w:footnote>` +
      `<w:footnote w:id="4">${paragraph(mark('ins'), inserted('México', 'nota nueva'))}</w:footnote>`,
  },
  'comments over cells and rows, and between blocks': {
    lines: ['uno', 'a | b', 'c | d', 'dos'],
    remarks: 2,
    body:
      '<w:commentRangeStart w:id="0"/>' +
      paragraph(run('uno')) +
      table(
        row(cell(paragraph('<w:commentRangeStart w:id="1"/>', run('a'))), cell(paragraph(run('b')))),
        '<w:commentRangeEnd w:id="0"/>',
        row(
          cell(paragraph(run('c'), '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')),
          cell(paragraph(run('d'))),
        ),
      ) +
      paragraph(run('dos'), '<w:r><w:commentReference w:id="0"/></w:r>'),
    comments:
      `<w:comment w:id="0" w:author="Ana">${paragraph(run('Sobre el bloque.'))}</w:comment>` +
      `<w:comment w:id="1" w:author="Ana">${table(row(cell(paragraph(run('Sobre las celdas.')))))}${paragraph(run('Y más.'))}</w:comment>`,
  },
  'signs of symbol fonts without their place in the private area': {
    lines: ['α fin ✓'],
    body: paragraph(
      '<w:r><w:sym w:font="Symbol" w:char="0061"/></w:r>',
      run(' fin '),
      '<w:r><w:sym w:font="Wingdings" w:char="00FC"/></w:r>',
    ),
  },
  'a list from right to left, by the letters of its script': {
    has: /^1\. واحد ABC\na\. اثنان$/m,
    body: ['واحد ABC', 'اثنان']
      .map((words, at) =>
        paragraph(`<w:pPr><w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="1"/></w:numPr><w:bidi/></w:pPr>`, run(words)),
      )
      .join(''),
    numbering: definition(0, level(0, 'arabicAlpha', '%1.'), level(1, 'arabicAbjad', '%2)')) + list(1, 0),
  },
  'a text box in an inserted run of an item, with a list in the box': {
    lines: ['1. uno', '2. dos', '3. tres'],
    body:
      listed('uno') +
      paragraph(
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        `<w:ins w:id="1" w:author="México"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${paragraph(run('caja'))}${listed('en caja')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${paragraph(run('caja'))}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:ins>`,
        run('dos'),
      ) +
      listed('tres'),
    numbering,
  },
  'controls that were inserted and deleted as such': {
    proposed: ['[México: nuevo]', 'x y'],
    body:
      '<w:customXmlInsRangeStart w:id="1" w:author="México"/>' +
      control(paragraph(inserted('México', 'nuevo'))) +
      '<w:customXmlInsRangeEnd w:id="1"/>' +
      paragraph(
        run('x '),
        '<w:customXmlDelRangeStart w:id="2" w:author="Canadá"/>',
        control(run('y')),
        '<w:customXmlDelRangeEnd w:id="2"/>',
      ),
  },
  'ruby in a deletion': {
    proposed: ['[del. México: kan漢] fin'],
    body: paragraph(
      '<w:del w:id="1" w:author="México"><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:delText>kan</w:delText></w:r></w:rt><w:rubyBase><w:r><w:delText>漢</w:delText></w:r></w:rubyBase></w:ruby></w:r></w:del>',
      run(' fin'),
    ),
  },
  'sections with columns, heads of their own and a change of their properties': {
    lines: ['1. uno', '2. dos', '3. tres'],
    body:
      listed('uno') +
      paragraph(
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:sectPr><w:type w:val="continuous"/><w:cols w:num="2"/><w:titlePg/><w:sectPrChange w:id="1" w:author="México"><w:sectPr><w:cols w:num="1"/></w:sectPr></w:sectPrChange></w:sectPr></w:pPr>',
        run('dos'),
      ) +
      listed('tres') +
      '<w:sectPr><w:cols w:num="1"/></w:sectPr>',
    numbering,
  },
  'a note with a mark of its own, and one whose mark is in a deletion': {
    has: /^uno\(1\)\*, dos/m,
    body:
      paragraph(
        run('uno'),
        '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>',
        run(', dos'),
        '<w:del w:id="1" w:author="México"><w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:delText> y tres</w:delText></w:r></w:del>',
      ) + paragraph(run('Fin.')),
    footnotes:
      `<w:footnote w:id="2">${paragraph('<w:r><w:t>*</w:t></w:r>', run(' nota propia'), `<w:hyperlink w:anchor="a">${run(' con enlace')}</w:hyperlink>`)}</w:footnote>` +
      `<w:footnote w:id="3">${paragraph(deleted('México', 'nota que se va'))}</w:footnote>`,
  },
  'a heading that runs on into its text, behind a mark that Word hides': {
    body:
      paragraph('<w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>', run('Ámbito.')) +
      paragraph(run(' Se aplica a todos.')) +
      paragraph(run('Fin.')),
    has: /Ámbito\.[^]*Se aplica a todos\./,
  },
  'formulas in a cell, in a note and in what was struck': {
    proposed: ['a | 1/2', 'x(1) [del. México: (a+b)/c]', '(1) nota √x', 'Fin.'],
    body:
      table(row(cell(paragraph(run('a'))), cell(paragraph(`<m:oMath>${frac('1', '2')}</m:oMath>`)))) +
      paragraph(
        run('x'),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        run(' '),
        `<m:oMath><w:del w:id="1" w:author="México">${frac('a+b', 'c')}</w:del></m:oMath>`,
      ) +
      paragraph(run('Fin.')),
    footnotes: `<w:footnote w:id="2">${paragraph(run('nota '), `<m:oMath>${root('', 'x')}</m:oMath>`)}</w:footnote>`,
  },
  'a comment around a part of a formula': {
    lines: ['sea (a+b)/c fin'],
    remarks: 1,
    body: paragraph(
      run('sea '),
      '<m:oMath><m:f><m:num><w:commentRangeStart w:id="0"/><m:r><m:t>a+b</m:t></m:r><w:commentRangeEnd w:id="0"/></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f></m:oMath>',
      '<w:r><w:commentReference w:id="0"/></w:r>',
      run(' fin'),
    ),
    comments: `<w:comment w:id="0" w:author="Ana">${paragraph(run('¿Seguro?'))}</w:comment>`,
  },
  'controls that repeat, that hold a date and that cite': {
    lines: ['fila uno', 'fila dos', 'el 1 de mayo (Pérez, 2020)'],
    body:
      control(
        control(paragraph(run('fila uno')), '<w15:repeatingSectionItem/>') +
          control(paragraph(run('fila dos')), '<w15:repeatingSectionItem/>'),
        '<w15:repeatingSection/>',
      ) +
      paragraph(
        run('el '),
        control(run('1 de mayo'), '<w:date w:fullDate="2020-05-01T00:00:00Z"><w:lid w:val="es-CL"/></w:date>'),
        run(' '),
        control(field('CITATION Per20', run('(Pérez, 2020)')), '<w:citation/>'),
      ),
  },
  'a table in a box in a cell, and boxes in a box': {
    lines: ['fuera | lado'],
    apart: /hondo[^]*más hondo/,
    body: table(
      row(
        cell(
          paragraph(
            run('fuera'),
            `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${table(row(cell(paragraph(run('hondo'), `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${paragraph(run('más hondo'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`))))}${paragraph(run('tras la tabla'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
          ),
        ),
        cell(paragraph(run('lado'))),
      ),
    ),
  },
  'a row that moved, with words that another struck in its new place': {
    body: table(
      changedRow('<w:del w:id="1" w:author="México"/>', cell(moved('moveFrom', 'viaja')), cell(moved('moveFrom', 'lejos'))),
      row(cell(paragraph(run('queda'))), cell(paragraph(run('aquí')))),
      changedRow(
        '<w:ins w:id="2" w:author="México"/>',
        cell(moved('moveTo', 'viaja')),
        cell(
          paragraph(
            `<w:moveTo w:id="6" w:author="México">${run('le')}<w:del w:id="7" w:author="Canadá"><w:r><w:delText>jos</w:delText></w:r></w:del></w:moveTo>`,
          ),
        ),
      ),
    ),
  },
  'runs from right to left with a number of their own, in an item and in a change': {
    proposed: ['1. تلتزم الدول 12 مرة', '2. [México: جديد] ABC'],
    body:
      paragraph(
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:bidi/></w:pPr>',
        '<w:r><w:rPr><w:rtl/><w:bCs/></w:rPr><w:t xml:space="preserve">تلتزم الدول </w:t></w:r>',
        run('12'),
        '<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve"> مرة</w:t></w:r>',
      ) +
      paragraph(
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:bidi/></w:pPr>',
        '<w:ins w:id="1" w:author="México"><w:r><w:rPr><w:rtl/></w:rPr><w:t>جديد</w:t></w:r></w:ins>',
        run(' ABC'),
      ),
    numbering,
  },
  'a table of contents as Word makes it, in a control, with its field inside': {
    lines: ['Cuerpo.', '1. uno'],
    apart: /Índice\nUno 1\nDos 2/,
    body:
      contents(
        paragraph(run('Índice')) +
          paragraph(
            begin('TOC \\o "1-3"'),
            `<w:hyperlink w:anchor="a">${run('Uno ')}${field('PAGEREF a', run('1'))}</w:hyperlink>`,
          ) +
          paragraph(`<w:hyperlink w:anchor="b">${run('Dos ')}${field('PAGEREF b', run('2'))}</w:hyperlink>`) +
          paragraph(end),
      ) +
      paragraph(run('Cuerpo.')) +
      listed('uno'),
    numbering,
  },
  'a table of contents whose field ends behind its control, or nowhere': {
    lines: ['Cuerpo.', 'Fin.'],
    apart: /Índice/,
    body:
      contents(paragraph(begin('TOC \\o'), run('Índice'))) +
      paragraph(run('Cuerpo.'), end) +
      contents(paragraph(begin('TOC \\o'), run('Otro índice'))) +
      paragraph(run('Fin.')),
  },
  'a table of contents without a control, whose field never ends': {
    lines: ['Antes.', 'Índice', 'Cuerpo.'],
    body: paragraph(run('Antes.')) + paragraph(begin('TOC \\o'), run('Índice')) + paragraph(run('Cuerpo.')),
  },
  'words struck by hand, with a line through them and no change tracking': {
    proposed: ['Antes [del: tres] y después.', 'Se queda.', '[del: Todo fuera.]', 'Fin.'],
    accepted: ['Antes y después.', 'Se queda.', 'Fin.'],
    rejected: ['Antes tres y después.', 'Se queda.', 'Todo fuera.', 'Fin.'],
    body:
      paragraph(run('Antes '), looking('<w:strike/><w:dstrike w:val="0"/>', 'tres '), run('y después.')) +
      paragraph(looking('<w:strike w:val="0"/>', 'Se queda.')) +
      paragraph(looking('<w:dstrike/>', 'Todo '), looking('<w:rStyle w:val="Tachado"/>', 'fuera.')) +
      paragraph(run('Fin.')),
    styles: '<w:style w:type="character" w:styleId="Tachado"><w:name w:val="Tachado"/><w:rPr><w:strike/></w:rPr></w:style>',
  },
  'a second list of Word, dressed otherwise and not set further in, stands beside the first': {
    lines: ['1. uno', 'a. letra', 'b. otra', '1. de nuevo uno', 'a. su letra', '2. de nuevo dos'],
    body:
      listed('uno') +
      listed('letra', { level: 1 }) +
      listed('otra', { level: 1 }) +
      listed('de nuevo uno', { num: 2 }) +
      listed('su letra', { level: 1, num: 2 }) +
      listed('de nuevo dos', { num: 2 }),
    numbering: definition(0, level(0, 'decimal', '%1.'), level(1, 'lowerLetter', '%2)'))
      .concat(definition(1, level(0, 'decimal', '%1)'), level(1, 'lowerLetter', '%2)')))
      .concat(list(1, 0), list(2, 1)),
  },
  'a list of Word whose numbers have a word in front, behind one without': {
    lines: ['1. uno', '2. dos', 'a. letra', '3. tres', '1. de nuevo uno', '2. de nuevo dos'],
    body:
      listed('uno') +
      listed('dos') +
      listed('letra', { level: 1 }) +
      listed('tres') +
      listed('de nuevo uno', { num: 2 }) +
      listed('de nuevo dos', { num: 2 }),
    numbering: definition(0, level(0, 'decimal', '%1.'), level(1, 'lowerLetter', '%2)'))
      .concat(definition(1, level(0, 'decimal', 'Compromiso %1:')))
      .concat(list(1, 0), list(2, 1)),
  },
  'numbers of Word, of what stays once all is accepted or rejected': {
    proposed: [
      '1. uno',
      '1 bis. [México: nuevo]',
      '2. [del. México: viejo]',
      'a. letra',
      '3. dos',
      '4. [del. México: sobra]',
      'tabla | tabla',
      '5. último',
    ],
    accepted: ['1. uno', '2. nuevo', 'a. letra', '3. dos', 'tabla | tabla', '4. último'],
    rejected: ['1. uno', '2. viejo', 'a. letra', '3. dos', '4. sobra', 'tabla | tabla', '5. último'],
    body:
      listed('uno') +
      listed('', { more: '<w:rPr><w:ins w:id="3" w:author="México"/></w:rPr>' }).replace(run(''), inserted('México', 'nuevo')) +
      listed('', { more: '<w:rPr><w:del w:id="4" w:author="México"/></w:rPr>' }).replace(run(''), deleted('México', 'viejo')) +
      listed('letra', { level: 1 }) +
      listed('dos') +
      listed('', { more: '<w:rPr><w:del w:id="5" w:author="México"/></w:rPr>' }).replace(run(''), deleted('México', 'sobra')) +
      table(row(cell(paragraph(run('tabla'))), cell(paragraph(run('tabla'))))) +
      listed('último'),
    numbering,
  },
};

const strict = (xml) =>
  xml
    .replaceAll(
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      'http://purl.oclc.org/ooxml/wordprocessingml/main',
    )
    .replaceAll(
      'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
      'http://purl.oclc.org/ooxml/officeDocument/relationships',
    )
    .replaceAll('http://schemas.openxmlformats.org/officeDocument/2006/math', 'http://purl.oclc.org/ooxml/officeDocument/math');

/** Each choice of what becomes of changes; the strict form, in other namespaces, is the same file from then on. */
const ways = [
  ['transitional', (xml) => xml, 'proposals'],
  ['transitional', (xml) => xml, 'accepted'],
  ['transitional', (xml) => xml, 'rejected'],
  ['strict', strict, 'proposals'],
];

describe('a shape that Word writes loses no word', () => {
  for (const [name, { body, lines, proposed, accepted, rejected, has, apart, remarks, ...parts }] of Object.entries(shapes))
    test(name, async () => {
      const written = countLetters(wordText(wordFile(body, parts)));
      for (const [how, edit, changes] of ways) {
        const got = await read(wordFile(body, { ...parts, edit }), changes);
        assert.deepEqual(lost(written, countLetters(got.found)), [], `${how}, ${changes}`);
        const wanted = lines ?? { proposals: proposed, accepted, rejected }[changes];
        if (wanted) assert.deepEqual(got.lines, wanted, `${how}, ${changes}`);
        if (has) assert.match(got.lines.join('\n'), has);
        if (remarks)
          assert.equal(
            got.word.authors.reduce((sum, { comments }) => sum + comments, 0),
            remarks,
          );
        if (apart) assert.match(got.aside.join('\n'), apart);
      }
    });

  test('another document inside is refused in a sentence', async () => {
    const file = path.join(folder, 'chunk.docx');
    writeFileSync(file, wordFile(paragraph(run('Uno.')) + '<w:altChunk r:id="a"/>'));
    const { code, stderr } = await cli.run(['import', '--data', data, '--title', 'T', '--lang', 'es', file]);
    assert.equal(code, 1);
    assert.match(stderr, /takes in another document/);
  });
});
