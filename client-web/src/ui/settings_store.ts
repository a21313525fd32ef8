/** Small settings of this browser. A browser that refuses storage just forgets them. */
export function readSetting(name: string): string | null {
  try {
    return localStorage.getItem(`plenaria.${name}`);
  } catch {
    return null;
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(`plenaria.${name}`, value);
  } catch {
    // Private windows may refuse; the setting then lasts as long as the page.
  }
}
