/** Hands a file to the browser, which puts it where this person keeps downloads. */
const KEPT_MS = 10_000; // some browsers read it a moment after the click

export function saveFile(name: string, content: Blob): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(content);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), KEPT_MS);
}
