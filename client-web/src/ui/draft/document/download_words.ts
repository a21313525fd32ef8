import { wordsOf } from '../../i18n/words';

const es = {
  legend: 'Descargar como',
  tracked: 'Word con control de cambios (.docx)',
  docx: 'Word (.docx)',
  txt: 'Texto (.txt)',
  md: 'Markdown (.md)',
  html: 'Página web (.html)',
  json: 'Datos (.json)',
  akn: 'Akoma Ntoso (.xml)',
  hint: 'En Word con control de cambios, cada propuesta es un cambio de su delegación, y los comentarios van con el texto.',
  failed: 'No se pudo descargar.',
};

const en: typeof es = {
  legend: 'Download as',
  tracked: 'Word with tracked changes (.docx)',
  docx: 'Word (.docx)',
  txt: 'Text (.txt)',
  md: 'Markdown (.md)',
  html: 'Web page (.html)',
  json: 'Data (.json)',
  akn: 'Akoma Ntoso (.xml)',
  hint: 'In Word with tracked changes, each proposal is a change by its delegation, and comments go with the text.',
  failed: 'The download failed.',
};

export const downloadWords = wordsOf({ es, en });
