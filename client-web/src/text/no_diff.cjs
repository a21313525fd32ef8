/* quill-delta brings a general diff for Delta.diff, which this page does not use: see difference in delta.ts. */
module.exports = function noDiff() {
  throw new Error('use difference of text/delta');
};
