/**
 * Which seat this tab sits in, by draft: one browser may hold several, having opened several invitations.
 * Kept for the life of the tab.
 */
const key = (draft: string) => `plenaria.seat.${draft}`;

export function enterSeat(draft: string, participant: string): void {
  try {
    sessionStorage.setItem(key(draft), participant);
  } catch {
    // Without storage the server picks the newest seat.
  }
}

export function seatIn(draft: string): string | undefined {
  try {
    return sessionStorage.getItem(key(draft)) ?? undefined;
  } catch {
    return undefined;
  }
}
