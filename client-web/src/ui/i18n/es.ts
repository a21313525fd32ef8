/**
 * Every sentence of the interface in Spanish. This file is the shape that the other languages must have:
 * plain strings, and functions where something is filled in. Plurals go through `many`.
 */
import type { CommandId } from '../../editor';
import { numberedAs } from './numbered_as';
import { many } from './plural';

export const es = {
  app: {
    name: 'Plenaria',
    tagline: 'Textos negociados, escritos entre varias delegaciones',
    skip: 'Ir al texto',
    home: 'Página de inicio',
    close: 'Cerrar',
    cancel: 'Cancelar',
    copy: 'Copiar',
    copied: 'Copiado',
    retry: 'Intentar de nuevo',
    loading: 'Cargando…',
  },

  settings: {
    menu: 'Menú',
    language: 'Idioma de la interfaz',
    textSize: 'Tamaño del texto',
    textSizes: { small: 'Pequeño', normal: 'Normal', large: 'Grande' },
    theme: 'Apariencia',
    themeAuto: 'Como el sistema',
    themeLight: 'Clara',
    themeDark: 'Oscura',
  },

  roles: {
    observer: 'Observador',
    delegation: 'Delegación',
    secretariat: 'Secretaría',
    chair: 'Presidencia',
  },

  status: {
    open: 'Abierto',
    review: 'En revisión',
    agreed: 'Acordado',
    approved: 'Aprobado',
    openHint: 'Todas las delegaciones pueden escribir',
    reviewHint: 'Las delegaciones solo pueden proponer cambios',
    agreedHint: 'Acordado ad referéndum: solo se ajustan las traducciones',
    approvedHint: 'Bloqueado: nadie puede cambiarlo',
    set: 'Cambiar estado',
    setFor: (n: number) => `Cambiar el estado de los ${n} puntos seleccionados`,
    someBlocked: (n: number) =>
      many.es(
        n,
        '1 punto sigue como estaba: algo impide su acuerdo.',
        `${n} puntos siguen como estaban: algo impide su acuerdo.`,
      ),
    below: 'También todo lo que está debajo',
  },

  kinds: { item: 'Numerado', heading: 'Subtítulo', paragraph: 'Párrafo sin número' },

  item: {
    numbered: numberedAs('punto'),
    heading: 'subtítulo',
    paragraph: 'párrafo',
    actions: 'Acciones',
    structure: 'Estructura',
    actionsFor: (item: string) => `Acciones para el ${item}`,
    kind: 'Tipo',
    restore: 'Restituir',
    copyReference: 'Copiar enlace a este punto',
    number: 'Número',
    referenceCopied: 'Enlace copiado',
    showStale: 'Ver qué cambió desde la traducción',
    empty: '(sin texto)',
  },

  negotiation: {
    item: 'Negociación',
    proposals: 'Propuestas',
    bracketsLeft: (n: number) => many.es(n, '1 propuesta abierta', `${n} propuestas abiertas`),
  },

  removed: {
    title: 'Puntos quitados',
    none: 'No se ha quitado ningún punto.',
    restored: 'Punto restituido',
    restoreAll: (n: number) => many.es(n, 'Restituir', `Restituir los ${n}`),
    by: (who: string, when: string) => `Por ${who}, ${when}`,
    numbers: (numbers: string, n: number) => numberedAs(many.es(n, 'punto', 'puntos'))(numbers),
    ask: (n: number) => many.es(n, '¿Quitar 1 punto?', `¿Quitar ${n} puntos?`),
    which: (numbers: string, more: number) => (more > 0 ? `${numbers} y ${more} más` : numbers),
    explain: 'Se quitan para todos. Ctrl+Z los restituye, y quedan en «Puntos quitados».',
    confirm: (n: number) => many.es(n, 'Quitar', `Quitar los ${n}`),
  },

  stale: {
    label: 'Por alinear',
    title: 'Traducción por alinear',
    explain: (lang: string) => `El original cambió después de que el texto en ${lang} se diera por alineado.`,
    never: 'Esta traducción todavía no se ha dado por alineada.',
    since: 'Qué cambió en el original',
    original: 'Original',
    translation: 'Traducción',
    align: 'Dar por alineada',
    aligned: 'Traducción alineada',
    added: 'añadido',
    deleted: 'suprimido',
    unchanged: 'El original es hoy el mismo que entonces.',
    none: 'Todas las traducciones están al día.',
  },

  saved: {
    saved: (time: string) => `Guardado a las ${time}`,
    upToDate: 'Guardado',
    saving: (n: number) => many.es(n, 'Guardando 1 cambio…', `Guardando ${n} cambios…`),
    offline: (n: number) =>
      n === 0
        ? 'Sin conexión'
        : many.es(
            n,
            'Sin conexión: 1 cambio guardado en este equipo',
            `Sin conexión: ${n} cambios guardados en este equipo`,
          ),
    reconnecting: (n: number) =>
      n === 0
        ? 'Reconectando…'
        : many.es(n, 'Reconectando: 1 cambio en este equipo', `Reconectando: ${n} cambios en este equipo`),
    readonly: (why: string) => `Solo lectura: ${why}`,
    why: {
      observer: 'participa como observador',
      adopted: 'el texto está adoptado',
      revoked: 'este navegador no tiene un lugar aquí',
      replaced: 'este documento está abierto en otra pestaña con la misma identidad',
      other: 'no se puede escribir ahora',
    },
    loading: 'Abriendo el documento…',
    leave: 'Hay cambios que aún no están en el servidor.',
  },

  otherHistory: {
    title: 'El servidor muestra otra historia de este texto.',
    shorter: (seen: number, now: number) =>
      `Aquí se había visto hasta el cambio ${seen}; el servidor solo conoce ${now}. Probablemente se repuso una copia de seguridad anterior.`,
    other: (seen: number, _now: number) =>
      `El cambio ${seen} que se vio aquí no es el que el servidor tiene ahora: su registro fue reescrito o sustituido.`,
    advice: 'Avise a la secretaría. Lo que se había visto aquí puede guardarse.',
    keep: 'Guardar el texto de antes',
    understood: 'Entendido',
    file: 'antes',
  },

  cutOff: {
    since: (time: string) =>
      `Sin conexión con el servidor desde las ${time}: el texto puede haber cambiado y aquí no se ve.`,
    never: 'No se ha podido conectar con el servidor.',
    crowded:
      'No queda sitio para otra conexión: este lugar tiene abiertas tantas ventanas como puede, o están ocupados todos los lugares. Cierre las ventanas que no use; se sigue intentando.',
    overHttp:
      'Esta red no deja pasar WebSockets: el texto llega por HTTP, con algo de retraso. Todo lo demás funciona igual.',
    asOf: (time: string) => `El texto tal como estaba a las ${time}, solo para leer.`,
    noSocket: 'Esta red no deja pasar la conexión en vivo (WebSocket); se sigue intentando.',
    tryNow: 'Conectar ahora',
  },

  closed: {
    title: 'Este texto no se ha abierto',
    ended: 'Su invitación fue retirada o ha caducado. Pida una nueva a la secretaría o a la presidencia.',
    revoked:
      'Este navegador no tiene un lugar en este documento. Abra aquí su enlace de invitación; si fue retirado o ha caducado, pida uno nuevo a la secretaría o a la presidencia.',
    unknown: 'Este documento no existe o su invitación no da acceso a él.',
    replaced:
      'Este documento se abrió en otra pestaña con la misma identidad de edición. Esta se ha detenido.',
    other: 'El servidor cerró la conexión. Vuelva a cargar la página.',
    kept: 'Lo que ya escribió sigue en este equipo.',
    reload: 'Volver a cargar',
  },

  people: {
    title: 'Participantes',
    here: 'Quién está aquí',
    wereHere: 'Quién estaba aquí cuando se cortó la conexión',
    you: '(usted)',
    youAre: 'Usted participa como',
    nobodyElse: 'No hay nadie más escribiendo ahora.',
    observers: (n: number) => many.es(n, '1 observador', `${n} observadores`),
    connected: (n: number) => many.es(n, '1 participante conectado', `${n} participantes conectados`),
    at: (item: string) => `en el ${item}`,
    follow: 'Seguir',
    following: (name: string) => `Siguiendo a ${name}`,
    followChair: 'Seguir a la presidencia',
    unfollow: 'Dejar de seguir',
    goTo: (name: string) => `Ir adonde está ${name}`,
    joined: (names: string) => `Se ha conectado: ${names}`,
    left: (names: string) => `Ha salido: ${names}`,
    roster: 'Delegaciones y personas',
  },

  invitations: {
    title: 'Invitaciones',
    create: 'Invitar…',
    dialog: 'Nueva invitación',
    role: 'Papel',
    name: 'Nombre',
    nameHint: 'Persona o puesto, como aparecerá ante los demás',
    delegation: 'Delegación',
    delegationHint: 'Código de país de dos letras (MX, CA…) o nombre corto',
    expires: 'Vence',
    expiresIn: (days: number) => many.es(days, 'en 1 día', `en ${days} días`),
    never: 'no vence',
    submit: 'Crear el enlace',
    once: 'Este enlace se muestra una sola vez. Cópielo ahora y envíelo por un medio seguro: quien lo tenga entra con este nombre.',
    link: 'Enlace de invitación',
    copyLink: 'Copiar el enlace',
    another: 'Crear otra',
    none: 'Todavía no hay invitaciones.',
    expired: 'vencida',
    revoked: 'retirada',
    until: (date: string) => `hasta el ${date}`,
    revoke: 'Retirar',
    revokeConfirm: (name: string) =>
      `¿Retirar la invitación de ${name}? Sus conexiones se cierran de inmediato.`,
    revokedDone: 'Invitación retirada',
    failed: 'No se pudo crear la invitación.',
    needName: 'Escriba un nombre.',
    needDelegation: 'Indique la delegación.',
    many: 'Invitar a varios…',
    waits: 'espera confirmación; solo puede leer',
  },

  outline: {
    title: 'Índice',
    empty: 'El texto no tiene puntos ni subtítulos.',
    length: (words: string, characters: string) => `${words} palabras, ${characters} caracteres`,
  },

  board: {
    title: 'Estado del texto',
    open: 'Tablero',
    summary: (approved: number, total: number) => `${approved} de ${total} aprobados`,
    ready: 'Todo está aprobado: el texto puede adoptarse.',
    left: (n: number) => many.es(n, 'Falta 1 punto por aprobar', `Faltan ${n} puntos por aprobar`),
    list: 'Puntos',
    filterAll: 'Todos',
    filterLeft: 'Pendientes',
    filter: 'Mostrar',
    setFor: (item: string) => `Estado del ${item}`,
    empty: 'No hay puntos con este estado.',
    adopt: 'Adoptar el texto…',
    here: (names: string) => `Aquí: ${names}`,
  },

  adopt: {
    title: 'Adoptar el texto',
    gaps: (lang: string, empty: number, stale: number) =>
      `${lang}: ${[
        empty > 0 && many.es(empty, '1 punto sin traducir', `${empty} puntos sin traducir`),
        stale > 0 && many.es(stale, '1 traducción por alinear', `${stale} traducciones por alinear`),
      ]
        .filter(Boolean)
        .join(', ')}.`,
    explain: 'Después de la adopción nada puede cambiarse. El texto queda fijo tal como está.',
    confirm: 'Adoptar',
    blocked: (n: number) => many.es(n, 'Aún hay 1 punto sin aprobar.', `Aún hay ${n} puntos sin aprobar.`),
    done: 'Texto adoptado',
    mark: 'Adoptado',
  },

  tray: {
    title: 'Palabras no aceptadas',
    none: 'El servidor ha aceptado todo lo que usted ha escrito.',
    explain:
      'El servidor no aceptó estas palabras. Se conservan aquí, en este equipo, hasta que usted decida.',
    count: (n: number) => many.es(n, '1 texto no aceptado', `${n} textos no aceptados`),
    at: (item: string, time: string) => `${item}, a las ${time}`,
    retry: 'Volver a intentar',
    copy: 'Copiar',
    discard: 'Descartar',
    discardConfirm: '¿Descartar este texto? No se puede recuperar.',
    retryFailed: 'Tampoco se puede ahora.',
  },

  refusal: {
    'bad-op': 'El cambio no se pudo aplicar tal como estaba.',
    'bad-n': 'El servidor perdió el orden de sus cambios. Vuelva a cargar la página.',
    'bad-base': 'El servidor no reconoce el texto de partida. Vuelva a cargar la página.',
    stale: 'El cambio se hizo sobre un texto demasiado antiguo.',
    forbidden: 'Su papel no permite este cambio.',
    locked: 'Este punto está bloqueado en su estado actual.',
    adopted: 'El texto está adoptado y ya no se puede cambiar.',
    'no-item': 'Este punto ya no existe: alguien lo quitó.',
    exists: 'Ya existe un punto con ese identificador.',
    cycle: 'Un punto no puede colgar de sí mismo.',
    'too-large': 'El texto es demasiado largo.',
    limit:
      'Ya no cabe: el documento tiene tantos puntos, niveles, palabras o cambios como admite el servidor.',
    storage: 'El servidor no pudo guardar el cambio. No se aplicó nada.',
    unknown: 'El servidor no aceptó el cambio.',
  },

  fill: {
    title: (lang: string) => `Pegar una traducción (${lang})`,
    explain: 'Cada línea pegada va al punto que tiene al lado. No se agrega ningún punto.',
    original: 'Original',
    pasted: 'Línea pegada',
    none: 'ninguna línea',
    replaces: 'sustituye:',
    stays: 'ya tiene palabras, que se conservan:',
    locked: 'aquí no se puede escribir',
    overwrite: (n: number) =>
      many.es(
        n,
        'Sustituir las palabras de 1 punto que ya las tiene',
        `Sustituir las palabras de ${n} puntos que ya las tienen`,
      ),
    left: (n: number) =>
      many.es(
        n,
        '1 línea no corresponde a ningún punto y no se pega',
        `${n} líneas no corresponden a ningún punto y no se pegan`,
      ),
    apply: (n: number) => many.es(n, 'Llenar 1 punto', `Llenar ${n} puntos`),
    addItems: 'Pegar como puntos nuevos, en todos los idiomas',
    done: 'Traducción pegada',
  },

  notice: {
    leftOut: 'Las palabras tachadas y los comentarios de lo pegado no se han tomado.',
    viewOnly: 'Esta vista es para leer. Para escribir, muestre el texto con corchetes o limpio.',
    refused: (n: number) =>
      many.es(
        n,
        '1 cambio no se aceptó y sus palabras están en «Palabras no aceptadas».',
        `${n} cambios no se aceptaron y sus palabras están en «Palabras no aceptadas».`,
      ),
    dropped: (n: number) => many.es(n, '1 cambio no se aceptó.', `${n} cambios no se aceptaron.`),
    undoBlocked: 'No se puede deshacer:',
    undoDecision:
      'Esta tecla no deshace una decisión; para eso está “Deshacer la decisión”, en la lista de las decididas. Otra vez deshace lo que usted hizo antes de ella.',
    recovered: (n: number) =>
      many.es(
        n,
        'Se ha recuperado 1 cambio de una visita anterior.',
        `Se han recuperado ${n} cambios de una visita anterior.`,
      ),
    noStorage:
      'Este navegador no deja guardar nada: lo que aún no esté en el servidor se perdería al cerrar.',
    statusWhy: (status: string, item: string) =>
      `${item} está «${status}»: su papel no permite cambiarlo ahora.`,
    statusChanged: (item: string, status: string) => `${item}: ${status}`,
    manyStatus: (n: number, status: string) => many.es(n, `1 punto: ${status}`, `${n} puntos: ${status}`),
  },

  draft: {
    show: 'Mostrar',
    languages: 'Idiomas del texto',
    original: 'original',
    sideBySide: 'Lado a lado',
    text: 'Texto del borrador',
    textIn: (lang: string) => `Texto en ${lang}`,
    untitled: 'Sin título',
    past: 'Historia del texto…',
    pastOfItem: 'Historia de este punto…',
    editTitle: 'Título e idiomas…',
    numbering: 'Numeración',
    goTo: 'Ir a un punto…',
    goToDialog: 'Ir a un punto',
    goToLabel: 'Número del punto (por ejemplo, 7.b)',
    goToNone: 'No hay ningún punto con ese número.',
    go: 'Ir',
    find: 'Buscar…',
    reading: 'Modo de lectura',
    editing: 'Volver a escribir',
    room: 'Pantalla de sala',
    print: 'Imprimir o descargar…',
    addWord: 'Agregar un archivo de Word…',
    proof: 'Prueba',
    shortcuts: 'Atajos de teclado',
    signOut: 'Cerrar la sesión',
    signOutConfirm: '¿Cerrar la sesión en este navegador? Para volver a entrar necesitará una invitación.',
  },

  find: {
    label: 'Buscar en el texto',
    next: 'Siguiente',
    previous: 'Anterior',
    of: (i: number, n: number) => (n === 0 ? 'Sin resultados' : `${i} de ${n}`),
    replaceToo: 'Reemplazar…',
    by: 'Reemplazar por',
    replace: 'Reemplazar',
    replaceAll: 'Reemplazar todo',
    replaced: (n: number, proposed: number) => {
      if (n === 0) return 'Nada reemplazado.';
      const how = proposed === 0 ? '' : proposed === n ? ' como propuesta' : `, ${proposed} como propuesta`;
      return `${many.es(n, '1 reemplazo', `${n} reemplazos`)}${how}.`;
    },
    left: (reasons: string) => `Sin cambiar: ${reasons}.`,
    leftFor: (n: number, why: string) => `${n} (${why})`,
    struck: 'ya se propone suprimirlo',
    cited: 'el número sigue a su punto',
    locked: 'el estado del punto no lo permite',
  },

  format: {
    toolbar: 'Formato',
    more: 'Más herramientas',
    link: 'Enlace',
    linkDialog: 'Enlace',
    linkLabel: 'Dirección (http, https o mailto)',
    linkApply: 'Poner enlace',
    linkRemove: 'Quitar enlace',
    linkBad: 'La dirección debe empezar por http://, https:// o mailto:',
  },

  titleDialog: {
    title: 'Título e idiomas',
    titleIn: (lang: string) => `Título en ${lang}`,
    langs: 'Idiomas',
    langsHint: 'Códigos separados por comas; el primero es el original (es, en)',
    save: 'Guardar',
    badLangs: 'Escriba códigos de idioma como es, en o pt-BR.',
  },

  print: {
    proposals: 'Propuestas',
    views: {
      brackets: 'Entre corchetes',
      clean: 'Texto limpio, como si todas se aceptaran',
      base: 'Texto base, como si no hubiera ninguna',
    },
    title: 'Imprimir o descargar',
    languages: 'Idioma',
    bilingual: 'Dos columnas, bilingüe',
    marks: 'Con el estado de cada punto',
    go: 'Imprimir o PDF',
    paper: 'Papel',
    papers: { a4: 'A4', letter: 'Carta' },
    version: (seq: number) => `versión ${seq}`,
    draftNote: (date: string) => `Borrador a ${date}`,
    adoptedNote: 'Texto adoptado',
    hint: 'Para un PDF, elija «Guardar como PDF» en el cuadro de impresión.',
  },

  room: {
    next: 'A continuación',
    noItem: 'La presidencia no está en ningún punto.',
    exit: 'Salir de la pantalla de sala',
  },

  join: {
    title: 'Entrando…',
    working: 'Comprobando su invitación…',
    expiredTitle: 'Esta invitación ha vencido',
    expired: 'El enlace era correcto, pero ya pasó su fecha. Pida uno nuevo a quien le invitó.',
    revokedTitle: 'Esta invitación fue retirada',
    revoked: 'Quien le invitó la ha anulado. Si cree que es un error, póngase en contacto con la secretaría.',
    unknownTitle: 'Este enlace no abre ningún texto',
    unknown:
      'Puede haber vencido, haber sido retirado o haberse cortado al copiarlo. Ábralo completo desde el mensaje original o pida otro a quien le invitó.',
    missing: 'A este enlace le falta la parte final, después del signo #.',
    networkTitle: 'No hay conexión con el servidor',
    network: 'No hemos podido comprobar la invitación. El enlace sigue siendo válido.',
    toStart: 'Ir a la página de inicio',
  },

  start: {
    title: 'Sus textos',
    empty: 'Todavía no tiene acceso a ningún texto',
    emptyHint:
      'Abra el enlace de invitación que recibió de la presidencia o de la secretaría. Se abrirá aquí mismo, sin contraseña.',
    new: 'Nuevo texto…',
    failed: 'No se pudo cargar la lista.',
    adopted: 'Adoptado',
  },

  newDraft: {
    title: 'Nuevo texto',
    draftTitle: 'Título',
    lang: 'Idioma original',
    langs: 'Otros idiomas',
    langsHint: 'Por ejemplo: en, fr',
    text: 'Texto de base',
    textHint: 'Pegue el texto completo. Se reconocen números, letras y subtítulos.',
    preview: 'Así se ha entendido',
    previewEmpty: 'Aquí verá los puntos a medida que pega el texto.',
    previewCount: (n: number) => many.es(n, '1 punto', `${n} puntos`),
    create: 'Crear el texto',
    creating: 'Creando…',
    failed: 'No se pudo crear el texto.',
    needTitle: 'Escriba un título.',
  },

  shortcuts: {
    title: 'Atajos de teclado',
    page: 'Página',
    groups: { text: 'Formato', items: 'Puntos', history: 'Deshacer', move: 'Desplazarse' },
    help: 'Esta lista',
    statusKeys: 'Estado, con el menú del punto abierto',
  },

  keys: { Enter: 'Intro', Shift: 'Mayús', Delete: 'Supr', Escape: 'Esc', Backspace: 'Retroceso' },

  commands: {
    bold: 'Negrita',
    italic: 'Cursiva',
    underline: 'Subrayado',
    link: 'Enlace',
    split: 'Dividir el punto',
    joinAbove: 'Unir con el anterior (al principio)',
    joinBelow: 'Unir con el siguiente (al final)',
    indent: 'Bajar un nivel',
    outdent: 'Subir un nivel',
    moveUp: 'Mover arriba, con lo que cuelga de él',
    moveDown: 'Mover abajo, con lo que cuelga de él',
    addBelow: 'Añadir un punto después',
    kindItem: 'Punto numerado',
    kindHeading: 'Subtítulo',
    kindParagraph: 'Párrafo sin número',
    remove: 'Quitar',
    itemMenu: 'Menú del punto: estado y acciones',
    undo: 'Deshacer lo propio',
    redo: 'Rehacer lo propio',
    find: 'Buscar en el texto',
    replace: 'Buscar y reemplazar',
    findNext: 'Resultado siguiente',
    findPrevious: 'Resultado anterior',
    comment: 'Comentar',
    nextBracket: 'Corchete siguiente',
    previousBracket: 'Corchete anterior',
    goTo: 'Ir a un punto por su número',
    print: 'Imprimir o descargar',
    shortcuts: 'Atajos de teclado',
    leave: 'Salir del texto',
  } satisfies Record<CommandId, string>,

  errors: {
    'bad-request': 'El servidor no entendió la petición.',
    forbidden: 'Su papel no permite esto.',
    'not-found': 'No existe o no tiene acceso.',
    'last-chair': 'Siempre debe haber una presidencia; invite primero a la siguiente.',
    network: 'No hay conexión con el servidor.',
    'too-large': 'Es demasiado grande.',
    limit: 'Demasiadas peticiones; espere un momento.',
    other: 'Algo no salió bien.',
  },
};

export type Dictionary = typeof es;
