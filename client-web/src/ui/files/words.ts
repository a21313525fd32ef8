import type { ItemKind } from '../../wire/types';
import { many } from '../i18n/plural';
import { wordsOf } from '../i18n/words';
import type { Choice, Look, Wish } from './word_calls';

const es = {
  title: 'Agregar un archivo de Word',
  explain:
    'Elija el archivo que se descargó de este texto y se modificó en Word, con o sin control de cambios. Lo que se cambió se propone en su nombre, o se escribe donde usted puede escribir, llevado sobre todo lo ocurrido desde entonces. No se sobrescribe nada.',
  choose: (kinds: string) => `Elegir un archivo (${kinds})…`,
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
  looks: { bold: 'negrita', italic: 'cursiva', underline: 'subrayado' } satisfies Record<Look, string>,
  look: (looks: string, link: string) =>
    `Formato: ${[looks, link && `enlace a ${link}`].filter(Boolean).join(', ') || 'ninguno, sin enlace'}`,
  formatTold:
    'El archivo no dice qué párrafo es qué punto; por eso no se toma su formato. Cámbielo en el texto si hace falta.',
  moveKept: 'Mover un punto no se puede proponer aquí, o alguien lo movió desde entonces.',
  behind: (item: string) => `después de ${item}`,
  below: (item: string) => `al principio de ${item}`,
  first: 'al comienzo del texto',
  thisNew: 'un párrafo nuevo del archivo',
  level: (place: string) => `Cambia de nivel: ${place}.`,
  order: (place: string) => `Va a otro lugar: ${place}.`,
  kind: {
    item: 'Pasa a ser un punto numerado.',
    heading: 'Pasa a ser un título.',
    paragraph: 'Pasa a ser un párrafo sin número.',
  } satisfies Record<ItemKind, string>,
  kindKept: 'Esto no se puede proponer aquí, o alguien lo cambió desde entonces.',
  titleKept: 'El título lo fija la Secretaría o la Presidencia, o cambió desde entonces.',
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
    'Este archivo es solo para leer (dos idiomas, una comparación o el acta). Descargue el texto en un idioma.',
  otherLanguage: 'El archivo está en un idioma que este texto no tiene.',
  oldOrLocked:
    'Es un .doc antiguo o un archivo con contraseña. Ábralo en Word y guárdelo como .docx, sin contraseña.',
  withMacros: 'El archivo puede llevar macros (.docm). Guárdelo en Word como .docx.',
  pdf: 'Es un PDF. Pida el archivo de Word (.docx) o copie el texto.',
  emptyFile: 'El archivo está vacío.',
  tooLarge: 'El archivo es demasiado grande. Quítele las imágenes en Word y envíelo de nuevo.',
  tooMuch:
    'El archivo tiene más texto, cambios o comentarios de los que este servidor recibe. Divídalo en Word, o acepte allí una parte de los cambios, y envíelo de nuevo.',
  damaged: 'El archivo está dañado o incompleto. Guárdelo otra vez y envíelo de nuevo.',
  source: 'Archivo de Word',
  remove: 'Quitar el archivo',
  changes: 'Cambios del archivo',
  choices: {
    proposals: 'como propuestas de sus autores',
    accepted: 'todos aceptados',
    rejected: 'ninguno aceptado',
  } satisfies Record<Choice, string>,
  authors: 'Autores del archivo',
  authorsHint:
    'Código de la delegación de cada uno; vacío: la persona con su nombre, o sin atribución si no lo tiene.',
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
  choose: (kinds) => `Choose a file (${kinds})…`,
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
  looks: { bold: 'bold', italic: 'italic', underline: 'underlined' },
  look: (looks, link) =>
    `Formatting: ${[looks, link && `a link to ${link}`].filter(Boolean).join(', ') || 'none, no link'}`,
  formatTold:
    'The file does not say which paragraph is which item, so its formatting is not taken. Change it in the text if you need it.',
  moveKept: 'Moving an item cannot be proposed here, or somebody has moved it since.',
  behind: (item) => `behind ${item}`,
  below: (item) => `first below ${item}`,
  first: 'at the beginning of the text',
  thisNew: 'a new paragraph of the file',
  level: (place) => `Other level: ${place}.`,
  order: (place) => `Stands elsewhere: ${place}.`,
  kind: {
    item: 'Becomes a numbered item.',
    heading: 'Becomes a heading.',
    paragraph: 'Becomes a paragraph without a number.',
  },
  kindKept: 'This cannot be proposed here, or somebody has changed it since.',
  titleKept: 'The secretariat or the chair sets the title, or it was changed since.',
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
    'This file is for reading only (two languages, a comparison or the minutes). Download the text in one language.',
  otherLanguage: 'The file is in a language that this text does not have.',
  oldOrLocked:
    'This is an old .doc, or a file with a password. Open it in Word and save it as .docx, without password.',
  withMacros: 'The file may hold macros (.docm). Save it in Word as .docx.',
  pdf: 'This is a PDF. Ask for the Word file (.docx), or copy the text.',
  emptyFile: 'The file is empty.',
  tooLarge: 'The file is too large. Take the pictures out of it in Word and send it again.',
  tooMuch:
    'The file holds more text, changes or comments than this server takes. Split it in Word, or accept some of its changes there, and send it again.',
  damaged: 'The file is damaged or incomplete. Save it again and send it once more.',
  source: 'Word file',
  remove: 'Remove the file',
  changes: 'Changes in the file',
  choices: {
    proposals: 'as proposals of their authors',
    accepted: 'all accepted',
    rejected: 'none accepted',
  },
  authors: 'Authors in the file',
  authorsHint:
    'The code of each one’s delegation; empty: the person by name, or no attribution where there is none.',
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

const fr: typeof es = {
  title: 'Ajouter un fichier Word',
  explain:
    'Choisissez le fichier qui a été téléchargé de ce texte et modifié dans Word, avec ou sans suivi des modifications. Ce qui a été changé est proposé en votre nom, ou écrit là où vous pouvez écrire, reporté par-dessus tout ce qui s’est passé depuis. Rien n’est écrasé.',
  choose: (kinds) => `Choisir un fichier (${kinds})…`,
  drop: 'ou déposez-le ici',
  reading: 'Lecture du fichier…',
  nothing: 'Rien n’a été changé dans ce fichier.',
  found: (n) => many.fr(n, `${n} changement dans le fichier`, `${n} changements dans le fichier`),
  since: (seq) => `Il a été téléchargé au changement ${seq} du texte.`,
  unmarked:
    'Le fichier ne dit pas quel paragraphe est quel point : ils ont été reconnus à leurs mots. Vérifiez la liste avec soin.',
  will: {
    edit: 'est écrit dans le texte',
    proposal: 'proposition',
    comment: 'est conservé comme commentaire',
    told: 'n’entre pas dans le texte',
  },
  did: {
    edit: 'écrit dans le texte',
    proposal: 'proposé',
    comment: 'conservé comme commentaire',
    told: 'n’entrait pas dans le texte : copiez-le d’ici au besoin',
  },
  looks: { bold: 'gras', italic: 'italique', underline: 'souligné' },
  look: (looks, link) =>
    `Mise en forme : ${[looks, link && `lien vers ${link}`].filter(Boolean).join(', ') || 'aucune, sans lien'}`,
  formatTold:
    'Le fichier ne dit pas quel paragraphe est quel point ; sa mise en forme n’est donc pas reprise. Changez-la dans le texte au besoin.',
  moveKept: 'Un déplacement ne peut pas être proposé ici, ou quelqu’un a déplacé le point depuis.',
  behind: (item) => `après ${item}`,
  below: (item) => `au début de ${item}`,
  first: 'au début du texte',
  thisNew: 'un nouveau paragraphe du fichier',
  level: (place) => `Change de niveau : ${place}.`,
  order: (place) => `Change de place : ${place}.`,
  kind: {
    item: 'Devient un point numéroté.',
    heading: 'Devient un intertitre.',
    paragraph: 'Devient un paragraphe sans numéro.',
  },
  kindKept: 'Cela ne peut pas être proposé ici, ou quelqu’un l’a changé depuis.',
  titleKept: 'Le titre est fixé par le secrétariat ou la présidence, ou a changé depuis.',
  newTitle: 'Titre',
  newItem: 'Nouveau paragraphe',
  saidInFile: 'Commentaire',
  removed: 'Retiré :',
  inserted: 'Inséré :',
  misfit: 'Depuis, le point a été clos, supprimé ou changé à cet endroit.',
  add: 'Ajouter au texte',
  adding: 'Ajout…',
  done: 'Ajouté au texte.',
  another: 'Ajouter un autre fichier',
  badFile:
    'Ce n’est pas un fichier Word (.docx) lisible. Ouvrez-le dans Word et enregistrez-le au format .docx, sans mot de passe ni macros.',
  otherDraft: 'Ce fichier vient d’un autre texte ; ajoutez-le là-bas.',
  forReading:
    'Ce fichier ne sert qu’à la lecture (deux langues, une comparaison ou le procès-verbal). Téléchargez le texte dans une seule langue.',
  otherLanguage: 'Le fichier est dans une langue que ce texte n’a pas.',
  oldOrLocked:
    'C’est un ancien .doc ou un fichier protégé par un mot de passe. Ouvrez-le dans Word et enregistrez-le au format .docx, sans mot de passe.',
  withMacros: 'Le fichier peut contenir des macros (.docm). Enregistrez-le dans Word au format .docx.',
  pdf: 'C’est un PDF. Demandez le fichier Word (.docx) ou copiez le texte.',
  emptyFile: 'Le fichier est vide.',
  tooLarge: 'Le fichier est trop volumineux. Retirez-en les images dans Word et renvoyez-le.',
  tooMuch:
    'Le fichier contient plus de texte, de modifications ou de commentaires que ce serveur n’en accepte. Divisez-le dans Word, ou acceptez-y une partie des modifications, puis renvoyez-le.',
  damaged: 'Le fichier est endommagé ou incomplet. Enregistrez-le de nouveau et renvoyez-le.',
  source: 'Fichier Word',
  remove: 'Retirer le fichier',
  changes: 'Modifications du fichier',
  choices: {
    proposals: 'comme propositions de leurs auteurs',
    accepted: 'toutes acceptées',
    rejected: 'aucune acceptée',
  },
  authors: 'Auteurs dans le fichier',
  authorsHint:
    'Le code de la délégation de chacun ; vide : la personne, par son nom, ou sans attribution s’il n’y en a pas.',
  counts: (changes, comments) =>
    [
      changes > 0 ? many.fr(changes, `${changes} modification`, `${changes} modifications`) : '',
      comments > 0 ? many.fr(comments, `${comments} commentaire`, `${comments} commentaires`) : '',
    ]
      .filter(Boolean)
      .join(', '),
  nobody: 'Sans nom',
  aside: 'Mis à part : en-têtes, pieds de page, zones de texte, sommaires, texte masqué',
  struck: 'Mots barrés qui ne restent pas dans le texte',
  formats: 'Changements de mise en forme, repris tels quels',
  translated: (lang) => `Le tableau contient aussi une traduction (${lang}).`,
};

const pt: typeof es = {
  title: 'Acrescentar um arquivo do Word',
  explain:
    'Escolha o arquivo que foi baixado deste texto e modificado no Word, com ou sem controle de alterações. O que mudou é proposto em seu nome, ou escrito onde pode escrever, levado por cima de tudo o que aconteceu desde então. Nada é sobrescrito.',
  choose: (kinds) => `Escolher um arquivo (${kinds})…`,
  drop: 'ou solte-o aqui',
  reading: 'Lendo o arquivo…',
  nothing: 'Nada foi alterado neste arquivo.',
  found: (n) => many.pt(n, '1 alteração no arquivo', `${n} alterações no arquivo`),
  since: (seq) => `Foi baixado na alteração ${seq} do texto.`,
  unmarked:
    'O arquivo não diz qual parágrafo é qual ponto: foram reconhecidos pelas suas palavras. Confira a lista com cuidado.',
  will: {
    edit: 'é escrito no texto',
    proposal: 'proposta',
    comment: 'fica como comentário',
    told: 'não cabe no texto',
  },
  did: {
    edit: 'escrito no texto',
    proposal: 'proposto',
    comment: 'guardado como comentário',
    told: 'não coube no texto: copie-o daqui se precisar',
  },
  looks: { bold: 'negrito', italic: 'itálico', underline: 'sublinhado' },
  look: (looks, link) =>
    `Formatação: ${[looks, link && `link para ${link}`].filter(Boolean).join(', ') || 'nenhuma, sem link'}`,
  formatTold:
    'O arquivo não diz qual parágrafo é qual ponto; por isso a sua formatação não é tomada. Altere-a no texto se precisar.',
  moveKept: 'Mover um ponto não pode ser proposto aqui, ou alguém o moveu desde então.',
  behind: (item) => `depois de ${item}`,
  below: (item) => `no início de ${item}`,
  first: 'no começo do texto',
  thisNew: 'um parágrafo novo do arquivo',
  level: (place) => `Muda de nível: ${place}.`,
  order: (place) => `Vai para outro lugar: ${place}.`,
  kind: {
    item: 'Passa a ser um ponto numerado.',
    heading: 'Passa a ser um título.',
    paragraph: 'Passa a ser um parágrafo sem número.',
  },
  kindKept: 'Isto não pode ser proposto aqui, ou alguém o mudou desde então.',
  titleKept: 'O título é definido pela Secretaria ou pela Presidência, ou mudou desde então.',
  newTitle: 'Título',
  newItem: 'Parágrafo novo',
  saidInFile: 'Comentário',
  removed: 'Retira-se:',
  inserted: 'Acrescenta-se:',
  misfit: 'Desde então, o ponto foi fechado, retirado ou alterado nesse lugar.',
  add: 'Acrescentar ao texto',
  adding: 'Acrescentando…',
  done: 'Acrescentado ao texto.',
  another: 'Acrescentar outro arquivo',
  badFile:
    'Não é um arquivo do Word (.docx) que se possa ler. Abra-o no Word e salve-o como .docx, sem senha nem macros.',
  otherDraft: 'Este arquivo vem de outro texto; acrescente-o lá.',
  forReading:
    'Este arquivo é só para leitura (dois idiomas, uma comparação ou a ata). Baixe o texto em um idioma.',
  otherLanguage: 'O arquivo está em um idioma que este texto não tem.',
  oldOrLocked: 'É um .doc antigo ou um arquivo com senha. Abra-o no Word e salve-o como .docx, sem senha.',
  withMacros: 'O arquivo pode conter macros (.docm). Salve-o no Word como .docx.',
  pdf: 'É um PDF. Peça o arquivo do Word (.docx) ou copie o texto.',
  emptyFile: 'O arquivo está vazio.',
  tooLarge: 'O arquivo é grande demais. Retire as imagens no Word e envie-o de novo.',
  tooMuch:
    'O arquivo tem mais texto, alterações ou comentários do que este servidor aceita. Divida-o no Word, ou aceite ali uma parte das alterações, e envie-o de novo.',
  damaged: 'O arquivo está danificado ou incompleto. Salve-o outra vez e envie-o de novo.',
  source: 'Arquivo do Word',
  remove: 'Retirar o arquivo',
  changes: 'Alterações do arquivo',
  choices: {
    proposals: 'como propostas dos seus autores',
    accepted: 'todas aceitas',
    rejected: 'nenhuma aceita',
  },
  authors: 'Autores do arquivo',
  authorsHint:
    'O código da delegação de cada um; vazio: a pessoa, com o seu nome, ou sem atribuição se não o tiver.',
  counts: (changes, comments) =>
    [
      changes > 0 ? many.pt(changes, '1 alteração', `${changes} alterações`) : '',
      comments > 0 ? many.pt(comments, '1 comentário', `${comments} comentários`) : '',
    ]
      .filter(Boolean)
      .join(', '),
  nobody: 'Sem nome',
  aside: 'À parte: cabeçalhos, rodapés, caixas de texto, índices, texto oculto',
  struck: 'Palavras riscadas que não ficam no texto',
  formats: 'Alterações de formatação, tomadas como estão',
  translated: (lang) => `A tabela traz também uma tradução (${lang}).`,
};

export const fileWords = wordsOf({ es, en, fr, pt });
