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

const fr: typeof es = {
  legend: 'Télécharger au format',
  tracked: 'Word avec suivi des modifications (.docx)',
  docx: 'Word (.docx)',
  txt: 'Texte (.txt)',
  md: 'Markdown (.md)',
  html: 'Page web (.html)',
  json: 'Données (.json)',
  akn: 'Akoma Ntoso (.xml)',
  hint: 'Dans Word avec suivi des modifications, chaque proposition est une modification de sa délégation, et les commentaires accompagnent le texte.',
  failed: 'Le téléchargement a échoué.',
};

const pt: typeof es = {
  legend: 'Baixar como',
  tracked: 'Word com controle de alterações (.docx)',
  docx: 'Word (.docx)',
  txt: 'Texto (.txt)',
  md: 'Markdown (.md)',
  html: 'Página web (.html)',
  json: 'Dados (.json)',
  akn: 'Akoma Ntoso (.xml)',
  hint: 'No Word com controle de alterações, cada proposta é uma alteração da sua delegação, e os comentários acompanham o texto.',
  failed: 'Não foi possível baixar.',
};

export const downloadWords = wordsOf({ es, en, fr, pt });
