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
    `Conocida aquí desde el ${date}. Anótela y compárela con otras personas por otra vía.`,
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

const fr: typeof es = {
  title: 'Preuve',
  fingerprint: 'Empreinte du texte',
  explain:
    'Quiconque voit le même texte voit les mêmes seize chiffres. Lisez-les à voix haute : s’ils concordent, le serveur présente à tous la même histoire.',
  at: (seq, time) => `Changement ${seq}, signé par le serveur à ${time}`,
  checking: 'Comparaison avec le serveur…',
  cannot: 'Le serveur ne peut pas être interrogé en ce moment.',
  good: (time) => `Tout ce que cet appareil avait vu auparavant est toujours là (vérifié à ${time}).`,
  key: 'Clé du serveur',
  keySince: (date) =>
    `Connue ici depuis le ${date}. Notez-la et comparez-la avec d’autres personnes par une autre voie.`,
  receipt: 'Télécharger le reçu',
  receiptFile: 'recu',
  receiptExplain: 'Le reçu prouve quels changements de votre délégation figurent au registre.',
  bundle: 'Télécharger tout le registre',
  bundleExplain: 'Le registre complet, signé : chacun peut le vérifier sans faire confiance à ce serveur.',
  failed: 'Le téléchargement a échoué. Réessayez.',
  alarmTitle: 'Le serveur ne présente pas la même histoire qu’auparavant.',
  alarm: {
    shorter:
      'Des changements que le serveur avait signés manquent : une sauvegarde plus ancienne a été remise en place, ou ils ont été ôtés.',
    other:
      'Les changements d’alors ne sont plus ceux que le serveur avait signés : le registre a été réécrit.',
    unsigned: 'Ce que le serveur présente ne porte pas de signature valable.',
    'new-key':
      'Le serveur signe avec une autre clé, dont la précédente ne se porte pas garante : il peut s’agir d’un autre serveur.',
  },
  alarmSeen: (seq, time) => `Vu ici : changement ${seq}, ${time}.`,
  alarmNow: (seq, time) => `Maintenant : changement ${seq}, ${time}.`,
  advice:
    'Ne signez et n’approuvez rien pour l’instant. Prévenez le secrétariat et les autres délégations, et conservez la preuve. Ce que vous avez écrit se trouve toujours sur cet appareil.',
  evidence: 'Conserver la preuve',
  evidenceFile: 'preuve',
  more: 'Voir les détails',
  accept: 'Accepter ce qu’il présente maintenant',
  acceptExplain:
    'Seulement si le secrétariat a expliqué pourquoi. C’est à cela que l’on comparera désormais.',
};

const pt: typeof es = {
  title: 'Prova',
  fingerprint: 'Impressão digital do texto',
  explain:
    'Quem vê o mesmo texto vê os mesmos dezesseis dígitos. Leiam-nos em voz alta: se coincidirem, o servidor mostra a todos a mesma história.',
  at: (seq, time) => `Alteração ${seq}, assinada pelo servidor às ${time}`,
  checking: 'Comparando com o servidor…',
  cannot: 'Neste momento não é possível perguntar ao servidor.',
  good: (time) => `Tudo o que este dispositivo tinha visto antes continua lá (verificado às ${time}).`,
  key: 'Chave do servidor',
  keySince: (date) => `Conhecida aqui desde ${date}. Anote-a e compare-a com outras pessoas por outra via.`,
  receipt: 'Baixar o recibo',
  receiptFile: 'recibo',
  receiptExplain: 'O recibo prova quais alterações da sua delegação constam do registro.',
  bundle: 'Baixar todo o registro',
  bundleExplain:
    'O registro completo, assinado: qualquer pessoa pode verificá-lo sem confiar neste servidor.',
  failed: 'Não foi possível baixar. Tente novamente.',
  alarmTitle: 'O servidor não mostra a mesma história que antes.',
  alarm: {
    shorter:
      'Faltam alterações que o servidor tinha assinado: foi reposta uma cópia anterior, ou elas foram retiradas.',
    other: 'As alterações de então já não são as que o servidor tinha assinado: o registro foi reescrito.',
    unsigned: 'O que o servidor mostra não traz uma assinatura válida.',
    'new-key': 'O servidor assina com outra chave, que a anterior não avaliza: pode ser outro servidor.',
  },
  alarmSeen: (seq, time) => `Visto aqui: alteração ${seq}, ${time}.`,
  alarmNow: (seq, time) => `Agora: alteração ${seq}, ${time}.`,
  advice:
    'Não assine nem aprove nada por enquanto. Avise a secretaria e as demais delegações, e guarde a prova. O que escreveu continua neste dispositivo.',
  evidence: 'Guardar a prova',
  evidenceFile: 'prova',
  more: 'Ver detalhes',
  accept: 'Aceitar o que mostra agora',
  acceptExplain: 'Só se a secretaria tiver explicado por quê. A partir de então compara-se com isto.',
};

export const proofWords = wordsOf({ es, en, fr, pt });
