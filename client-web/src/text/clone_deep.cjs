/** A copy of plain JSON, all the way down. quill-delta asks for it under the name of a larger library (build.mjs). */
module.exports = function cloneDeep(value) {
  if (Array.isArray(value)) return value.map(cloneDeep);
  if (value === null || typeof value !== 'object') return value;
  const copy = {};
  for (const [key, inner] of Object.entries(value)) copy[key] = cloneDeep(inner);
  return copy;
};
