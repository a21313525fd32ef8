/** What a newcomer is told, and the legend: they come with what shows them. Spanish is the shape of all. */
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
      'En «Participantes» invite a quien deba participar: cada quien recibe un enlace propio.',
      'Cambie de idioma, o muestre dos lado a lado, en la barra; «Por alinear» señala las traducciones que quedaron atrás.',
      'En el menú puede cambiar el título y los idiomas, imprimir, descargar y recuperar lo quitado.',
    ],
    chair: [
      'Fije el estado de un punto: pulse el margen junto a él, o abra su menú (Ctrl+.), y elija con las teclas 1 a 4.',
      'Decida las propuestas en «Negociación»: acepte o rechace una por una, o todas las del punto.',
      '«Tablero» muestra lo que falta para adoptar el texto; en «Participantes» están las invitaciones.',
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
      'Under “Participants” invite whoever takes part: each of them gets a link of their own.',
      'Switch languages, or show two side by side, in the bar; “To align” marks translations that have fallen behind.',
      'In the menu you can change the title and the languages, print, download, and bring back what was removed.',
    ],
    chair: [
      'Set the status of an item: click the margin beside it, or open its menu (Ctrl+.), and choose with the keys 1 to 4.',
      'Decide proposals under “Negotiation”: accept or reject them one by one, or all of an item.',
      '“Board” shows what is missing before the text can be adopted; invitations are under “Participants”.',
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

const fr: typeof es = {
  help: 'Aide et légende',
  card: (role) => `Première fois ici : ${role}`,
  here: 'Ce que vous pouvez faire ici',
  understood: 'Compris',
  more: 'Voir la légende',
  hints: {
    observer: [
      'Suivez en direct : le texte change sous vos yeux. « Suivre la présidence », dans la barre, vous mène au point dont on traite.',
      'Choisissez comment le voir, dans la barre : avec crochets, sans crochets, ou seulement le nouveau depuis votre dernière visite.',
      'Dans le menu, vous pouvez le lire, le projeter dans la salle, l’imprimer ou le télécharger.',
    ],
    delegation: [
      'Écrivez : dans les points ouverts, vous changez le texte ; dans ceux qui sont à l’examen, ce que vous écrivez ou effacez devient votre proposition, entre crochets.',
      'Sous « Négociation », présentez votre proposition avec vos raisons, appuyez celles d’autres délégations et prenez position.',
      'Commentez un point avec F2, et voyez sur quoi l’on vous consulte, et jusqu’à quand, sous « Négociation ».',
    ],
    secretariat: [
      'Sous « Participants », invitez toutes les personnes qui doivent participer : chacune reçoit son propre lien.',
      'Changez de langue, ou affichez-en deux côte à côte, dans la barre ; « À aligner » signale les traductions restées en arrière.',
      'Dans le menu, vous pouvez changer le titre et les langues, imprimer, télécharger et rétablir ce qui a été supprimé.',
    ],
    chair: [
      'Fixez l’état d’un point : cliquez dans la marge à côté de lui, ou ouvrez son menu (Ctrl+.), et choisissez avec les touches 1 à 4.',
      'Décidez les propositions sous « Négociation » : acceptez-les ou rejetez-les une à une, ou toutes celles du point.',
      '« Tableau » montre ce qui manque pour adopter le texte ; les invitations sont sous « Participants ».',
    ],
  },
  statuses: 'États d’un point',
  notation: 'Signes dans le texte et dans la marge',
  insertion: 'Le Mexique propose d’ajouter ce mot',
  deletion: 'Le Canada propose de supprimer ce mot',
  word: 'pleinement',
  signs: [
    ['3 bis.', 'un point seulement proposé : il ne change pas encore les autres numéros'],
    ['✕ MX', 'le Mexique fait objection au point'],
    ['R CR', 'le Costa Rica réserve sa position'],
    ['⌛\ufe0e CA', 'le Canada est consulté, et sa réponse est attendue'],
    ['❝2', 'deux commentaires non résolus'],
    ['✎ BZ', 'le Belize a son curseur dans le point'],
    ['[+]', 'le point entier est proposé : le crochet dit par qui'],
    ['[−]', 'la suppression du point entier est proposée'],
    ['↻', 'la traduction ne correspond plus à l’original : à aligner'],
  ],
  keys: 'Raccourcis clavier',
};

const pt: typeof es = {
  help: 'Ajuda e legenda',
  card: (role) => `Primeira vez aqui: ${role}`,
  here: 'O que você pode fazer aqui',
  understood: 'Entendido',
  more: 'Ver a legenda',
  hints: {
    observer: [
      'Acompanhe ao vivo: o texto muda diante de você. «Seguir a presidência», na barra, leva ao ponto de que se trata.',
      'Escolha como vê-lo na barra: com colchetes, limpo ou só o que é novo desde a sua última visita.',
      'No menu é possível lê-lo, projetá-lo na sala, imprimi-lo ou baixá-lo.',
    ],
    delegation: [
      'Escreva: nos pontos abertos muda-se o texto; nos que estão em revisão, o que escreve ou apaga fica como proposta sua, entre colchetes.',
      'Em «Negociação» apresente a sua proposta com as suas razões, apoie as de outras delegações e tome posição.',
      'Comente um ponto com F2, e veja sobre o que é consultado, e até quando, em «Negociação».',
    ],
    secretariat: [
      'Em «Participantes» convide quem deva participar: cada pessoa recebe um link próprio.',
      'Mude de idioma, ou mostre dois lado a lado, na barra; «Por alinhar» assinala as traduções que ficaram para trás.',
      'No menu é possível mudar o título e os idiomas, imprimir, baixar e recuperar o que foi retirado.',
    ],
    chair: [
      'Fixe o estado de um ponto: clique na margem ao lado dele, ou abra o seu menu (Ctrl+.), e escolha com as teclas 1 a 4.',
      'Decida as propostas em «Negociação»: aceite ou rejeite uma a uma, ou todas as do ponto.',
      '«Quadro» mostra o que falta para adotar o texto; em «Participantes» estão os convites.',
    ],
  },
  statuses: 'Estados de um ponto',
  notation: 'Sinais no texto e na margem',
  insertion: 'O México propõe acrescentar esta palavra',
  deletion: 'O Canadá propõe suprimir esta palavra',
  word: 'plenamente',
  signs: [
    ['3 bis.', 'um ponto apenas proposto: ainda não muda os outros números'],
    ['✕ MX', 'o México objeta o ponto'],
    ['R CR', 'a Costa Rica reserva a sua posição'],
    ['⌛\ufe0e CA', 'o Canadá está sendo consultado, e aguarda-se a sua resposta'],
    ['❝2', 'dois comentários por resolver'],
    ['✎ BZ', 'Belize tem o cursor no ponto'],
    ['[+]', 'propõe-se o ponto inteiro: o colchete diz quem'],
    ['[−]', 'propõe-se suprimir o ponto inteiro'],
    ['↻', 'a tradução já não corresponde ao original: por alinhar'],
  ],
  keys: 'Atalhos de teclado',
};

export const helpWords = wordsOf({ es, en, fr, pt });
