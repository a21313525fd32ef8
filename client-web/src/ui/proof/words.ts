import { wordsOf } from '../i18n/words';
import type { AlarmKind } from '../../proof/guard';

const es = {
  title: 'Prueba',
  fingerprint: 'Huella del texto',
  explain:
    'Quien ve el mismo texto ve los mismos dieciséis dígitos. Léanlos en voz alta: si coinciden, el servidor muestra a todos la misma historia.',
  at: (seq: number, time: string) => `Cambio ${seq}, firmado por el servidor a las ${time}`,
  checking: 'Comparando con el servidor…',
  cannot: 'Ahora no se puede preguntar al servidor.',
  good: (time: string) =>
    `Todo lo que este dispositivo había visto antes sigue ahí (comprobado a las ${time}).`,
  key: 'Clave del servidor',
  keySince: (date: string) =>
    `Conocida aquí desde ${date}. Anótela y compárela con otras personas por otra vía.`,
  receipt: 'Descargar recibo',
  receiptFile: 'recibo',
  receiptExplain: 'El recibo prueba qué cambios de su delegación tiene el registro.',
  bundle: 'Descargar todo el registro',
  bundleExplain: 'El registro completo, firmado: cualquiera puede comprobarlo sin confiar en este servidor.',
  failed: 'No se pudo descargar. Inténtelo de nuevo.',
  alarmTitle: 'El servidor no muestra la misma historia que antes.',
  alarm: {
    shorter: 'Faltan cambios que el servidor había firmado: se repuso una copia anterior, o se quitaron.',
    other: 'Los cambios de entonces ya no son los que el servidor había firmado: el registro fue reescrito.',
    unsigned: 'Lo que el servidor muestra no lleva una firma válida.',
    'new-key': 'El servidor firma con otra clave, que la anterior no avala: puede ser otro servidor.',
  } satisfies Record<AlarmKind, string>,
  alarmSeen: (seq: number, time: string) => `Visto aquí: cambio ${seq}, ${time}.`,
  alarmNow: (seq: number, time: string) => `Ahora: cambio ${seq}, ${time}.`,
  advice:
    'No firme ni apruebe nada por ahora. Avise a la secretaría y a las demás delegaciones, y guarde la prueba. Lo que usted escribió sigue en este dispositivo.',
  evidence: 'Guardar la prueba',
  evidenceFile: 'prueba',
  more: 'Ver detalles',
  accept: 'Aceptar lo que muestra ahora',
  acceptExplain: 'Solo si la secretaría ha explicado por qué. A partir de entonces se compara con esto.',
};

const en: typeof es = {
  title: 'Proof',
  fingerprint: 'Fingerprint of the text',
  explain:
    'Whoever sees the same text sees the same sixteen digits. Read them aloud: if they agree, the server shows everybody the same history.',
  at: (seq, time) => `Change ${seq}, signed by the server at ${time}`,
  checking: 'Comparing with the server…',
  cannot: 'The server cannot be asked at present.',
  good: (time) => `All that this device had seen before is still there (checked at ${time}).`,
  key: 'The server’s key',
  keySince: (date) => `Known here since ${date}. Write it down and compare it with others by another way.`,
  receipt: 'Download receipt',
  receiptFile: 'receipt',
  receiptExplain: 'The receipt proves which changes of your delegation the log holds.',
  bundle: 'Download the whole log',
  bundleExplain: 'The complete log, signed: anybody can check it without trusting this server.',
  failed: 'It could not be downloaded. Try again.',
  alarmTitle: 'The server does not show the same history as before.',
  alarm: {
    shorter:
      'Changes that the server had signed are missing: an older backup was put back, or they were taken away.',
    other: 'The changes of that time are not those that the server had signed: the log was rewritten.',
    unsigned: 'What the server shows has no valid signature.',
    'new-key':
      'The server signs with another key, which the one before does not vouch for: it may be another server.',
  },
  alarmSeen: (seq, time) => `Seen here: change ${seq}, ${time}.`,
  alarmNow: (seq, time) => `Now: change ${seq}, ${time}.`,
  advice:
    'Sign and approve nothing for now. Tell the secretariat and the other delegations, and keep the proof. What you wrote is still on this device.',
  evidence: 'Keep the proof',
  evidenceFile: 'proof',
  more: 'Show details',
  accept: 'Accept what it shows now',
  acceptExplain: 'Only if the secretariat has explained why. From then on this is what is compared with.',
};

export const proofWords = wordsOf({ es, en });
