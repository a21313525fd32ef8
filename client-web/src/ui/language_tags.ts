const tagShape = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Language tags from a list typed by hand, without doubles; null when one of them is no tag. */
export function readTags(typed: string): string[] | null {
  const tags = [...new Set(typed.split(/[,;\s]+/).filter(Boolean))];
  return tags.length > 0 && tags.every((tag) => tagShape.test(tag)) ? tags : null;
}

/** The languages of the United Nations first, then others that texts are negotiated in. */
const COMMON =
  'es en fr ar ru zh pt pt-BR de it nl ht gn qu ay sw am fa ur hi bn id ms vi th ja ko tr uk pl ro el he'.split(
    ' ',
  );

/** What a list that is being typed may become, with the tag that would be added: [`es, fr`, `fr`]. */
export function suggestedTags(typed: string): [string, string][] {
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  const known = before.split(/[,\s]+/);
  return COMMON.filter((tag) => !known.includes(tag)).map((tag) => [before ? `${before} ${tag}` : tag, tag]);
}
