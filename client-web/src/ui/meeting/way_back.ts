/** From a draft back to its meeting: which one this browser came from, kept with the browser. */
const key = (draft: string) => `plenaria.meeting.${draft}`;

export function leadBack(draft: string, meeting: string): void {
  try {
    localStorage.setItem(key(draft), meeting);
  } catch {
    // Without storage the way back is by the start page.
  }
}

export function meetingOf(draft: string): string | null {
  try {
    return localStorage.getItem(key(draft));
  } catch {
    return null;
  }
}
