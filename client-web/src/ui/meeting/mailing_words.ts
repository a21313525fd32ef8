/** Invitations by mail. */
import { many } from '../i18n/plural';
import { wordsOf } from '../i18n/words';

const es = {
  title: 'Invitación por correo',
  lang: 'Idioma de los correos',
  langOfMeeting: 'el de la reunión',
  byMail: 'Enviar la invitación por correo a quienes tienen dirección',
  mailed: (n: number) =>
    many.es(
      n,
      'A 1 persona se le envía su enlace por correo.',
      `A ${n} personas se les envía su enlace por correo.`,
    ),
  send: 'Enviar la invitación',
  sendAgain: 'Enviar de nuevo',
  sendHint: 'El correo lleva un enlace nuevo; el anterior deja de servir.',
  state: {
    waiting: 'correo por enviar',
    again: (at: string) => `el correo no salió aún; se intenta de nuevo el ${at}`,
    sent: (at: string) => `correo enviado el ${at}`,
    uncertain: 'no se sabe si el correo llegó',
    failed: 'el correo no se pudo entregar',
  },
};

const en: typeof es = {
  title: 'Invitation by mail',
  lang: 'Language of mails',
  langOfMeeting: 'that of the meeting',
  byMail: 'Send the invitation by mail to those with an address',
  mailed: (n) =>
    many.en(n, '1 person is sent their link by mail.', `${n} people are sent their links by mail.`),
  send: 'Send the invitation',
  sendAgain: 'Send again',
  sendHint: 'The mail has a new link; the former one is good no more.',
  state: {
    waiting: 'mail waits to be sent',
    again: (at) => `mail not sent yet; tried again ${at}`,
    sent: (at) => `mail sent ${at}`,
    uncertain: 'nobody knows whether the mail arrived',
    failed: 'the mail could not be delivered',
  },
};

const fr: typeof es = {
  title: 'Invitation par courriel',
  lang: 'Langue des courriels',
  langOfMeeting: 'celle de la réunion',
  byMail: 'Envoyer l’invitation par courriel à ceux qui ont une adresse',
  mailed: (n) =>
    many.fr(
      n,
      `${n} personne reçoit son lien par courriel.`,
      `${n} personnes reçoivent leur lien par courriel.`,
    ),
  send: 'Envoyer l’invitation',
  sendAgain: 'Envoyer de nouveau',
  sendHint: 'Le courriel contient un nouveau lien ; le précédent ne vaut plus.',
  state: {
    waiting: 'courriel à envoyer',
    again: (at) => `courriel non envoyé encore ; nouvel essai le ${at}`,
    sent: (at) => `courriel envoyé le ${at}`,
    uncertain: 'on ne sait pas si le courriel est arrivé',
    failed: 'le courriel n’a pas pu être remis',
  },
};

const pt: typeof es = {
  title: 'Convite por e-mail',
  lang: 'Idioma dos e-mails',
  langOfMeeting: 'o da reunião',
  byMail: 'Enviar o convite por e-mail a quem tem endereço',
  mailed: (n) =>
    many.pt(n, '1 pessoa recebe o seu link por e-mail.', `${n} pessoas recebem o seu link por e-mail.`),
  send: 'Enviar o convite',
  sendAgain: 'Enviar de novo',
  sendHint: 'O e-mail traz um novo link; o anterior deixa de valer.',
  state: {
    waiting: 'e-mail por enviar',
    again: (at) => `e-mail ainda não enviado; nova tentativa em ${at}`,
    sent: (at) => `e-mail enviado em ${at}`,
    uncertain: 'não se sabe se o e-mail chegou',
    failed: 'não foi possível entregar o e-mail',
  },
};

export const mailingWords = wordsOf({ es, en, fr, pt });
