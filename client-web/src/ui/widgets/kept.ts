/** What is typed into a dialog stays while the page is open: Escape and the cross close it, and a text with an hour's changes must not go with them. */
import { useState } from 'preact/hooks';

/** Values by name, each only while it is another than the first one. */
export class Kept {
  private readonly values = new Map<string, unknown>();

  /** The work is done. */
  forget(): void {
    this.values.clear();
  }

  /** As useState, but begins with what it was when the dialog was closed. */
  use<T>(name: string, first: T): [T, (value: T) => void] {
    const [value, setValue] = useState<T>(() =>
      this.values.has(name) ? (this.values.get(name) as T) : first,
    );
    const keep = (next: T) => {
      this.values.set(name, next);
      setValue(() => next);
    };
    return [value, keep];
  }
}
