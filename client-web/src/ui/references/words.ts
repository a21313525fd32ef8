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

export const referenceWords = wordsOf({ es, en });
