import { many } from '../i18n/plural';
import { wordsOf } from '../i18n/words';

const es = {
  logo: 'Logotipo',
  logoHint: 'PNG, JPEG o WebP, de 128 KB a lo más.',
  logoChoose: 'Elegir una imagen…',
  logoRemove: 'Quitar el logotipo',
  logoUnfit: 'Elija una imagen PNG, JPEG o WebP de 128 KB a lo más.',
  nameIn: (lang: string) => `Nombre en ${lang}`,
  change: (name: string) => `Cambiar la delegación: ${name}`,
  remove: 'Quitar la delegación',
  removeSure: 'Sí, quitarla de la reunión',
  removeHint: (n: number) =>
    many.es(
      n,
      'De 1 persona de esta delegación no cambia nada: conserva su enlace y habla por ella, hasta que usted le asigne otra o revoque su invitación. ',
      `De ${n} personas de esta delegación no cambia nada: conservan su enlace y hablan por ella, hasta que usted les asigne otra o revoque su invitación. `,
    ) + 'Sus propuestas, posiciones y comentarios quedan en los textos con su nombre.',
  expires: 'El enlace vence',
  expiresHint: 'Al terminar ese día. Vacío: no vence.',
  drop: (title: string) => `Quitar del temario: ${title}`,
  dropShort: 'Quitar',
  dropSure: 'Sí, quitar: quienes lo tienen abierto lo conservan',
  rolesIn: (lang: string) => `Funciones en ${lang}`,
};

const en: typeof es = {
  logo: 'Logo',
  logoHint: 'PNG, JPEG or WebP, of at most 128 kB.',
  logoChoose: 'Choose an image…',
  logoRemove: 'Remove the logo',
  logoUnfit: 'Choose a PNG, JPEG or WebP image of at most 128 kB.',
  nameIn: (lang) => `Name in ${lang}`,
  change: (name) => `Change the delegation: ${name}`,
  remove: 'Remove the delegation',
  removeSure: 'Yes, remove it from the meeting',
  removeHint: (n) =>
    many.en(
      n,
      'Nothing changes for 1 person of this delegation: they keep their link and speak for it until you give them another one or revoke their invitation. ',
      `Nothing changes for ${n} people of this delegation: they keep their links and speak for it until you give them another one or revoke their invitations. `,
    ) + 'Its proposals, positions and comments stay in the texts under its name.',
  expires: 'The link expires',
  expiresHint: 'At the end of that day. Empty: never.',
  drop: (title) => `Take off the agenda: ${title}`,
  dropShort: 'Take off',
  dropSure: 'Yes, take it off: those who have it keep it',
  rolesIn: (lang) => `Roles in ${lang}`,
};

const fr: typeof es = {
  logo: 'Logo',
  logoHint: 'PNG, JPEG ou WebP, de 128 ko au plus.',
  logoChoose: 'Choisir une image…',
  logoRemove: 'Retirer le logo',
  logoUnfit: 'Choisissez une image PNG, JPEG ou WebP de 128 ko au plus.',
  nameIn: (lang) => `Nom en ${lang}`,
  change: (name) => `Modifier la délégation : ${name}`,
  remove: 'Retirer la délégation',
  removeSure: 'Oui, la retirer de la réunion',
  removeHint: (n) =>
    many.fr(
      n,
      `Rien ne change pour ${n} personne de cette délégation : elle garde son lien et parle en son nom, jusqu’à ce que vous l’affectiez à une autre ou révoquiez son invitation. `,
      `Rien ne change pour ${n} personnes de cette délégation : elles gardent leur lien et parlent en son nom, jusqu’à ce que vous les affectiez à une autre ou révoquiez leur invitation. `,
    ) + 'Ses propositions, positions et commentaires restent dans les textes sous son nom.',
  expires: 'Le lien expire',
  expiresHint: 'À la fin de ce jour. Vide : jamais.',
  drop: (title) => `Retirer de l’ordre du jour : ${title}`,
  dropShort: 'Retirer',
  dropSure: 'Oui, retirer : ceux qui l’ont le gardent',
  rolesIn: (lang) => `Fonctions en ${lang}`,
};

const pt: typeof es = {
  logo: 'Logotipo',
  logoHint: 'PNG, JPEG ou WebP, de no máximo 128 KB.',
  logoChoose: 'Escolher uma imagem…',
  logoRemove: 'Remover o logotipo',
  logoUnfit: 'Escolha uma imagem PNG, JPEG ou WebP de no máximo 128 KB.',
  nameIn: (lang) => `Nome em ${lang}`,
  change: (name) => `Alterar a delegação: ${name}`,
  remove: 'Remover a delegação',
  removeSure: 'Sim, remover da reunião',
  removeHint: (n) =>
    many.pt(
      n,
      'Nada muda para 1 pessoa desta delegação: ela mantém o seu link e fala por ela até que receba outra ou que o convite seja revogado. ',
      `Nada muda para ${n} pessoas desta delegação: elas mantêm os seus links e falam por ela até que recebam outra ou que os convites sejam revogados. `,
    ) + 'As suas propostas, posições e comentários permanecem nos textos com o seu nome.',
  expires: 'O link expira',
  expiresHint: 'No fim desse dia. Vazio: nunca.',
  drop: (title) => `Retirar da pauta: ${title}`,
  dropShort: 'Retirar',
  dropSure: 'Sim, retirar: quem o tem o mantém',
  rolesIn: (lang) => `Funções em ${lang}`,
};

export const keepingWords = wordsOf({ es, en, fr, pt });
