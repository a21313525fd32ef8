// A member of a meeting on y-websocket: the document is in the address, and the server sends an edit to its author, too.
import * as Y from 'yjs';
import { YjsMember } from './yjs_member.mjs';

export const name = 'y-websocket';
export const server = 'ywebsocket_server.mjs';
export const packages = ['y-websocket'];
/** It keeps nothing by itself, and replays what it keeps as Hocuspocus does. */
export const inMemory = true;

export class Member extends YjsMember {
  address(url) {
    return `${url}meeting`;
  }

  isOwn(update) {
    if (!this.doc) return false;
    const { structs, ds } = Y.decodeUpdate(update);
    const me = this.doc.clientID;
    return structs.some(({ id }) => id.client === me) || ds.clients.has(me);
  }
}
