/** The interface in French. The compiler checks that no sentence is missing. Narrow no-break spaces stand before ; : ! ? and within « ». */
import type { Dictionary } from './es';
import { numberedAs } from './numbered_as';
import { many } from './plural';

export const fr: Dictionary = {
  app: {
    name: 'Plenaria',
    tagline: 'Des textes négociés, écrits par plusieurs délégations',
    skip: 'Aller au texte',
    home: 'Page d’accueil',
    close: 'Fermer',
    cancel: 'Annuler',
    copy: 'Copier',
    copied: 'Copié',
    retry: 'Réessayer',
    loading: 'Chargement…',
  },

  settings: {
    menu: 'Menu',
    language: 'Langue de l’interface',
    textSize: 'Taille du texte',
    textSizes: { small: 'Petite', normal: 'Normale', large: 'Grande' },
    theme: 'Apparence',
    themeAuto: 'Comme le système',
    themeLight: 'Claire',
    themeDark: 'Sombre',
  },

  roles: {
    observer: 'Observateur',
    delegation: 'Délégation',
    secretariat: 'Secrétariat',
    chair: 'Présidence',
  },

  status: {
    open: 'Ouvert',
    review: 'À l’examen',
    agreed: 'Convenu',
    approved: 'Approuvé',
    openHint: 'Toutes les délégations peuvent écrire ici',
    reviewHint: 'Les délégations ne peuvent que proposer des changements',
    agreedHint: 'Convenu ad referendum : seules les traductions sont ajustées',
    approvedHint: 'Verrouillé : personne ne peut le modifier',
    set: 'Changer l’état',
    setFor: (n) => `Changer l’état des ${n} points sélectionnés`,
    someBlocked: (n) =>
      many.fr(
        n,
        `${n} point reste tel quel : quelque chose s’oppose à l’accord.`,
        `${n} points restent tels quels : quelque chose s’oppose à l’accord.`,
      ),
    below: 'Ainsi que tout ce qui en dépend',
  },

  kinds: { item: 'Numéroté', heading: 'Sous-titre', paragraph: 'Paragraphe sans numéro' },

  item: {
    numbered: numberedAs('point'),
    heading: 'sous-titre',
    paragraph: 'paragraphe',
    actions: 'Actions',
    structure: 'Structure',
    actionsFor: (item) => `Actions : ${item}`,
    kind: 'Type',
    restore: 'Rétablir',
    copyReference: 'Copier un lien vers ce point',
    number: 'Numéro',
    referenceCopied: 'Lien copié',
    showStale: 'Voir ce qui a changé depuis la traduction',
    empty: '(sans texte)',
  },

  negotiation: {
    item: 'Négociation',
    proposals: 'Propositions',
    bracketsLeft: (n) => many.fr(n, `${n} proposition ouverte`, `${n} propositions ouvertes`),
  },

  removed: {
    title: 'Points supprimés',
    none: 'Aucun point n’a été supprimé.',
    restored: 'Point rétabli',
    restoreAll: (n) => many.fr(n, 'Rétablir', `Rétablir les ${n}`),
    by: (who, when) => `Par ${who}, ${when}`,
    numbers: (numbers, n) => numberedAs(many.fr(n, 'point', 'points'))(numbers),
    ask: (n) => many.fr(n, `Supprimer ${n} point ?`, `Supprimer ${n} points ?`),
    which: (numbers, more) => (more > 0 ? `${numbers} et ${more} autres` : numbers),
    explain: 'Ils disparaissent pour tous. Ctrl+Z les rétablit, et ils restent dans « Points supprimés ».',
    confirm: (n) => many.fr(n, 'Supprimer', `Supprimer les ${n}`),
  },

  stale: {
    label: 'À aligner',
    title: 'Traduction à aligner',
    explain: (lang) => `L’original a changé depuis que le texte en ${lang} a été déclaré aligné.`,
    never: 'Cette traduction n’a pas encore été déclarée alignée.',
    since: 'Ce qui a changé dans l’original',
    original: 'Original',
    translation: 'Traduction',
    align: 'Déclarer alignée',
    aligned: 'Traduction alignée',
    added: 'ajouté',
    deleted: 'supprimé',
    unchanged: 'L’original est aujourd’hui le même qu’alors.',
    none: 'Toutes les traductions sont à jour.',
  },

  saved: {
    saved: (time) => `Enregistré à ${time}`,
    upToDate: 'Enregistré',
    saving: (n) => many.fr(n, `Enregistrement de ${n} changement…`, `Enregistrement de ${n} changements…`),
    offline: (n) =>
      n === 0
        ? 'Hors ligne'
        : many.fr(
            n,
            `Hors ligne : ${n} changement conservé sur cet appareil`,
            `Hors ligne : ${n} changements conservés sur cet appareil`,
          ),
    reconnecting: (n) =>
      n === 0
        ? 'Reconnexion…'
        : many.fr(
            n,
            `Reconnexion : ${n} changement sur cet appareil`,
            `Reconnexion : ${n} changements sur cet appareil`,
          ),
    readonly: (why) => `Lecture seule : ${why}`,
    why: {
      observer: 'vous participez en qualité d’observateur',
      adopted: 'le texte est adopté',
      revoked: 'ce navigateur n’a pas de place ici',
      replaced: 'ce document est ouvert dans un autre onglet avec la même identité',
      other: 'il n’est pas possible d’écrire maintenant',
    },
    loading: 'Ouverture du document…',
    leave: 'Des changements ne sont pas encore parvenus au serveur.',
  },

  otherHistory: {
    title: 'Le serveur présente une autre histoire de ce texte.',
    shorter: (seen, now) =>
      `Le changement ${seen} avait été vu ici ; le serveur n’en connaît que ${now}. Une sauvegarde plus ancienne a probablement été remise en place.`,
    other: (seen, _now) =>
      `Le changement ${seen} vu ici n’est pas celui que le serveur a maintenant : son registre a été réécrit ou remplacé.`,
    advice: 'Prévenez le secrétariat. Ce qui avait été vu ici peut être conservé.',
    keep: 'Conserver le texte d’avant',
    understood: 'Compris',
    file: 'avant',
  },

  cutOff: {
    since: (time) =>
      `Aucune connexion au serveur depuis ${time} : le texte peut avoir changé sans que vous le voyiez.`,
    never: 'Le serveur n’a pas pu être joint.',
    crowded:
      'Il n’y a plus de place pour une autre connexion : autant de fenêtres que permis sont ouvertes à ce nom, ou toutes les places sont prises. Fermez les fenêtres dont vous n’avez pas besoin ; une nouvelle tentative est en cours.',
    overHttp:
      'Ce réseau ne laisse pas passer les WebSockets : le texte arrive par HTTP, avec un léger retard. Tout le reste fonctionne comme d’habitude.',
    asOf: (time) => `Le texte tel qu’il était à ${time}, en lecture seule.`,
    noSocket:
      'Ce réseau ne laisse pas passer la connexion en direct (WebSocket) ; une nouvelle tentative est en cours.',
    tryNow: 'Se connecter maintenant',
  },

  closed: {
    ended:
      'Votre invitation a été retirée ou a expiré. Demandez-en une autre au secrétariat ou à la présidence.',
    title: 'Ce texte n’a pas été ouvert',
    revoked:
      'Ce navigateur n’a pas de place dans ce document. Ouvrez ici votre lien d’invitation ; s’il a été retiré ou a expiré, demandez-en un nouveau au secrétariat ou à la présidence.',
    unknown: 'Ce document n’existe pas, ou votre invitation n’y donne pas accès.',
    replaced:
      'Ce document a été ouvert dans un autre onglet avec la même identité d’édition. Celui-ci s’est arrêté.',
    other: 'Le serveur a fermé la connexion. Veuillez recharger la page.',
    kept: 'Ce que vous avez écrit se trouve toujours sur cet appareil.',
    reload: 'Recharger',
  },

  people: {
    title: 'Participants',
    here: 'Qui est présent',
    wereHere: 'Qui était présent quand la connexion a été perdue',
    you: '(vous)',
    youAre: 'Vous participez en tant que',
    nobodyElse: 'Personne d’autre n’écrit en ce moment.',
    observers: (n) => many.fr(n, `${n} observateur`, `${n} observateurs`),
    connected: (n) => many.fr(n, `${n} participant connecté`, `${n} participants connectés`),
    at: (item) => `au ${item}`,
    follow: 'Suivre',
    following: (name) => `Vous suivez ${name}`,
    followChair: 'Suivre la présidence',
    unfollow: 'Ne plus suivre',
    goTo: (name) => `Aller où se trouve ${name}`,
    joined: (names) => `Arrivée : ${names}`,
    left: (names) => `Départ : ${names}`,
    roster: 'Délégations et personnes',
  },

  invitations: {
    title: 'Invitations',
    create: 'Inviter…',
    dialog: 'Nouvelle invitation',
    role: 'Rôle',
    name: 'Nom',
    nameHint: 'Personne ou fonction, telle que les autres la verront',
    delegation: 'Délégation',
    delegationHint: 'Code de pays à deux lettres (MX, CA…) ou nom court',
    expires: 'Expiration',
    expiresIn: (days) => many.fr(days, `dans ${days} jour`, `dans ${days} jours`),
    never: 'jamais',
    submit: 'Créer le lien',
    once: 'Ce lien n’est affiché qu’une seule fois. Copiez-le maintenant et envoyez-le par une voie sûre : quiconque le détient entre sous ce nom.',
    link: 'Lien d’invitation',
    copyLink: 'Copier le lien',
    another: 'En créer une autre',
    none: 'Il n’y a pas encore d’invitations.',
    expired: 'expirée',
    revoked: 'retirée',
    until: (date) => `jusqu’au ${date}`,
    revoke: 'Retirer',
    revokeConfirm: (name) => `Retirer l’invitation de ${name} ? Ses connexions se ferment aussitôt.`,
    revokedDone: 'Invitation retirée',
    failed: 'L’invitation n’a pas pu être créée.',
    needName: 'Saisissez un nom.',
    needDelegation: 'Indiquez la délégation.',
    many: 'Inviter plusieurs personnes…',
    waits: 'en attente de confirmation ; lecture seule',
  },

  outline: {
    title: 'Sommaire',
    empty: 'Le texte n’a ni points ni sous-titres.',
    length: (words, characters) => `${words} mots, ${characters} caractères`,
  },

  board: {
    title: 'État du texte',
    open: 'Tableau',
    summary: (approved, total) =>
      many.fr(approved, `${approved} approuvé sur ${total}`, `${approved} approuvés sur ${total}`),
    ready: 'Tout est approuvé : le texte peut être adopté.',
    left: (n) => many.fr(n, `${n} point reste à approuver`, `${n} points restent à approuver`),
    list: 'Points',
    filterAll: 'Tous',
    filterLeft: 'En suspens',
    filter: 'Afficher',
    setFor: (item) => `État : ${item}`,
    empty: 'Aucun point dans cet état.',
    adopt: 'Adopter le texte…',
    here: (names) => `Ici : ${names}`,
  },

  adopt: {
    title: 'Adopter le texte',
    gaps: (lang, empty, stale) =>
      `${lang} : ${[
        empty > 0 && many.fr(empty, `${empty} point non traduit`, `${empty} points non traduits`),
        stale > 0 && many.fr(stale, `${stale} traduction à aligner`, `${stale} traductions à aligner`),
      ]
        .filter(Boolean)
        .join(', ')}.`,
    explain: 'Après l’adoption, plus rien ne peut être modifié. Le texte reste exactement tel quel.',
    confirm: 'Adopter',
    blocked: (n) =>
      many.fr(n, `${n} point n’est pas encore approuvé.`, `${n} points ne sont pas encore approuvés.`),
    done: 'Texte adopté',
    mark: 'Adopté',
  },

  tray: {
    title: 'Mots non acceptés',
    none: 'Le serveur a accepté tout ce que vous avez écrit.',
    explain:
      'Le serveur n’a pas accepté ces mots. Ils sont conservés ici, sur cet appareil, jusqu’à ce que vous en décidiez.',
    count: (n) => many.fr(n, `${n} texte non accepté`, `${n} textes non acceptés`),
    at: (item, time) => `${item}, à ${time}`,
    retry: 'Réessayer',
    copy: 'Copier',
    discard: 'Abandonner',
    discardConfirm: 'Abandonner ce texte ? Il ne pourra pas être récupéré.',
    retryFailed: 'Ce n’est pas possible maintenant non plus.',
  },

  refusal: {
    'bad-op': 'Le changement n’a pas pu être appliqué tel quel.',
    'bad-n': 'Le serveur a perdu l’ordre de vos changements. Veuillez recharger la page.',
    'bad-base': 'Le serveur ne connaît pas le texte de départ. Veuillez recharger la page.',
    stale: 'Le changement a été fait sur un texte trop ancien.',
    forbidden: 'Votre rôle ne permet pas ce changement.',
    locked: 'Ce point est verrouillé dans son état actuel.',
    adopted: 'Le texte est adopté et ne peut plus être modifié.',
    'no-item': 'Ce point n’existe plus : quelqu’un l’a supprimé.',
    exists: 'Il existe déjà un point avec cet identifiant.',
    cycle: 'Un point ne peut pas dépendre de lui-même.',
    'too-large': 'Le texte est trop long.',
    limit:
      'Il n’y a plus de place : le projet a autant de points, de niveaux, de mots ou de changements que le serveur en admet.',
    storage: 'Le serveur n’a pas pu enregistrer le changement. Rien n’a été appliqué.',
    unknown: 'Le serveur n’a pas accepté le changement.',
  },

  fill: {
    title: (lang) => `Coller une traduction (${lang})`,
    explain: 'Chaque ligne collée va au point qui lui fait face. Aucun point n’est ajouté.',
    original: 'Original',
    pasted: 'Ligne collée',
    none: 'aucune ligne',
    replaces: 'remplace :',
    stays: 'contient déjà des mots, qui restent :',
    locked: 'rien ne peut être écrit ici',
    overwrite: (n) =>
      many.fr(
        n,
        `Remplacer les mots de ${n} point qui en a déjà`,
        `Remplacer les mots de ${n} points qui en ont déjà`,
      ),
    left: (n) =>
      many.fr(
        n,
        `${n} ligne ne correspond à aucun point et n’est pas collée`,
        `${n} lignes ne correspondent à aucun point et ne sont pas collées`,
      ),
    apply: (n) => many.fr(n, `Remplir ${n} point`, `Remplir ${n} points`),
    addItems: 'Coller comme nouveaux points, dans toutes les langues',
    done: 'Traduction collée',
  },

  notice: {
    leftOut: 'Les mots barrés et les commentaires n’ont pas été repris de ce que vous avez collé.',
    viewOnly:
      'Cette vue sert à lire. Pour écrire, affichez le texte avec crochets ou le texte sans crochets.',
    refused: (n) =>
      many.fr(
        n,
        `${n} changement n’a pas été accepté ; ses mots sont dans « Mots non acceptés ».`,
        `${n} changements n’ont pas été acceptés ; leurs mots sont dans « Mots non acceptés ».`,
      ),
    dropped: (n) =>
      many.fr(n, `${n} changement n’a pas été accepté.`, `${n} changements n’ont pas été acceptés.`),
    undoBlocked: 'Ceci ne peut pas être annulé :',
    undoDecision:
      'Cette touche n’annule pas une décision ; « Annuler la décision », dans la liste des propositions tranchées, le fait. Une seconde fois annule ce que vous avez fait avant elle.',
    recovered: (n) =>
      many.fr(
        n,
        `${n} changement d’une visite antérieure a été récupéré.`,
        `${n} changements d’une visite antérieure ont été récupérés.`,
      ),
    noStorage:
      'Ce navigateur ne permet de rien conserver : ce qui n’est pas encore sur le serveur serait perdu à la fermeture.',
    statusWhy: (status, item) =>
      `${item} : état « ${status} », que votre rôle ne permet pas de changer maintenant.`,
    statusChanged: (item, status) => `${item} : ${status}`,
    manyStatus: (n, status) => many.fr(n, `${n} point : ${status}`, `${n} points : ${status}`),
  },

  draft: {
    show: 'Afficher',
    languages: 'Langues du texte',
    original: 'original',
    sideBySide: 'Côte à côte',
    text: 'Texte du projet',
    textIn: (lang) => `Texte en ${lang}`,
    untitled: 'Sans titre',
    past: 'Histoire du texte…',
    pastOfItem: 'Histoire de ce point…',
    editTitle: 'Titre et langues…',
    numbering: 'Numérotation',
    goTo: 'Aller à un point…',
    goToDialog: 'Aller à un point',
    goToLabel: 'Numéro du point (par exemple 7.b)',
    goToNone: 'Aucun point ne porte ce numéro.',
    go: 'Aller',
    find: 'Rechercher…',
    reading: 'Mode lecture',
    editing: 'Revenir à l’écriture',
    room: 'Écran de salle',
    print: 'Imprimer ou télécharger…',
    addWord: 'Ajouter un fichier Word…',
    proof: 'Preuve',
    shortcuts: 'Raccourcis clavier',
    signOut: 'Se déconnecter',
    signOutConfirm: 'Se déconnecter de ce navigateur ? Il vous faudra une invitation pour revenir.',
  },

  find: {
    label: 'Rechercher dans le texte',
    next: 'Suivant',
    previous: 'Précédent',
    of: (i, n) => (n === 0 ? 'Aucun résultat' : `${i} sur ${n}`),
    replaceToo: 'Remplacer…',
    by: 'Remplacer par',
    replace: 'Remplacer',
    replaceAll: 'Tout remplacer',
    replaced: (n, proposed) => {
      if (n === 0) return 'Rien n’a été remplacé.';
      const how =
        proposed === 0
          ? ''
          : proposed === n
            ? ' sous forme de proposition'
            : `, ${proposed} sous forme de proposition`;
      return `${many.fr(n, `${n} remplacement`, `${n} remplacements`)}${how}.`;
    },
    left: (reasons) => `Laissé tel quel : ${reasons}.`,
    leftFor: (n, why) => `${n} (${why})`,
    struck: 'sa suppression est déjà proposée',
    cited: 'le numéro suit son point',
    locked: 'l’état du point ne le permet pas',
  },

  format: {
    toolbar: 'Mise en forme',
    more: 'Autres outils',
    link: 'Lien',
    linkDialog: 'Lien',
    linkLabel: 'Adresse (http, https ou mailto)',
    linkApply: 'Mettre le lien',
    linkRemove: 'Ôter le lien',
    linkBad: 'L’adresse doit commencer par http://, https:// ou mailto:',
  },

  titleDialog: {
    title: 'Titre et langues',
    titleIn: (lang) => `Titre en ${lang}`,
    langs: 'Langues',
    langsHint: 'Codes séparés par des virgules ; le premier est l’original (es, en)',
    save: 'Enregistrer',
    badLangs: 'Saisissez des codes de langue tels que es, en ou pt-BR.',
  },

  print: {
    proposals: 'Propositions',
    views: {
      brackets: 'Entre crochets',
      clean: 'Texte sans crochets, comme si toutes étaient acceptées',
      base: 'Texte de base, comme s’il n’y en avait aucune',
    },
    title: 'Imprimer ou télécharger',
    languages: 'Langue',
    bilingual: 'Deux colonnes, bilingue',
    marks: 'Avec l’état de chaque point',
    go: 'Imprimer ou PDF',
    paper: 'Papier',
    papers: { a4: 'A4', letter: 'Lettre US' },
    version: (seq) => `version ${seq}`,
    draftNote: (date) => `Projet au ${date}`,
    adoptedNote: 'Texte adopté',
    hint: 'Pour un PDF, choisissez « Enregistrer au format PDF » dans la fenêtre d’impression.',
  },

  room: {
    next: 'Ensuite',
    noItem: 'La présidence ne se trouve à aucun point.',
    exit: 'Quitter l’écran de salle',
  },

  join: {
    title: 'Entrée en cours…',
    working: 'Vérification de votre invitation…',
    expiredTitle: 'Cette invitation a expiré',
    expired:
      'Le lien était correct, mais sa date est passée. Demandez-en un nouveau à la personne qui vous a invité.',
    revokedTitle: 'Cette invitation a été retirée',
    revoked:
      'La personne qui vous a invité l’a retirée. Si vous pensez qu’il s’agit d’une erreur, adressez-vous au secrétariat.',
    unknownTitle: 'Ce lien n’ouvre aucun texte',
    unknown:
      'Le lien a pu être coupé lors de la copie. Ouvrez-le de nouveau, en entier, depuis le message d’origine.',
    missing: 'Il manque la dernière partie de ce lien, après le signe #.',
    networkTitle: 'Aucune connexion au serveur',
    network: 'Nous n’avons pas pu vérifier l’invitation. Le lien reste valable.',
    toStart: 'Aller à la page d’accueil',
  },

  start: {
    title: 'Vos textes',
    empty: 'Vous n’avez encore accès à aucun texte',
    emptyHint:
      'Ouvrez le lien d’invitation que la présidence ou le secrétariat vous a envoyé. Il s’ouvre ici même, sans mot de passe.',
    new: 'Nouveau texte…',
    failed: 'La liste n’a pas pu être chargée.',
    adopted: 'Adopté',
  },

  newDraft: {
    title: 'Nouveau texte',
    draftTitle: 'Titre',
    lang: 'Langue d’origine',
    langs: 'Autres langues',
    langsHint: 'Par exemple : en, fr',
    text: 'Texte de base',
    textHint: 'Collez le texte entier. Les numéros, les lettres et les sous-titres sont reconnus.',
    preview: 'Ce qui a été compris',
    previewEmpty: 'Les points apparaissent ici à mesure que vous collez le texte.',
    previewCount: (n) => many.fr(n, `${n} point`, `${n} points`),
    create: 'Créer le texte',
    creating: 'Création…',
    failed: 'Le texte n’a pas pu être créé.',
    needTitle: 'Saisissez un titre.',
  },

  shortcuts: {
    title: 'Raccourcis clavier',
    page: 'Page',
    groups: { text: 'Mise en forme', items: 'Points', history: 'Annulation', move: 'Déplacement' },
    help: 'Cette liste',
    statusKeys: 'État, quand le menu du point est ouvert',
  },

  keys: { Enter: 'Entrée', Shift: 'Maj', Delete: 'Suppr', Escape: 'Échap', Backspace: 'Retour arrière' },

  commands: {
    bold: 'Gras',
    italic: 'Italique',
    underline: 'Souligné',
    link: 'Lien',
    split: 'Diviser le point',
    joinAbove: 'Réunir avec le précédent (à son début)',
    joinBelow: 'Réunir avec le suivant (à sa fin)',
    indent: 'Descendre d’un niveau',
    outdent: 'Monter d’un niveau',
    moveUp: 'Déplacer vers le haut, avec tout ce qui en dépend',
    moveDown: 'Déplacer vers le bas, avec tout ce qui en dépend',
    addBelow: 'Ajouter un point après',
    kindItem: 'Point numéroté',
    kindHeading: 'Sous-titre',
    kindParagraph: 'Paragraphe sans numéro',
    remove: 'Supprimer',
    itemMenu: 'Menu du point : état et actions',
    undo: 'Annuler son propre travail',
    redo: 'Refaire son propre travail',
    find: 'Rechercher dans le texte',
    replace: 'Rechercher et remplacer',
    findNext: 'Résultat suivant',
    findPrevious: 'Résultat précédent',
    comment: 'Commenter',
    nextBracket: 'Crochet suivant',
    previousBracket: 'Crochet précédent',
    goTo: 'Aller à un point par son numéro',
    print: 'Imprimer ou télécharger',
    shortcuts: 'Raccourcis clavier',
    leave: 'Quitter le texte',
  },

  errors: {
    'bad-request': 'Le serveur n’a pas compris la demande.',
    forbidden: 'Votre rôle ne le permet pas.',
    'not-found': 'Cela n’existe pas, ou vous n’y avez pas accès.',
    'last-chair': 'Un projet a toujours une présidence ; invitez d’abord la suivante.',
    network: 'Aucune connexion au serveur.',
    'too-large': 'C’est trop volumineux.',
    limit: 'Trop de demandes ; attendez un instant.',
    other: 'Une erreur s’est produite.',
  },
};
