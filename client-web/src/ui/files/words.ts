import { many } from '../i18n/plural';
import { wordsOf } from '../i18n/words';
import type { Choice, Untaken, Wish } from './word_calls';

const es = {
  title: 'Agregar un archivo de Word',
  explain:
    'Elija el archivo que se descargó de este texto y se modificó en Word, con o sin control de cambios. Lo que se cambió se propone en su nombre, o se escribe donde usted puede escribir, llevado sobre todo lo ocurrido desde entonces. No se sobrescribe nada.',
  choose: 'Elegir un archivo (.docx)…',
  drop: 'o suéltelo aquí',
  reading: 'Leyendo el archivo…',
  nothing: 'En este archivo no se cambió nada.',
  found: (n: number) => many.es(n, '1 cambio en el archivo', `${n} cambios en el archivo`),
  since: (seq: number) => `Se descargó con el cambio ${seq} del texto.`,
  unmarked:
    'El archivo no dice qué párrafo es qué punto: se reconocieron por sus palabras. Revise la lista con cuidado.',
  will: {
    edit: 'se escribe en el texto',
    proposal: 'propuesta',
    comment: 'queda como comentario',
    told: 'no cabe en el texto',
  } satisfies Record<Wish['outcome'], string>,
  did: {
    edit: 'escrito en el texto',
    proposal: 'propuesto',
    comment: 'guardado como comentario',
    told: 'no cupo en el texto: cópielo de aquí si hace falta',
  } satisfies Record<Wish['outcome'], string>,
  untaken: {
    format: 'Negrita, cursiva y subrayado no se toman del archivo; cámbielos en el texto.',
    order:
      'El punto está en otro lugar del archivo. Los puntos no se mueven con un archivo; muévalo en el texto.',
    title: 'El título no se toma del archivo; cámbielo en el texto.',
  } satisfies Record<Untaken, string>,
  untold: 'no se toma del archivo',
  newTitle: 'Título',
  newItem: 'Párrafo nuevo',
  saidInFile: 'Comentario',
  removed: 'Se quita:',
  inserted: 'Se agrega:',
  misfit: 'El punto fue cerrado, retirado o cambiado en ese lugar desde entonces.',
  add: 'Agregar al texto',
  adding: 'Agregando…',
  done: 'Agregado al texto.',
  another: 'Agregar otro archivo',
  badFile:
    'No es un archivo de Word (.docx) que se pueda leer. Ábralo en Word y guárdelo como .docx, sin contraseña ni macros.',
  otherDraft: 'Este archivo viene de otro texto; agréguelo allí.',
  forReading:
    'Este archivo es solo para leer (dos idiomas o una comparación). Descargue el texto en un idioma.',
  source: 'Archivo de Word',
  remove: 'Quitar el archivo',
  changes: 'Cambios del archivo',
  choices: {
    proposals: 'como propuestas de sus autores',
    accepted: 'todos aceptados',
    rejected: 'ninguno aceptado',
  } satisfies Record<Choice, string>,
  authors: 'Autores del archivo',
  authorsHint: 'Código de la delegación de cada uno; vacío: la persona con su nombre.',
  counts: (changes: number, comments: number) =>
    [
      changes > 0 ? many.es(changes, '1 cambio', `${changes} cambios`) : '',
      comments > 0 ? many.es(comments, '1 comentario', `${comments} comentarios`) : '',
    ]
      .filter(Boolean)
      .join(', '),
  nobody: 'Sin nombre',
  aside: 'Aparte: encabezados, pies, cuadros de texto, índices, texto oculto',
  struck: 'Palabras tachadas que no quedan en el texto',
  formats: 'Cambios de formato, tomados como están',
  translated: (lang: string) => `La tabla trae también una traducción (${lang}).`,
};

const en: typeof es = {
  title: 'Add a Word file',
  explain:
    'Choose the file that was downloaded from this text and edited in Word, with or without change tracking. What was changed is proposed in your name, or written where you may write, carried over everything that has happened since. Nothing is overwritten.',
  choose: 'Choose a file (.docx)…',
  drop: 'or drop it here',
  reading: 'Reading the file…',
  nothing: 'Nothing was changed in this file.',
  found: (n) => many.en(n, '1 change in the file', `${n} changes in the file`),
  since: (seq) => `It was downloaded at change ${seq} of the text.`,
  unmarked:
    'The file does not say which paragraph is which item: they were recognised by their words. Check the list with care.',
  will: {
    edit: 'is written into the text',
    proposal: 'proposal',
    comment: 'is kept as a comment',
    told: 'does not fit the text',
  },
  did: {
    edit: 'written into the text',
    proposal: 'proposed',
    comment: 'kept as a comment',
    told: 'did not fit the text: copy it from here if you need it',
  },
  untaken: {
    format: 'Bold, italic and underline are not taken from the file; change them in the text.',
    order: 'The item stands elsewhere in the file. Items are not moved by a file; move it in the text.',
    title: 'The title is not taken from the file; change it in the text.',
  } satisfies Record<Untaken, string>,
  untold: 'not taken from the file',
  newTitle: 'Title',
  newItem: 'New paragraph',
  saidInFile: 'Comment',
  removed: 'Taken out:',
  inserted: 'Put in:',
  misfit: 'The item was closed, removed or changed at that place since.',
  add: 'Add to the text',
  adding: 'Adding…',
  done: 'Added to the text.',
  another: 'Add another file',
  badFile:
    'This is not a Word file (.docx) that can be read. Open it in Word and save it as .docx, without password or macros.',
  otherDraft: 'This file comes from another text; add it there.',
  forReading:
    'This file is for reading only (two languages or a comparison). Download the text in one language.',
  source: 'Word file',
  remove: 'Remove the file',
  changes: 'Changes in the file',
  choices: {
    proposals: 'as proposals of their authors',
    accepted: 'all accepted',
    rejected: 'none accepted',
  },
  authors: 'Authors in the file',
  authorsHint: 'The code of each one’s delegation; empty: the person by name.',
  counts: (changes, comments) =>
    [
      changes > 0 ? many.en(changes, '1 change', `${changes} changes`) : '',
      comments > 0 ? many.en(comments, '1 comment', `${comments} comments`) : '',
    ]
      .filter(Boolean)
      .join(', '),
  nobody: 'No name',
  aside: 'Set apart: headers, footers, text boxes, contents, hidden text',
  struck: 'Struck words that do not stay in the text',
  formats: 'Changes of formatting, taken as they are',
  translated: (lang) => `The table has a translation too (${lang}).`,
};

export const fileWords = wordsOf({ es, en });
