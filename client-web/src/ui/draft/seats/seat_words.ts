/** The words about seats and signing out, which are seldom needed: they come with what shows them. */
import { many } from '../../i18n/plural';
import { wordsOf } from '../../i18n/words';

const es = {
  title: 'Registro de lugares',
  host: 'quien administra el servidor',
  unknown: 'nadie lo anotó',
  given: (name: string, when: string) => `Otorgado por ${name}, ${when}`,
  confirmed: (name: string, when: string) => `Confirmado por ${name}, ${when}`,
  entered: (when: string) => `Enlace abierto por primera vez ${when}`,
  ended: (name: string, when: string) => `Retirado por ${name}, ${when}`,
  waits: 'espera confirmación; solo puede leer',
  confirm: 'Confirmar',
  confirmDone: 'Lugar confirmado',
  inviteMany: 'Invitar a varios',
  revokeChair: (name: string) => `Es una presidencia. Escriba el nombre para continuar: ${name}`,
  revokeEverywhere: 'También en otros documentos, donde me esté permitido',
  manyList: 'Papel, nombre y delegación, una persona por línea',
  manyHint:
    'De una hoja de cálculo o en CSV. Por ejemplo: delegación, Ana López, MX. Los enlaces valen 30 días.',
  manyPreview: 'Cómo se lee la lista',
  manyWrong: {
    name: 'falta el nombre',
    delegation: 'falta la delegación',
    role: 'un papel superior al suyo',
  },
  manyCreate: (n: number) => many.es(n, 'Crear 1 enlace', `Crear ${n} enlaces`),
  manyOnce:
    'Estos enlaces se muestran una sola vez. Cópielos o guárdelos ahora y envíe cada uno solo a su titular.',
  manyCopy: 'Copiar todos',
  manySave: 'Guardar en un archivo',
  signOutKept:
    'Estas palabras no han llegado al servidor. Se borran de este dispositivo al cerrar la sesión.',
  signOutCopy: 'Copiarlas',
  signOutEverywhere: 'También en los demás navegadores donde abrí estos enlaces',
};

const en: typeof es = {
  title: 'Record of seats',
  host: 'the host of the server',
  unknown: 'nobody noted it',
  given: (name, when) => `Given by ${name}, ${when}`,
  confirmed: (name, when) => `Confirmed by ${name}, ${when}`,
  entered: (when) => `Link opened first ${when}`,
  ended: (name, when) => `Withdrawn by ${name}, ${when}`,
  waits: 'waits for confirmation; may only read',
  confirm: 'Confirm',
  confirmDone: 'Seat confirmed',
  inviteMany: 'Invite many',
  revokeChair: (name) => `This is a chair. Type the name to go on: ${name}`,
  revokeEverywhere: 'Also in other documents, where I may',
  manyList: 'Role, name and delegation, one person a line',
  manyHint:
    'From a spreadsheet or as CSV. For example: delegation, Ana López, MX. The links are good for 30 days.',
  manyPreview: 'How the list is read',
  manyWrong: { name: 'no name', delegation: 'no delegation', role: 'a role above your own' },
  manyCreate: (n) => many.en(n, 'Create 1 link', `Create ${n} links`),
  manyOnce: 'These links are shown only once. Copy or save them now, and send each to its owner alone.',
  manyCopy: 'Copy all',
  manySave: 'Save as a file',
  signOutKept:
    'These words have not reached the server. They are deleted from this device when you sign out.',
  signOutCopy: 'Copy them',
  signOutEverywhere: 'Also in all other browsers where I opened these links',
};

const fr: typeof es = {
  title: 'Registre des places',
  host: 'l’administrateur du serveur',
  unknown: 'personne ne l’a noté',
  given: (name, when) => `Attribuée par ${name}, ${when}`,
  confirmed: (name, when) => `Confirmée par ${name}, ${when}`,
  entered: (when) => `Lien ouvert pour la première fois ${when}`,
  ended: (name, when) => `Retirée par ${name}, ${when}`,
  waits: 'en attente de confirmation ; lecture seule',
  confirm: 'Confirmer',
  confirmDone: 'Place confirmée',
  inviteMany: 'Inviter plusieurs personnes',
  revokeChair: (name) => `C’est une présidence. Saisissez le nom pour continuer : ${name}`,
  revokeEverywhere: 'Également dans d’autres documents, là où j’y suis autorisé',
  manyList: 'Rôle, nom et délégation, une personne par ligne',
  manyHint:
    'Depuis une feuille de calcul ou en CSV. Par exemple : délégation, Ana López, MX. Les liens sont valables 30 jours.',
  manyPreview: 'Comment la liste est lue',
  manyWrong: {
    name: 'il manque le nom',
    delegation: 'il manque la délégation',
    role: 'un rôle supérieur au vôtre',
  },
  manyCreate: (n) => many.fr(n, `Créer ${n} lien`, `Créer ${n} liens`),
  manyOnce:
    'Ces liens ne sont affichés qu’une seule fois. Copiez-les ou enregistrez-les maintenant, et envoyez chacun à son seul titulaire.',
  manyCopy: 'Tout copier',
  manySave: 'Enregistrer dans un fichier',
  signOutKept: 'Ces mots ne sont pas parvenus au serveur. Ils sont effacés de cet appareil à la déconnexion.',
  signOutCopy: 'Les copier',
  signOutEverywhere: 'Également dans tous les autres navigateurs où j’ai ouvert ces liens',
};

const pt: typeof es = {
  title: 'Registro de lugares',
  host: 'quem administra o servidor',
  unknown: 'ninguém o anotou',
  given: (name, when) => `Dado por ${name}, ${when}`,
  confirmed: (name, when) => `Confirmado por ${name}, ${when}`,
  entered: (when) => `Link aberto pela primeira vez ${when}`,
  ended: (name, when) => `Retirado por ${name}, ${when}`,
  waits: 'aguarda confirmação; só pode ler',
  confirm: 'Confirmar',
  confirmDone: 'Lugar confirmado',
  inviteMany: 'Convidar várias pessoas',
  revokeChair: (name) => `É uma presidência. Escreva o nome para continuar: ${name}`,
  revokeEverywhere: 'Também em outros documentos, onde me for permitido',
  manyList: 'Função, nome e delegação, uma pessoa por linha',
  manyHint: 'De uma planilha ou em CSV. Por exemplo: delegação, Ana López, MX. Os links valem 30 dias.',
  manyPreview: 'Como a lista é lida',
  manyWrong: {
    name: 'falta o nome',
    delegation: 'falta a delegação',
    role: 'uma função superior à sua',
  },
  manyCreate: (n) => many.pt(n, 'Criar 1 link', `Criar ${n} links`),
  manyOnce:
    'Estes links são mostrados uma única vez. Copie-os ou guarde-os agora e envie cada um apenas ao seu titular.',
  manyCopy: 'Copiar todos',
  manySave: 'Salvar em um arquivo',
  signOutKept:
    'Estas palavras não chegaram ao servidor. São apagadas deste dispositivo ao encerrar a sessão.',
  signOutCopy: 'Copiá-las',
  signOutEverywhere: 'Também nos demais navegadores onde abri estes links',
};

export const seatWords = wordsOf({ es, en, fr, pt });
