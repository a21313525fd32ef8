/** With which codes lines are closed, as far as the page makes a difference between them (protocol/errors.md). */

/** By the page itself. */
export const DONE = 1000;
/** Nobody has closed it: it broke. */
export const BROKEN = 1006;
/** The server goes, or hands its draft on: it is there, and the draft is somebody's within seconds. */
export const RESTARTS = 1012;
/** From here on they are the server's own words; those below are the socket's. */
export const OF_SERVER = 4000;
/** No seat, or one that has ended. */
export const UNAUTHORIZED = 4401;
/** No access; also where this replica's id is another participant's. */
export const FORBIDDEN = 4403;
export const NOT_FOUND = 4404;
/** The same replica has connected again. */
export const ELSEWHERE = 4409;
/** The server takes no more connections: of this seat, of observers, or at all. */
export const CROWDED = 4429;
