/** What a newcomer is told, and the legend: they come with what shows them. Spanish is the shape of both. */
import type { Role } from '../../../wire/types';
import { wordsOf } from '../../i18n/words';

const es = {
  help: 'Ayuda y leyenda',
  card: (role: string) => `Primera vez aquí: ${role}`,
  here: 'Lo que usted puede hacer aquí',
  understood: 'Entendido',
  more: 'Ver la leyenda',
  hints: {
    observer: [
      'Sígalo en vivo: el texto cambia ante usted. «Seguir a la presidencia», en la barra, lo lleva al punto que se trata.',
      'Elija cómo verlo en la barra: con corchetes, limpio o solo lo nuevo desde su última visita.',
      'En el menú puede leerlo, proyectarlo en la sala, imprimirlo o descargarlo.',
    ],
    delegation: [
      'Escriba: en los puntos abiertos cambia el texto; en los que están en revisión, lo que escribe o borra queda como su propuesta, entre corchetes.',
      'En «Negociación» presente su propuesta con sus razones, apoye las de otras delegaciones y fije su posición.',
      'Comente un punto con F2, y vea qué le consultan, y hasta cuándo, en «Negociación».',
    ],
    secretariat: [
      'En «Personas» invite a quien deba participar: cada quien recibe un enlace propio.',
      'Cambie de idioma, o muestre dos lado a lado, en la barra; «Por alinear» señala las traducciones que quedaron atrás.',
      'En el menú puede cambiar el título y los idiomas, imprimir, descargar y recuperar lo quitado.',
    ],
    chair: [
      'Fije el estado de un punto: pulse el margen junto a él, o abra su menú (Ctrl+.), y elija con las teclas 1 a 4.',
      'Decida las propuestas en «Negociación»: acepte o rechace una por una, o todas las del punto.',
      '«Avance» muestra lo que falta para adoptar el texto; en «Personas» están las invitaciones.',
    ],
  } satisfies Record<Role, string[]>,
  statuses: 'Estados de un punto',
  notation: 'Signos en el texto y en el margen',
  insertion: 'México propone añadir esta palabra',
  deletion: 'Canadá propone suprimir esta palabra',
  word: 'plenamente',
  signs: [
    ['3 bis.', 'un punto que solo está propuesto: todavía no cambia los demás números'],
    ['✕ MX', 'México objeta el punto'],
    ['R CR', 'Costa Rica reserva su posición'],
    ['⌛\ufe0e CA', 'se consulta a Canadá, y se espera su respuesta'],
    ['❝2', 'dos comentarios sin resolver'],
    ['✎ BZ', 'Belice tiene el cursor en el punto'],
    ['[+]', 'se propone el punto entero: el corchete dice quién'],
    ['[−]', 'se propone suprimir el punto entero'],
    ['↻', 'la traducción ya no corresponde al original: por alinear'],
  ],
  keys: 'Atajos de teclado',
};

const en: typeof es = {
  help: 'Help and legend',
  card: (role) => `Your first time here: ${role}`,
  here: 'What you can do here',
  understood: 'Got it',
  more: 'See the legend',
  hints: {
    observer: [
      'Follow it live: the text changes before you. “Follow the chair”, in the bar, takes you to the item that is being discussed.',
      'Choose how you see it in the bar: with brackets, clean, or only what is new since your last visit.',
      'In the menu you can read it, show it on the room’s screen, print or download it.',
    ],
    delegation: [
      'Type: in open items you change the text; in those under review, what you write or delete becomes your proposal, in brackets.',
      'Under “Negotiation” file your proposal with your reasons, support those of others, and take a position.',
      'Comment on an item with F2, and see what you are consulted about, and until when, under “Negotiation”.',
    ],
    secretariat: [
      'Under “People” invite whoever takes part: each of them gets a link of their own.',
      'Switch languages, or show two side by side, in the bar; “To align” marks translations that have fallen behind.',
      'In the menu you can change the title and the languages, print, download, and bring back what was removed.',
    ],
    chair: [
      'Set the status of an item: click the margin beside it, or open its menu (Ctrl+.), and choose with the keys 1 to 4.',
      'Decide proposals under “Negotiation”: accept or reject them one by one, or all of an item.',
      '“Progress” shows what is missing before the text can be adopted; invitations are under “People”.',
    ],
  },
  statuses: 'Statuses of an item',
  notation: 'Signs in the text and in the margin',
  insertion: 'Mexico proposes to add this word',
  deletion: 'Canada proposes to delete this word',
  word: 'fully',
  signs: [
    ['3 bis.', 'an item that is only proposed: it does not change the other numbers yet'],
    ['✕ MX', 'Mexico objects to the item'],
    ['R CR', 'Costa Rica reserves its position'],
    ['⌛\ufe0e CA', 'Canada is being consulted, and its answer is awaited'],
    ['❝2', 'two comments that are not resolved'],
    ['✎ BZ', 'Belize has the caret in the item'],
    ['[+]', 'the whole item is proposed: the bracket says by whom'],
    ['[−]', 'the removal of the whole item is proposed'],
    ['↻', 'the translation no longer matches the original: to be aligned'],
  ],
  keys: 'Keyboard shortcuts',
};

export const helpWords = wordsOf({ es, en });
