const tagShape = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** Language tags from a list typed by hand, without doubles; null when one of them is no tag. */
export function readTags(typed: string): string[] | null {
  const tags = [...new Set(typed.split(/[,;\s]+/).filter(Boolean))];
  return tags.length > 0 && tags.every((tag) => tagShape.test(tag)) ? tags : null;
}
