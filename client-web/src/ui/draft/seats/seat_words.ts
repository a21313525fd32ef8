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
  inviteMany: 'Invitar a varios…',
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
  inviteMany: 'Invite many…',
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

export const seatWords = wordsOf({ es, en });
