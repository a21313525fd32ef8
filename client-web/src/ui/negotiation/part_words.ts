/** The sentences about parts of proposals, and about putting proposals side by side as alternatives. */
import { many } from '../i18n/plural';
import { wordsOf } from '../i18n/words';

const es = {
  chosen: (who: string) => `Palabras de ${who}`,
  acceptThese: 'Aceptar estas palabras',
  rejectThese: 'Rechazar estas palabras',
  acceptOf: (who: string) => `Aceptar las palabras elegidas de ${who}`,
  rejectOf: (who: string) => `Rechazar las palabras elegidas de ${who}`,
  accepted: 'Palabras aceptadas; el resto de la propuesta sigue abierto',
  rejected: 'Palabras rechazadas; el resto de la propuesta sigue abierto',
  undo: 'Deshacer',
  takenBack: 'Esas palabras están propuestas de nuevo',
  parts: 'Ya decidido de esta propuesta',
  wasAccepted: 'aceptado',
  wasRejected: 'rechazado',
  announceAccepted: (who: string) => `Aceptada una parte de la propuesta de ${who}`,
  announceRejected: (who: string) => `Rechazada una parte de la propuesta de ${who}`,
  yourAccepted: (item: string, who: string) => `${item}: ${who} aceptó una parte de su propuesta.`,
  yourRejected: (item: string, who: string) => `${item}: ${who} rechazó una parte de su propuesta.`,
  joinWith: 'Alternativa a…',
  joinTitle: 'Será alternativa a la que elija: quede una o ninguna.',
  joined: (n: number) => many.es(n, '1 propuesta', `${n} alternativas, de las que queda una o ninguna`),
  leave: 'Sacar de las alternativas',
  left: 'Ya no es una alternativa: se decide por sí misma',
};

const en: typeof es = {
  chosen: (who) => `Words of ${who}`,
  acceptThese: 'Accept these words',
  rejectThese: 'Reject these words',
  acceptOf: (who) => `Accept the selected words of ${who}`,
  rejectOf: (who) => `Reject the selected words of ${who}`,
  accepted: 'Words accepted; the rest of the proposal stays open',
  rejected: 'Words rejected; the rest of the proposal stays open',
  undo: 'Undo',
  takenBack: 'Those words are proposed again',
  parts: 'Decided of this proposal already',
  wasAccepted: 'accepted',
  wasRejected: 'rejected',
  announceAccepted: (who) => `A part of the proposal by ${who} is accepted`,
  announceRejected: (who) => `A part of the proposal by ${who} is rejected`,
  yourAccepted: (item, who) => `${item}: ${who} accepted a part of your proposal.`,
  yourRejected: (item, who) => `${item}: ${who} rejected a part of your proposal.`,
  joinWith: 'Alternative to…',
  joinTitle: 'It becomes an alternative to the one that you pick: one stays, or none.',
  joined: (n) => many.en(n, '1 proposal', `${n} alternatives, of which one stays or none`),
  leave: 'Take out of the alternatives',
  left: 'No longer an alternative: it is decided for itself',
};

export const partWords = wordsOf({ es, en });
