import { wordsOf } from '../i18n/words';

const es = {
  title: 'Iniciar sesión',
  signIn: (institution: string | null) =>
    institution ? `Iniciar sesión con ${institution}` : 'Iniciar sesión con su institución',
  you: (email: string) => `Sesión iniciada como ${email}`,
  signOut: 'Cerrar sesión',
  clash:
    'Dos personas de una reunión tienen esta dirección, y por eso no abre ninguna. Escriba a la secretaría.',
  notIn: 'Esta dirección no está en la lista de la reunión.',
  ask: 'Pedir que me dejen entrar',
  asked: 'La secretaría ve su pedido. Vuelva a cargar la página cuando le avise.',
  refused: 'La secretaría no le dejó entrar. Escríbale si cree que es un error.',
  limit: 'Hay demasiados pedidos en espera. Escriba a la secretaría.',
  problem: {
    denied: 'No se inició la sesión: usted o su institución dijo que no.',
    lost: 'Este inicio de sesión ya no vale en este navegador. Comience de nuevo.',
    failed:
      'No se pudo comprobar lo que respondió su institución. Comience de nuevo; si se repite, avise a quien administra este servidor.',
    unavailable:
      'El inicio de sesión de su institución no responde. Intente de nuevo en unos minutos, o use el enlace de su invitación.',
    'no-address':
      'Su institución no indica su dirección de correo. Use el enlace de su invitación, o avise a quien administra este servidor.',
    unverified:
      'Su institución no ha verificado su dirección de correo. Verifíquela allí y comience de nuevo.',
    links: 'A esta reunión ya no se entra por enlaces. Inicie sesión con su institución.',
    elsewhere: 'Otro sitio quiso iniciar su sesión. Hágalo aquí, si lo desea.',
  },
  asks: 'Piden entrar',
  admit: 'Dejar entrar',
  refuse: 'No dejar entrar',
  name: 'Nombre',
  role: 'Función',
  delegation: 'Delegación',
  none: 'Ninguna',
};

const en: typeof es = {
  title: 'Sign in',
  signIn: (institution) => (institution ? `Sign in with ${institution}` : 'Sign in with your institution'),
  you: (email) => `Signed in as ${email}`,
  signOut: 'Sign out',
  clash: 'Two people of a meeting have this address, so it opens neither. Write to the secretariat.',
  notIn: 'This address is not on the list of the meeting.',
  ask: 'Ask to be let in',
  asked: 'The secretariat sees that you ask. Load the page again when they tell you.',
  refused: 'The secretariat did not let you in. Write to them if you think that is a mistake.',
  limit: 'Too many people wait to be let in. Write to the secretariat.',
  problem: {
    denied: 'You are not signed in: you or your institution said no.',
    lost: 'This sign-in is no longer good in this browser. Begin again.',
    failed:
      'What your institution answered could not be verified. Begin again; if it happens again, tell whoever hosts this server.',
    unavailable:
      'The login of your institution does not answer. Try again in a few minutes, or use the link of your invitation.',
    'no-address':
      'Your institution does not say your e-mail address. Use the link of your invitation, or tell whoever hosts this server.',
    unverified: 'Your institution has not verified your e-mail address. Verify it there and begin again.',
    links: 'This meeting is no longer entered by links. Sign in with your institution.',
    elsewhere: 'Another site tried to sign you in. Do it here, if you want to.',
  },
  asks: 'Asking to be let in',
  admit: 'Let in',
  refuse: 'Do not let in',
  name: 'Name',
  role: 'Role',
  delegation: 'Delegation',
  none: 'None',
};

const fr: typeof es = {
  title: 'Se connecter',
  signIn: (institution) =>
    institution ? `Se connecter avec ${institution}` : 'Se connecter avec votre institution',
  you: (email) => `Connecté en tant que ${email}`,
  signOut: 'Se déconnecter',
  clash:
    'Deux personnes d’une réunion ont cette adresse ; elle n’ouvre donc ni l’une ni l’autre. Écrivez au secrétariat.',
  notIn: 'Cette adresse ne figure pas sur la liste de la réunion.',
  ask: 'Demander à entrer',
  asked: 'Le secrétariat voit votre demande. Rechargez la page lorsqu’il vous aura répondu.',
  refused: 'Le secrétariat ne vous a pas admis. Écrivez-lui s’il s’agit d’une erreur.',
  limit: 'Trop de demandes sont en attente. Écrivez au secrétariat.',
  problem: {
    denied: 'Vous n’êtes pas connecté : vous ou votre institution avez refusé.',
    lost: 'Cette connexion n’est plus valable dans ce navigateur. Recommencez.',
    failed:
      'La réponse de votre institution n’a pas pu être vérifiée. Recommencez ; si cela se répète, prévenez l’hébergeur de ce serveur.',
    unavailable:
      'La connexion de votre institution ne répond pas. Réessayez dans quelques minutes, ou utilisez le lien de votre invitation.',
    'no-address':
      'Votre institution n’indique pas votre adresse électronique. Utilisez le lien de votre invitation, ou prévenez l’hébergeur de ce serveur.',
    unverified:
      'Votre institution n’a pas vérifié votre adresse électronique. Faites-la vérifier, puis recommencez.',
    links: 'On n’entre plus dans cette réunion par des liens. Connectez-vous avec votre institution.',
    elsewhere: 'Un autre site a voulu vous connecter. Faites-le ici, si vous le souhaitez.',
  },
  asks: 'Demandes d’admission',
  admit: 'Admettre',
  refuse: 'Ne pas admettre',
  name: 'Nom',
  role: 'Rôle',
  delegation: 'Délégation',
  none: 'Aucune',
};

const pt: typeof es = {
  title: 'Entrar',
  signIn: (institution) => (institution ? `Entrar com ${institution}` : 'Entrar com sua instituição'),
  you: (email) => `Sessão iniciada como ${email}`,
  signOut: 'Sair',
  clash:
    'Duas pessoas de uma reunião têm este endereço; por isso ele não abre nenhuma. Escreva à secretaria.',
  notIn: 'Este endereço não está na lista da reunião.',
  ask: 'Pedir para entrar',
  asked: 'A secretaria vê o seu pedido. Recarregue a página quando ela avisar.',
  refused: 'A secretaria não permitiu a sua entrada. Escreva-lhe se achar que é um engano.',
  limit: 'Há pedidos demais à espera. Escreva à secretaria.',
  problem: {
    denied: 'A sessão não foi iniciada: você ou sua instituição disse que não.',
    lost: 'Este início de sessão já não vale neste navegador. Comece de novo.',
    failed:
      'Não foi possível verificar a resposta da sua instituição. Comece de novo; se acontecer outra vez, avise quem hospeda este servidor.',
    unavailable:
      'O acesso da sua instituição não responde. Tente de novo em alguns minutos, ou use o link do seu convite.',
    'no-address':
      'Sua instituição não informa o seu endereço de e-mail. Use o link do seu convite, ou avise quem hospeda este servidor.',
    unverified: 'Sua instituição não verificou o seu endereço de e-mail. Verifique-o lá e comece de novo.',
    links: 'Nesta reunião já não se entra por links. Entre com sua instituição.',
    elsewhere: 'Outro site tentou iniciar a sua sessão. Faça isso aqui, se quiser.',
  },
  asks: 'Pedem para entrar',
  admit: 'Deixar entrar',
  refuse: 'Não deixar entrar',
  name: 'Nome',
  role: 'Função',
  delegation: 'Delegação',
  none: 'Nenhuma',
};

export const loginWords = wordsOf({ es, en, fr, pt });
