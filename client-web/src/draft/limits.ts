/** What a draft may hold at most, as the server has it. */
export const MAX_DEPTH = 8;
export const MAX_LANGS = 8;
export const MAX_ITEMS = 5000;
export const MAX_TEXT_UNITS = 65_536;
export const MAX_TITLE_UNITS = 1000;
/** What is remembered of the words of a proposal that were decided by themselves. */
export const MAX_PART_UNITS = 200;
/** Parts of one proposal that are decided by themselves. */
export const MAX_PARTS = 100;
