/** References between items, and their permanent handles. */
import { many } from '../i18n/plural';
import { wordsOf } from '../i18n/words';

const es = {
  title: 'Referencias',
  menu: 'Referencias',
  offer: (name: string) => `Enlazar con el ${name}`,
  offered: (number: string, key: string) => `${number}: ${key} lo enlaza.`,
  offerHint: 'El número seguirá al punto cuando cambie.',
  dismiss: 'No enlazar',
  linked: (n: number) => many.es(n, '1 referencia enlazada.', `${n} referencias enlazadas.`),
  gone: 'A puntos que ya no están',
  noneGone: 'Ninguna referencia lleva a un punto suprimido.',
  unlink: 'Quitar el enlace',
  typed: 'Escritas y sin enlazar',
  typedExplain: 'El número de lo que se enlaza sigue al punto; en pantalla, al imprimir y en los archivos.',
  noneTyped: 'No hay números de puntos escritos sin enlazar.',
  link: (n: number) => many.es(n, 'Enlazar 1', `Enlazar ${n}`),
  all: 'Todas',
  mayNot: 'no se puede cambiar',
  becomes: (was: string, number: string) => (was === number ? number : `${was} → ${number}`),
  showHandles: 'Signos permanentes (§)',
  handle: 'Signo permanente',

  handleGone: (handle: string) => `El punto §${handle} fue suprimido.`,
  goToHandle: (handle: string, name: string) => `§${handle}: ${name}`,
  removed: 'Punto suprimido',
};

const en: typeof es = {
  title: 'References',
  menu: 'References',
  offer: (name) => `Link to ${name}`,
  offered: (number, key) => `${number}: ${key} links it.`,
  offerHint: 'The number will follow the item when it changes.',
  dismiss: 'Do not link',
  linked: (n) => many.en(n, '1 reference linked.', `${n} references linked.`),
  gone: 'To items that are gone',
  noneGone: 'No reference leads to a removed item.',
  unlink: 'Remove the link',
  typed: 'Typed and not linked',
  typedExplain: 'The number of what is linked follows the item: on the screen, in print and in files.',
  noneTyped: 'No number of an item is typed without a link.',
  link: (n) => many.en(n, 'Link 1', `Link ${n}`),
  all: 'All',
  mayNot: 'cannot be changed',
  becomes: (was, number) => (was === number ? number : `${was} → ${number}`),
  showHandles: 'Permanent handles (§)',
  handle: 'Permanent handle',

  handleGone: (handle) => `The item §${handle} was removed.`,
  goToHandle: (handle, name) => `§${handle}: ${name}`,
  removed: 'Removed item',
};

const fr: typeof es = {
  title: 'Références',
  menu: 'Références',
  offer: (name) => `Lier : ${name}`,
  offered: (number, key) => `${number} : ${key} crée le lien.`,
  offerHint: 'Le numéro suivra le point quand il changera.',
  dismiss: 'Ne pas lier',
  linked: (n) => many.fr(n, `${n} référence liée.`, `${n} références liées.`),
  gone: 'Vers des points qui n’existent plus',
  noneGone: 'Aucune référence ne mène à un point supprimé.',
  unlink: 'Ôter le lien',
  typed: 'Saisies et non liées',
  typedExplain: 'Le numéro de ce qui est lié suit le point : à l’écran, à l’impression et dans les fichiers.',
  noneTyped: 'Aucun numéro de point n’est saisi sans lien.',
  link: (n) => `Lier ${n}`,
  all: 'Toutes',
  mayNot: 'ne peut pas être modifié',
  becomes: (was, number) => (was === number ? number : `${was} → ${number}`),
  showHandles: 'Repères permanents (§)',
  handle: 'Repère permanent',

  handleGone: (handle) => `Le point §${handle} a été supprimé.`,
  goToHandle: (handle, name) => `§${handle} : ${name}`,
  removed: 'Point supprimé',
};

const pt: typeof es = {
  title: 'Referências',
  menu: 'Referências',
  offer: (name) => `Ligar ao ${name}`,
  offered: (number, key) => `${number}: ${key} faz a ligação.`,
  offerHint: 'O número acompanhará o ponto quando este mudar.',
  dismiss: 'Não ligar',
  linked: (n) => many.pt(n, '1 referência ligada.', `${n} referências ligadas.`),
  gone: 'A pontos que já não existem',
  noneGone: 'Nenhuma referência leva a um ponto suprimido.',
  unlink: 'Tirar a ligação',
  typed: 'Escritas e sem ligação',
  typedExplain: 'O número do que está ligado acompanha o ponto: na tela, na impressão e nos arquivos.',
  noneTyped: 'Não há números de pontos escritos sem ligação.',
  link: (n) => `Ligar ${n}`,
  all: 'Todas',
  mayNot: 'não pode ser alterado',
  becomes: (was, number) => (was === number ? number : `${was} → ${number}`),
  showHandles: 'Sinais permanentes (§)',
  handle: 'Sinal permanente',

  handleGone: (handle) => `O ponto §${handle} foi suprimido.`,
  goToHandle: (handle, name) => `§${handle}: ${name}`,
  removed: 'Ponto suprimido',
};

export const referenceWords = wordsOf({ es, en, fr, pt });
