/** The interface in Portuguese, as it is read in Brazil and in Portugal. The compiler checks that no sentence is missing. */
import type { Dictionary } from './es';
import { numberedAs } from './numbered_as';
import { many } from './plural';

export const pt: Dictionary = {
  app: {
    name: 'Plenaria',
    tagline: 'Textos negociados, escritos por várias delegações',
    skip: 'Ir para o texto',
    home: 'Página inicial',
    close: 'Fechar',
    cancel: 'Cancelar',
    copy: 'Copiar',
    copied: 'Copiado',
    retry: 'Tentar novamente',
    loading: 'Carregando…',
  },

  settings: {
    menu: 'Menu',
    language: 'Idioma da interface',
    textSize: 'Tamanho do texto',
    textSizes: { small: 'Pequeno', normal: 'Normal', large: 'Grande' },
    theme: 'Aparência',
    themeAuto: 'Como o sistema',
    themeLight: 'Clara',
    themeDark: 'Escura',
  },

  roles: {
    observer: 'Observador',
    delegation: 'Delegação',
    secretariat: 'Secretaria',
    chair: 'Presidência',
  },

  status: {
    open: 'Aberto',
    review: 'Em revisão',
    agreed: 'Acordado',
    approved: 'Aprovado',
    openHint: 'Todas as delegações podem escrever aqui',
    reviewHint: 'As delegações só podem propor alterações',
    agreedHint: 'Acordado ad referendum: só se ajustam as traduções',
    approvedHint: 'Bloqueado: ninguém pode alterá-lo',
    set: 'Mudar o estado',
    setFor: (n) => `Mudar o estado dos ${n} pontos selecionados`,
    someBlocked: (n) =>
      many.pt(
        n,
        '1 ponto fica como estava: algo impede o acordo.',
        `${n} pontos ficam como estavam: algo impede o acordo.`,
      ),
    below: 'Também tudo o que está abaixo',
  },

  kinds: { item: 'Numerado', heading: 'Subtítulo', paragraph: 'Parágrafo sem número' },

  item: {
    numbered: numberedAs('ponto'),
    heading: 'subtítulo',
    paragraph: 'parágrafo',
    actions: 'Ações',
    structure: 'Estrutura',
    actionsFor: (item) => `Ações para o ${item}`,
    kind: 'Tipo',
    restore: 'Restituir',
    copyReference: 'Copiar um link para este ponto',
    number: 'Número',
    referenceCopied: 'Link copiado',
    showStale: 'Ver o que mudou desde a tradução',
    empty: '(sem texto)',
  },

  negotiation: {
    item: 'Negociação',
    proposals: 'Propostas',
    bracketsLeft: (n) => many.pt(n, '1 proposta em aberto', `${n} propostas em aberto`),
  },

  removed: {
    title: 'Pontos retirados',
    none: 'Nenhum ponto foi retirado.',
    restored: 'Ponto restituído',
    restoreAll: (n) => many.pt(n, 'Restituir', `Restituir os ${n}`),
    by: (who, when) => `Por ${who}, ${when}`,
    numbers: (numbers, n) => numberedAs(many.pt(n, 'ponto', 'pontos'))(numbers),
    ask: (n) => many.pt(n, 'Retirar 1 ponto?', `Retirar ${n} pontos?`),
    which: (numbers, more) => (more > 0 ? `${numbers} e mais ${more}` : numbers),
    explain: 'São retirados para todos. Ctrl+Z os restitui, e eles ficam em «Pontos retirados».',
    confirm: (n) => many.pt(n, 'Retirar', `Retirar os ${n}`),
  },

  stale: {
    label: 'Por alinhar',
    title: 'Tradução por alinhar',
    explain: (lang) => `O original mudou depois que o texto em ${lang} foi dado por alinhado.`,
    never: 'Esta tradução ainda não foi dada por alinhada.',
    since: 'O que mudou no original',
    original: 'Original',
    translation: 'Tradução',
    align: 'Dar por alinhada',
    aligned: 'Tradução alinhada',
    added: 'acrescentado',
    deleted: 'suprimido',
    unchanged: 'O original é hoje o mesmo de então.',
    none: 'Todas as traduções estão em dia.',
  },

  saved: {
    saved: (time) => `Salvo às ${time}`,
    upToDate: 'Salvo',
    saving: (n) => many.pt(n, 'Salvando 1 alteração…', `Salvando ${n} alterações…`),
    offline: (n) =>
      n === 0
        ? 'Sem conexão'
        : many.pt(
            n,
            'Sem conexão: 1 alteração guardada neste dispositivo',
            `Sem conexão: ${n} alterações guardadas neste dispositivo`,
          ),
    reconnecting: (n) =>
      n === 0
        ? 'Reconectando…'
        : many.pt(
            n,
            'Reconectando: 1 alteração neste dispositivo',
            `Reconectando: ${n} alterações neste dispositivo`,
          ),
    readonly: (why) => `Somente leitura: ${why}`,
    why: {
      observer: 'participa como observador',
      adopted: 'o texto está adotado',
      revoked: 'este navegador não tem um lugar aqui',
      replaced: 'este documento está aberto em outra aba com a mesma identidade',
      other: 'não é possível escrever agora',
    },
    loading: 'Abrindo o documento…',
    leave: 'Há alterações que ainda não chegaram ao servidor.',
  },

  otherHistory: {
    title: 'O servidor mostra outra história deste texto.',
    shorter: (seen, now) =>
      `A alteração ${seen} tinha sido vista aqui; o servidor só conhece ${now}. Provavelmente foi reposta uma cópia de segurança anterior.`,
    other: (seen, _now) =>
      `A alteração ${seen} vista aqui não é a que o servidor tem agora: o seu registro foi reescrito ou substituído.`,
    advice: 'Avise a secretaria. O que tinha sido visto aqui pode ser guardado.',
    keep: 'Guardar o texto de antes',
    understood: 'Entendido',
    file: 'antes',
  },

  cutOff: {
    since: (time) =>
      `Sem conexão com o servidor desde as ${time}: o texto pode ter mudado sem que isso se veja aqui.`,
    never: 'Não foi possível conectar com o servidor.',
    crowded:
      'Não há espaço para outra conexão: este lugar tem abertas tantas janelas quantas pode, ou todos os lugares estão ocupados. Feche as janelas de que não precisa; uma nova tentativa está em curso.',
    overHttp:
      'Esta rede não deixa passar WebSockets: o texto chega por HTTP, com algum atraso. Todo o resto funciona como sempre.',
    asOf: (time) => `O texto tal como estava às ${time}, somente para leitura.`,
    noSocket: 'Esta rede não deixa passar a conexão ao vivo (WebSocket); uma nova tentativa está em curso.',
    tryNow: 'Conectar agora',
  },

  closed: {
    ended: 'O seu convite foi retirado ou expirou. Peça outro à secretaria ou à presidência.',
    title: 'Este texto não foi aberto',
    revoked:
      'Este navegador não tem um lugar neste documento. Abra aqui o seu link de convite; se foi retirado ou expirou, peça um novo à secretaria ou à presidência.',
    unknown: 'Este documento não existe, ou o seu convite não dá acesso a ele.',
    replaced:
      'Este documento foi aberto em outra aba com a mesma identidade de edição. Esta foi interrompida.',
    other: 'O servidor encerrou a conexão. Recarregue a página.',
    kept: 'O que já escreveu continua neste dispositivo.',
    reload: 'Recarregar',
  },

  people: {
    title: 'Participantes',
    here: 'Quem está aqui',
    wereHere: 'Quem estava aqui quando a conexão caiu',
    you: '(você)',
    youAre: 'Participa como',
    nobodyElse: 'Ninguém mais está escrevendo neste momento.',
    observers: (n) => many.pt(n, '1 observador', `${n} observadores`),
    connected: (n) => many.pt(n, '1 participante conectado', `${n} participantes conectados`),
    at: (item) => `no ${item}`,
    follow: 'Seguir',
    following: (name) => `Seguindo ${name}`,
    followChair: 'Seguir a presidência',
    unfollow: 'Deixar de seguir',
    goTo: (name) => `Ir para onde está ${name}`,
    joined: (names) => `Entrou: ${names}`,
    left: (names) => `Saiu: ${names}`,
    roster: 'Delegações e pessoas',
  },

  invitations: {
    title: 'Convites',
    create: 'Convidar…',
    dialog: 'Novo convite',
    role: 'Função',
    name: 'Nome',
    nameHint: 'Pessoa ou cargo, como os demais verão',
    delegation: 'Delegação',
    delegationHint: 'Código de país de duas letras (MX, CA…) ou nome curto',
    expires: 'Expira',
    expiresIn: (days) => many.pt(days, 'em 1 dia', `em ${days} dias`),
    never: 'nunca',
    submit: 'Criar o link',
    once: 'Este link é mostrado uma única vez. Copie-o agora e envie-o por um meio seguro: quem o tiver entra com este nome.',
    link: 'Link de convite',
    copyLink: 'Copiar o link',
    another: 'Criar outro',
    none: 'Ainda não há convites.',
    expired: 'expirado',
    revoked: 'retirado',
    until: (date) => `até ${date}`,
    revoke: 'Retirar',
    revokeConfirm: (name) => `Retirar o convite de ${name}? As suas conexões são encerradas de imediato.`,
    revokedDone: 'Convite retirado',
    failed: 'Não foi possível criar o convite.',
    needName: 'Escreva um nome.',
    needDelegation: 'Indique a delegação.',
    many: 'Convidar várias pessoas…',
    waits: 'aguarda confirmação; só pode ler',
  },

  outline: {
    title: 'Índice',
    empty: 'O texto não tem pontos nem subtítulos.',
    length: (words, characters) => `${words} palavras, ${characters} caracteres`,
  },

  board: {
    title: 'Estado do texto',
    open: 'Quadro',
    summary: (approved, total) => `${approved} de ${total} aprovados`,
    ready: 'Tudo está aprovado: o texto pode ser adotado.',
    left: (n) => many.pt(n, 'Falta 1 ponto por aprovar', `Faltam ${n} pontos por aprovar`),
    list: 'Pontos',
    filterAll: 'Todos',
    filterLeft: 'Pendentes',
    filter: 'Mostrar',
    setFor: (item) => `Estado do ${item}`,
    empty: 'Não há pontos neste estado.',
    adopt: 'Adotar o texto…',
    here: (names) => `Aqui: ${names}`,
  },

  adopt: {
    title: 'Adotar o texto',
    gaps: (lang, empty, stale) =>
      `${lang}: ${[
        empty > 0 && many.pt(empty, '1 ponto por traduzir', `${empty} pontos por traduzir`),
        stale > 0 && many.pt(stale, '1 tradução por alinhar', `${stale} traduções por alinhar`),
      ]
        .filter(Boolean)
        .join(', ')}.`,
    explain: 'Depois da adoção nada pode ser alterado. O texto fica exatamente como está.',
    confirm: 'Adotar',
    blocked: (n) => many.pt(n, 'Ainda há 1 ponto por aprovar.', `Ainda há ${n} pontos por aprovar.`),
    done: 'Texto adotado',
    mark: 'Adotado',
  },

  tray: {
    title: 'Palavras não aceitas',
    none: 'O servidor aceitou tudo o que escreveu.',
    explain:
      'O servidor não aceitou estas palavras. Ficam guardadas aqui, neste dispositivo, até que decida.',
    count: (n) => many.pt(n, '1 texto não aceito', `${n} textos não aceitos`),
    at: (item, time) => `${item}, às ${time}`,
    retry: 'Tentar novamente',
    copy: 'Copiar',
    discard: 'Descartar',
    discardConfirm: 'Descartar este texto? Não será possível recuperá-lo.',
    retryFailed: 'Também não é possível agora.',
  },

  refusal: {
    'bad-op': 'Não foi possível aplicar a alteração tal como estava.',
    'bad-n': 'O servidor perdeu a ordem das suas alterações. Recarregue a página.',
    'bad-base': 'O servidor não reconhece o texto de partida. Recarregue a página.',
    stale: 'A alteração foi feita sobre um texto demasiado antigo.',
    forbidden: 'A sua função não permite esta alteração.',
    locked: 'Este ponto está bloqueado no seu estado atual.',
    adopted: 'O texto está adotado e já não pode ser alterado.',
    'no-item': 'Este ponto já não existe: alguém o retirou.',
    exists: 'Já existe um ponto com esse identificador.',
    cycle: 'Um ponto não pode ficar abaixo de si mesmo.',
    'too-large': 'O texto é demasiado longo.',
    limit:
      'Já não cabe: o documento tem tantos pontos, níveis, palavras ou alterações quantos o servidor admite.',
    storage: 'O servidor não conseguiu guardar a alteração. Nada foi aplicado.',
    unknown: 'O servidor não aceitou a alteração.',
  },

  fill: {
    title: (lang) => `Colar uma tradução (${lang})`,
    explain: 'Cada linha colada vai para o ponto ao seu lado. Nenhum ponto é acrescentado.',
    original: 'Original',
    pasted: 'Linha colada',
    none: 'nenhuma linha',
    replaces: 'substitui:',
    stays: 'já tem palavras, que se conservam:',
    locked: 'aqui não se pode escrever',
    overwrite: (n) =>
      many.pt(
        n,
        'Substituir as palavras de 1 ponto que já as tem',
        `Substituir as palavras de ${n} pontos que já as têm`,
      ),
    left: (n) =>
      many.pt(
        n,
        '1 linha não corresponde a nenhum ponto e não é colada',
        `${n} linhas não correspondem a nenhum ponto e não são coladas`,
      ),
    apply: (n) => many.pt(n, 'Preencher 1 ponto', `Preencher ${n} pontos`),
    addItems: 'Colar como pontos novos, em todos os idiomas',
    done: 'Tradução colada',
  },

  notice: {
    leftOut: 'As palavras riscadas e os comentários do que colou não foram incluídos.',
    viewOnly: 'Esta vista é para leitura. Para escrever, mostre o texto com colchetes ou limpo.',
    refused: (n) =>
      many.pt(
        n,
        '1 alteração não foi aceita; as suas palavras estão em «Palavras não aceitas».',
        `${n} alterações não foram aceitas; as suas palavras estão em «Palavras não aceitas».`,
      ),
    dropped: (n) => many.pt(n, '1 alteração não foi aceita.', `${n} alterações não foram aceitas.`),
    undoBlocked: 'Não é possível desfazer:',
    undoDecision:
      'Esta tecla não desfaz uma decisão; para isso existe «Desfazer a decisão», na lista das decididas. Mais uma vez desfaz o que fez antes dela.',
    recovered: (n) =>
      many.pt(
        n,
        'Foi recuperada 1 alteração de uma visita anterior.',
        `Foram recuperadas ${n} alterações de uma visita anterior.`,
      ),
    noStorage:
      'Este navegador não permite guardar nada: o que ainda não está no servidor se perderia ao fechar.',
    statusWhy: (status, item) => `${item} está «${status}»: a sua função não permite alterá-lo agora.`,
    statusChanged: (item, status) => `${item}: ${status}`,
    manyStatus: (n, status) => many.pt(n, `1 ponto: ${status}`, `${n} pontos: ${status}`),
  },

  draft: {
    show: 'Mostrar',
    languages: 'Idiomas do texto',
    original: 'original',
    sideBySide: 'Lado a lado',
    text: 'Texto do projeto',
    textIn: (lang) => `Texto em ${lang}`,
    untitled: 'Sem título',
    past: 'História do texto…',
    pastOfItem: 'História deste ponto…',
    editTitle: 'Título e idiomas…',
    numbering: 'Numeração',
    goTo: 'Ir para um ponto…',
    goToDialog: 'Ir para um ponto',
    goToLabel: 'Número do ponto (por exemplo, 7.b)',
    goToNone: 'Não há nenhum ponto com esse número.',
    go: 'Ir',
    find: 'Procurar…',
    reading: 'Modo de leitura',
    editing: 'Voltar a escrever',
    room: 'Tela da sala',
    print: 'Imprimir ou baixar…',
    addWord: 'Acrescentar um arquivo do Word…',
    proof: 'Prova',
    shortcuts: 'Atalhos de teclado',
    signOut: 'Encerrar a sessão',
    signOutConfirm: 'Encerrar a sessão neste navegador? Para voltar a entrar será preciso um convite.',
  },

  find: {
    label: 'Procurar no texto',
    next: 'Seguinte',
    previous: 'Anterior',
    of: (i, n) => (n === 0 ? 'Sem resultados' : `${i} de ${n}`),
    replaceToo: 'Substituir…',
    by: 'Substituir por',
    replace: 'Substituir',
    replaceAll: 'Substituir tudo',
    replaced: (n, proposed) => {
      if (n === 0) return 'Nada foi substituído.';
      const how = proposed === 0 ? '' : proposed === n ? ' como proposta' : `, ${proposed} como proposta`;
      return `${many.pt(n, '1 substituição', `${n} substituições`)}${how}.`;
    },
    left: (reasons) => `Sem alteração: ${reasons}.`,
    leftFor: (n, why) => `${n} (${why})`,
    struck: 'a sua supressão já está proposta',
    cited: 'o número acompanha o seu ponto',
    locked: 'o estado do ponto não o permite',
  },

  format: {
    toolbar: 'Formatação',
    more: 'Mais ferramentas',
    link: 'Link',
    linkDialog: 'Link',
    linkLabel: 'Endereço (http, https ou mailto)',
    linkApply: 'Pôr o link',
    linkRemove: 'Tirar o link',
    linkBad: 'O endereço deve começar por http://, https:// ou mailto:',
  },

  titleDialog: {
    title: 'Título e idiomas',
    titleIn: (lang) => `Título em ${lang}`,
    langs: 'Idiomas',
    langsHint: 'Códigos separados por vírgulas; o primeiro é o original (es, en)',
    save: 'Salvar',
    badLangs: 'Escreva códigos de idioma como es, en ou pt-BR.',
  },

  print: {
    proposals: 'Propostas',
    views: {
      brackets: 'Entre colchetes',
      clean: 'Texto limpo, como se todas fossem aceitas',
      base: 'Texto base, como se não houvesse nenhuma',
    },
    title: 'Imprimir ou baixar',
    languages: 'Idioma',
    bilingual: 'Duas colunas, bilíngue',
    marks: 'Com o estado de cada ponto',
    go: 'Imprimir ou PDF',
    paper: 'Papel',
    papers: { a4: 'A4', letter: 'Carta' },
    version: (seq) => `versão ${seq}`,
    draftNote: (date) => `Projeto em ${date}`,
    adoptedNote: 'Texto adotado',
    hint: 'Para um PDF, escolha «Salvar como PDF» na janela de impressão.',
  },

  room: {
    next: 'A seguir',
    noItem: 'A presidência não está em nenhum ponto.',
    exit: 'Sair da tela da sala',
  },

  join: {
    title: 'Entrando…',
    working: 'Verificando o seu convite…',
    expiredTitle: 'Este convite expirou',
    expired: 'O link estava correto, mas a sua data já passou. Peça um novo a quem fez o convite.',
    revokedTitle: 'Este convite foi retirado',
    revoked: 'Quem fez o convite o retirou. Se acha que é um engano, entre em contato com a secretaria.',
    unknownTitle: 'Este link não abre nenhum texto',
    unknown:
      'O link pode ter sido cortado ao ser copiado. Abra-o outra vez, completo, a partir da mensagem original.',
    missing: 'Falta a última parte deste link, depois do sinal #.',
    networkTitle: 'Sem conexão com o servidor',
    network: 'Não conseguimos verificar o convite. O link continua válido.',
    toStart: 'Ir para a página inicial',
  },

  start: {
    title: 'Os seus textos',
    empty: 'Ainda não tem acesso a nenhum texto',
    emptyHint:
      'Abra o link de convite que recebeu da presidência ou da secretaria. Ele se abre aqui mesmo, sem senha.',
    new: 'Novo texto…',
    failed: 'Não foi possível carregar a lista.',
    adopted: 'Adotado',
  },

  newDraft: {
    title: 'Novo texto',
    draftTitle: 'Título',
    lang: 'Idioma original',
    langs: 'Outros idiomas',
    langsHint: 'Por exemplo: en, fr',
    text: 'Texto base',
    textHint: 'Cole o texto completo. Números, letras e subtítulos são reconhecidos.',
    preview: 'Como foi entendido',
    previewEmpty: 'Os pontos aparecem aqui à medida que cola o texto.',
    previewCount: (n) => many.pt(n, '1 ponto', `${n} pontos`),
    create: 'Criar o texto',
    creating: 'Criando…',
    failed: 'Não foi possível criar o texto.',
    needTitle: 'Escreva um título.',
  },

  shortcuts: {
    title: 'Atalhos de teclado',
    page: 'Página',
    groups: { text: 'Formatação', items: 'Pontos', history: 'Desfazer', move: 'Deslocar-se' },
    help: 'Esta lista',
    statusKeys: 'Estado, com o menu do ponto aberto',
  },

  keys: { Enter: 'Enter', Shift: 'Shift', Delete: 'Del', Escape: 'Esc', Backspace: 'Backspace' },

  commands: {
    bold: 'Negrito',
    italic: 'Itálico',
    underline: 'Sublinhado',
    link: 'Link',
    split: 'Dividir o ponto',
    joinAbove: 'Unir ao anterior (no início)',
    joinBelow: 'Unir ao seguinte (no fim)',
    indent: 'Descer um nível',
    outdent: 'Subir um nível',
    moveUp: 'Mover para cima, com tudo o que está abaixo dele',
    moveDown: 'Mover para baixo, com tudo o que está abaixo dele',
    addBelow: 'Acrescentar um ponto depois',
    kindItem: 'Ponto numerado',
    kindHeading: 'Subtítulo',
    kindParagraph: 'Parágrafo sem número',
    remove: 'Retirar',
    itemMenu: 'Menu do ponto: estado e ações',
    undo: 'Desfazer o próprio trabalho',
    redo: 'Refazer o próprio trabalho',
    find: 'Procurar no texto',
    replace: 'Procurar e substituir',
    findNext: 'Resultado seguinte',
    findPrevious: 'Resultado anterior',
    comment: 'Comentar',
    nextBracket: 'Colchete seguinte',
    previousBracket: 'Colchete anterior',
    goTo: 'Ir para um ponto pelo seu número',
    print: 'Imprimir ou baixar',
    shortcuts: 'Atalhos de teclado',
    leave: 'Sair do texto',
  },

  errors: {
    'bad-request': 'O servidor não entendeu o pedido.',
    forbidden: 'A sua função não o permite.',
    'not-found': 'Não existe, ou não tem acesso.',
    'last-chair': 'Deve haver sempre uma presidência; convide primeiro a seguinte.',
    network: 'Sem conexão com o servidor.',
    'too-large': 'É demasiado grande.',
    limit: 'Pedidos demais; espere um momento.',
    other: 'Algo deu errado.',
  },
};
