/** Rolls: words that name the delegations present. The server keeps them as they come and go until their item is agreed; as its draft/roll. */

/** The link that makes words a roll. */
export const ROLL_LINK = '#delegations';
