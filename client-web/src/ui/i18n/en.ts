/** The interface in English. The compiler checks that no sentence is missing. */
import type { Dictionary } from './es';
import { numberedAs } from './numbered_as';
import { many } from './plural';

export const en: Dictionary = {
  app: {
    name: 'Plenaria',
    tagline: 'Negotiated texts, written by many delegations',
    skip: 'Skip to the text',
    home: 'Start page',
    close: 'Close',
    cancel: 'Cancel',
    copy: 'Copy',
    copied: 'Copied',
    retry: 'Try again',
    loading: 'Loading…',
  },

  settings: {
    menu: 'Menu',
    language: 'Interface language',
    textSize: 'Size of the text',
    textSizes: { small: 'Small', normal: 'Normal', large: 'Large' },
    theme: 'Appearance',
    themeAuto: 'As the system',
    themeLight: 'Light',
    themeDark: 'Dark',
  },

  roles: {
    observer: 'Observer',
    delegation: 'Delegation',
    secretariat: 'Secretariat',
    chair: 'Chair',
  },

  status: {
    open: 'Open',
    review: 'In review',
    agreed: 'Agreed',
    approved: 'Approved',
    openHint: 'Every delegation can write here',
    reviewHint: 'Delegations can only propose changes',
    agreedHint: 'Agreed ad referendum: only translations are adjusted',
    approvedHint: 'Locked: nobody can change it',
    set: 'Change status',
    setFor: (n) => `Change the status of the ${n} selected items`,
    someBlocked: (n) =>
      many.en(
        n,
        '1 item stays as it is: something stands against agreement.',
        `${n} items stay as they are: something stands against agreement.`,
      ),
    below: 'Everything below it as well',
  },

  kinds: { item: 'Numbered', heading: 'Sub-heading', paragraph: 'Unnumbered paragraph' },

  item: {
    numbered: numberedAs('item'),
    heading: 'sub-heading',
    paragraph: 'paragraph',
    actions: 'Actions',
    structure: 'Structure',
    actionsFor: (item) => `Actions for ${item}`,
    kind: 'Kind',
    restore: 'Restore',
    copyReference: 'Copy a link to this item',
    number: 'Number',
    referenceCopied: 'Link copied',
    showStale: 'See what changed since the translation',
    empty: '(no text)',
  },

  negotiation: {
    item: 'Negotiation',
    proposals: 'Proposals',
    bracketsLeft: (n: number) => many.en(n, '1 open proposal', `${n} open proposals`),
  },

  removed: {
    title: 'Removed items',
    none: 'No item has been removed.',
    restored: 'Item restored',
    restoreAll: (n) => many.en(n, 'Restore', `Restore all ${n}`),
    by: (who, when) => `By ${who}, ${when}`,
    numbers: (numbers, n) => numberedAs(many.en(n, 'item', 'items'))(numbers),
    ask: (n) => many.en(n, 'Remove 1 item?', `Remove ${n} items?`),
    which: (numbers, more) => (more > 0 ? `${numbers} and ${more} more` : numbers),
    explain: 'They go for everybody. Ctrl+Z brings them back, and they stay in “Removed items”.',
    confirm: (n) => many.en(n, 'Remove', `Remove all ${n}`),
  },

  stale: {
    label: 'To align',
    title: 'Translation to align',
    explain: (lang) => `The original has changed since the ${lang} text was marked as aligned.`,
    never: 'This translation has not been marked as aligned yet.',
    since: 'What changed in the original',
    original: 'Original',
    translation: 'Translation',
    align: 'Mark as aligned',
    aligned: 'Translation aligned',
    added: 'added',
    deleted: 'deleted',
    unchanged: 'The original is the same today as it was then.',
    none: 'Every translation is up to date.',
  },

  saved: {
    saved: (time) => `Saved at ${time}`,
    upToDate: 'Saved',
    saving: (n) => many.en(n, 'Saving 1 change…', `Saving ${n} changes…`),
    offline: (n) =>
      n === 0
        ? 'Offline'
        : many.en(n, 'Offline: 1 change kept on this device', `Offline: ${n} changes kept on this device`),
    reconnecting: (n) =>
      n === 0
        ? 'Reconnecting…'
        : many.en(n, 'Reconnecting: 1 change on this device', `Reconnecting: ${n} changes on this device`),
    readonly: (why) => `Read-only: ${why}`,
    why: {
      observer: 'you take part as an observer',
      adopted: 'the text has been adopted',
      revoked: 'this browser has no seat here',
      replaced: 'this document is open in another tab with the same identity',
      other: 'writing is not possible now',
    },
    loading: 'Opening the document…',
    leave: 'There are changes that have not reached the server yet.',
  },

  otherHistory: {
    title: 'The server shows another history of this text.',
    shorter: (seen, now) =>
      `Change ${seen} had been seen here; the server knows only ${now}. Probably an older backup was put back.`,
    other: (seen, _now) =>
      `Change ${seen} as it was seen here is not what the server has now: its log was rewritten or replaced.`,
    advice: 'Tell the secretariat. What had been seen here can be kept.',
    keep: 'Keep the text as it was',
    understood: 'Understood',
    file: 'before',
  },

  cutOff: {
    since: (time: string) =>
      `No connection to the server since ${time}: the text may have changed without your seeing it.`,
    never: 'The server could not be reached.',
    crowded:
      'There is no room for another connection: this seat has as many windows open as it may, or all places are taken. Close the windows that you do not need; it is being tried again.',
    overHttp:
      'This network lets no WebSockets through: the text comes over HTTP, a little later. All else works as usual.',
    asOf: (time) => `The text as it was at ${time}, to be read only.`,
    noSocket: 'This network does not let the live connection (WebSocket) through; it is being tried again.',
    tryNow: 'Connect now',
  },

  closed: {
    ended: 'Your invitation was withdrawn or has expired. Ask the secretariat or the chair for another.',
    title: 'This text was not opened',
    revoked:
      'This browser has no seat in this document. Open your invitation link here; if it was withdrawn or has expired, ask the secretariat or the chair for a new one.',
    unknown: 'This document does not exist, or your invitation does not give access to it.',
    replaced: 'This document was opened in another tab with the same editing identity. This one has stopped.',
    other: 'The server closed the connection. Please reload the page.',
    kept: 'What you have typed is still on this device.',
    reload: 'Reload',
  },

  people: {
    title: 'Participants',
    here: 'Who is here',
    wereHere: 'Who was here when the connection was lost',
    you: '(you)',
    youAre: 'You take part as',
    nobodyElse: 'Nobody else is writing at the moment.',
    observers: (n) => many.en(n, '1 observer', `${n} observers`),
    connected: (n) => many.en(n, '1 participant connected', `${n} participants connected`),
    at: (item) => `at ${item}`,
    follow: 'Follow',
    following: (name) => `Following ${name}`,
    followChair: 'Follow the chair',
    unfollow: 'Stop following',
    goTo: (name) => `Go to where ${name} is`,
    joined: (names) => `Joined: ${names}`,
    left: (names) => `Left: ${names}`,
    roster: 'Delegations and people',
  },

  invitations: {
    title: 'Invitations',
    create: 'Invite…',
    dialog: 'New invitation',
    role: 'Role',
    name: 'Name',
    nameHint: 'Person or seat, as the others will see it',
    delegation: 'Delegation',
    delegationHint: 'Two-letter country code (MX, CA…) or a short name',
    expires: 'Expires',
    expiresIn: (days) => many.en(days, 'in 1 day', `in ${days} days`),
    never: 'never',
    submit: 'Create the link',
    once: 'This link is shown only once. Copy it now and send it by a safe channel: whoever holds it comes in under this name.',
    link: 'Invitation link',
    copyLink: 'Copy the link',
    another: 'Create another',
    none: 'There are no invitations yet.',
    expired: 'expired',
    revoked: 'withdrawn',
    until: (date) => `until ${date}`,
    revoke: 'Withdraw',
    revokeConfirm: (name) => `Withdraw the invitation of ${name}? Their connections close at once.`,
    revokedDone: 'Invitation withdrawn',
    failed: 'The invitation could not be created.',
    needName: 'Enter a name.',
    needDelegation: 'Say which delegation.',
    many: 'Invite many…',
    waits: 'waits for confirmation; may only read',
  },

  outline: {
    title: 'Contents',
    empty: 'The text has no items or headings.',
    length: (words, characters) => `${words} words, ${characters} characters`,
  },

  board: {
    title: 'State of the text',
    open: 'Board',
    summary: (approved, total) => `${approved} of ${total} approved`,
    ready: 'Everything is approved: the text can be adopted.',
    left: (n) => many.en(n, '1 item left to approve', `${n} items left to approve`),
    list: 'Items',
    filterAll: 'All',
    filterLeft: 'Left to do',
    filter: 'Show',
    setFor: (item) => `Status of ${item}`,
    empty: 'No items with this status.',
    adopt: 'Adopt the text…',
    here: (names) => `Here: ${names}`,
  },

  adopt: {
    title: 'Adopt the text',
    gaps: (lang, empty, stale) =>
      `${lang}: ${[
        empty > 0 && many.en(empty, '1 item not translated', `${empty} items not translated`),
        stale > 0 && many.en(stale, '1 translation to be aligned', `${stale} translations to be aligned`),
      ]
        .filter(Boolean)
        .join(', ')}.`,
    explain: 'After adoption nothing can be changed. The text stays exactly as it is.',
    confirm: 'Adopt',
    blocked: (n) => many.en(n, '1 item is not approved yet.', `${n} items are not approved yet.`),
    done: 'Text adopted',
    mark: 'Adopted',
  },

  tray: {
    title: 'Words not accepted',
    none: 'The server has accepted everything you have written.',
    explain: 'The server did not accept these words. They are kept here, on this device, until you decide.',
    count: (n) => many.en(n, '1 text not accepted', `${n} texts not accepted`),
    at: (item, time) => `${item}, at ${time}`,
    retry: 'Try again',
    copy: 'Copy',
    discard: 'Discard',
    discardConfirm: 'Discard this text? It cannot be brought back.',
    retryFailed: 'It is not possible now either.',
  },

  refusal: {
    'bad-op': 'The change could not be applied as it was.',
    'bad-n': 'The server lost the order of your changes. Please reload the page.',
    'bad-base': 'The server does not know the text this was based on. Please reload the page.',
    stale: 'The change was made on a text that is too old.',
    forbidden: 'Your role does not allow this change.',
    locked: 'This item is locked in its present status.',
    adopted: 'The text has been adopted and can no longer be changed.',
    'no-item': 'This item is gone: somebody removed it.',
    exists: 'There is already an item with that id.',
    cycle: 'An item cannot be placed below itself.',
    'too-large': 'The text is too long.',
    limit:
      'This does not fit any more: the draft has as many items, levels, words or changes as the server takes.',
    storage: 'The server could not store the change. Nothing was applied.',
    unknown: 'The server did not accept the change.',
  },

  fill: {
    title: (lang) => `Paste a translation (${lang})`,
    explain: 'Each pasted line goes to the item beside it. No item is added.',
    original: 'Original',
    pasted: 'Pasted line',
    none: 'no line',
    replaces: 'replaces:',
    stays: 'has words already, which stay:',
    locked: 'nothing can be written here',
    overwrite: (n) =>
      many.en(
        n,
        'Replace the words of 1 item that has some',
        `Replace the words of ${n} items that have some`,
      ),
    left: (n) =>
      many.en(
        n,
        '1 line belongs to no item and is not pasted',
        `${n} lines belong to no item and are not pasted`,
      ),
    apply: (n) => many.en(n, 'Fill 1 item', `Fill ${n} items`),
    addItems: 'Paste as new items, in all languages',
    done: 'Translation pasted',
  },

  notice: {
    leftOut: 'Struck words and comments were left out of what you pasted.',
    viewOnly: 'This view is for reading. To write, show the text with brackets or clean.',
    refused: (n) =>
      many.en(
        n,
        '1 change was not accepted; its words are in “Words not accepted”.',
        `${n} changes were not accepted; their words are in “Words not accepted”.`,
      ),
    dropped: (n) => many.en(n, '1 change was not accepted.', `${n} changes were not accepted.`),
    undoBlocked: 'This cannot be undone:',
    undoDecision:
      'This key does not undo a decision; “Undo the decision” in the list of decided ones does. Once more undoes what you did before it.',
    recovered: (n) =>
      many.en(
        n,
        '1 change from an earlier visit has been recovered.',
        `${n} changes from an earlier visit have been recovered.`,
      ),
    noStorage:
      'This browser does not allow anything to be kept: what is not yet on the server would be lost on closing.',
    statusWhy: (status, item) => `${item} is “${status}”: your role does not allow changing it now.`,
    statusChanged: (item, status) => `${item}: ${status}`,
    manyStatus: (n, status) => many.en(n, `1 item: ${status}`, `${n} items: ${status}`),
  },

  draft: {
    show: 'Show',
    languages: 'Languages of the text',
    original: 'original',
    sideBySide: 'Side by side',
    text: 'Text of the draft',
    textIn: (lang) => `Text in ${lang}`,
    untitled: 'Untitled',
    past: 'History of the text…',
    pastOfItem: 'History of this item…',
    editTitle: 'Title and languages…',
    numbering: 'Numbering',
    goTo: 'Go to an item…',
    goToDialog: 'Go to an item',
    goToLabel: 'Number of the item (for example 7.b)',
    goToNone: 'There is no item with that number.',
    go: 'Go',
    find: 'Find…',
    reading: 'Reading mode',
    editing: 'Back to writing',
    room: 'Room screen',
    print: 'Print or download…',
    addWord: 'Add a Word file…',
    proof: 'Proof',
    shortcuts: 'Keyboard shortcuts',
    signOut: 'Sign out',
    signOutConfirm: 'Sign out in this browser? You will need an invitation to come back.',
  },

  find: {
    label: 'Find in the text',
    next: 'Next',
    previous: 'Previous',
    of: (i, n) => (n === 0 ? 'No matches' : `${i} of ${n}`),
    replaceToo: 'Replace…',
    by: 'Replace with',
    replace: 'Replace',
    replaceAll: 'Replace all',
    replaced: (n, proposed) => {
      if (n === 0) return 'Nothing replaced.';
      const how = proposed === 0 ? '' : proposed === n ? ' as a proposal' : `, ${proposed} as a proposal`;
      return `${many.en(n, '1 replacement', `${n} replacements`)}${how}.`;
    },
    left: (reasons) => `Left as it is: ${reasons}.`,
    leftFor: (n, why) => `${n} (${why})`,
    struck: 'its removal is proposed already',
    cited: 'the number follows its item',
    locked: 'the status of the item does not allow it',
  },

  format: {
    toolbar: 'Formatting',
    more: 'More tools',
    link: 'Link',
    linkDialog: 'Link',
    linkLabel: 'Address (http, https or mailto)',
    linkApply: 'Set link',
    linkRemove: 'Remove link',
    linkBad: 'The address must begin with http://, https:// or mailto:',
  },

  titleDialog: {
    title: 'Title and languages',
    titleIn: (lang) => `Title in ${lang}`,
    langs: 'Languages',
    langsHint: 'Codes separated by commas; the first is the original (es, en)',
    save: 'Save',
    badLangs: 'Enter language codes such as es, en or pt-BR.',
  },

  print: {
    proposals: 'Proposals',
    views: {
      brackets: 'In brackets',
      clean: 'Clean text, as if all were accepted',
      base: 'Base text, as if there were none',
    },
    title: 'Print or download',
    languages: 'Language',
    bilingual: 'Two columns, bilingual',
    marks: 'With the status of each item',
    go: 'Print or PDF',
    paper: 'Paper',
    papers: { a4: 'A4', letter: 'Letter' },
    version: (seq) => `version ${seq}`,
    draftNote: (date) => `Draft of ${date}`,
    adoptedNote: 'Adopted text',
    hint: 'For a PDF, choose “Save as PDF” in the print dialog.',
  },

  room: {
    next: 'Next',
    noItem: 'The chair is not at any item.',
    exit: 'Leave the room screen',
  },

  join: {
    title: 'Coming in…',
    working: 'Checking your invitation…',
    expiredTitle: 'This invitation has expired',
    expired: 'The link was right, but its date has passed. Ask whoever invited you for a new one.',
    revokedTitle: 'This invitation was withdrawn',
    revoked: 'Whoever invited you has withdrawn it. If you think that is a mistake, contact the secretariat.',
    unknownTitle: 'This link does not open any text',
    unknown:
      'The link may have been cut when it was copied. Open it again from the original message, in full.',
    missing: 'The last part of this link, after the # sign, is missing.',
    networkTitle: 'No connection to the server',
    network: 'We could not check the invitation. The link is still valid.',
    toStart: 'Go to the start page',
  },

  start: {
    title: 'Your texts',
    empty: 'You do not have access to any text yet',
    emptyHint:
      'Open the invitation link that the chair or the secretariat sent you. It opens right here, with no password.',
    new: 'New text…',
    failed: 'The list could not be loaded.',
    adopted: 'Adopted',
  },

  newDraft: {
    title: 'New text',
    draftTitle: 'Title',
    lang: 'Original language',
    langs: 'Other languages',
    langsHint: 'For example: en, fr',
    text: 'Base text',
    textHint: 'Paste the whole text. Numbers, letters and sub-headings are recognised.',
    preview: 'How it was understood',
    previewEmpty: 'The items appear here as you paste the text.',
    previewCount: (n) => many.en(n, '1 item', `${n} items`),
    create: 'Create the text',
    creating: 'Creating…',
    failed: 'The text could not be created.',
    needTitle: 'Enter a title.',
  },

  shortcuts: {
    title: 'Keyboard shortcuts',
    page: 'Page',
    groups: { text: 'Formatting', items: 'Items', history: 'Undoing', move: 'Moving about' },
    help: 'This list',
    statusKeys: 'Status, while the menu of the item is open',
  },

  keys: { Enter: 'Enter', Shift: 'Shift', Delete: 'Del', Escape: 'Esc', Backspace: 'Backspace' },

  commands: {
    bold: 'Bold',
    italic: 'Italic',
    underline: 'Underline',
    link: 'Link',
    split: 'Split the item',
    joinAbove: 'Join with the one before (at its start)',
    joinBelow: 'Join with the one after (at its end)',
    indent: 'One level deeper',
    outdent: 'One level up',
    moveUp: 'Move up, with everything below it',
    moveDown: 'Move down, with everything below it',
    addBelow: 'Add an item after it',
    kindItem: 'Numbered item',
    kindHeading: 'Sub-heading',
    kindParagraph: 'Unnumbered paragraph',
    remove: 'Remove',
    itemMenu: 'Menu of the item: status and actions',
    undo: 'Undo your own work',
    redo: 'Redo your own work',
    find: 'Find in the text',
    replace: 'Find and replace',
    findNext: 'Next match',
    findPrevious: 'Previous match',
    comment: 'Comment',
    nextBracket: 'Next bracket',
    previousBracket: 'Previous bracket',
    goTo: 'Go to an item by its number',
    print: 'Print or download',
    shortcuts: 'Keyboard shortcuts',
    leave: 'Leave the text',
  },

  errors: {
    'bad-request': 'The server did not understand the request.',
    forbidden: 'Your role does not allow this.',
    'not-found': 'It does not exist, or you have no access.',
    'last-chair': 'A draft always has a chair; invite the next one first.',
    network: 'No connection to the server.',
    'too-large': 'It is too large.',
    limit: 'Too many requests; wait a moment.',
    other: 'Something went wrong.',
  },
};
