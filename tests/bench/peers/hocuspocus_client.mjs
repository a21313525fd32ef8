// A member of a meeting on Hocuspocus: messages carry the document's name, and edits are acknowledged by themselves.
import { readVarString } from 'lib0/decoding';
import { writeVarString, writeVarUint } from 'lib0/encoding';
import { YjsMember } from './yjs_member.mjs';

export const name = 'Hocuspocus';
export const server = 'hocuspocus_server.mjs';
export const packages = ['@hocuspocus/server', 'yjs'];

const DOCUMENT = 'meeting';
const AUTH = 2;
const SYNC_STATUS = 8;

export class Member extends YjsMember {
  greet() {
    this.message(
      AUTH,
      (encoder) => writeVarUint(encoder, 0),
      (encoder) => writeVarString(encoder, 'token'),
    );
  }

  writeHead(encoder) {
    writeVarString(encoder, DOCUMENT);
  }

  readHead(decoder) {
    readVarString(decoder);
  }

  receiveOther(type) {
    if (type === SYNC_STATUS) this.onAcknowledged?.(++this.acknowledged);
  }

  /** The answer is acknowledged like an edit. */
  answer(stateVector) {
    if (this.doc) this.acknowledged--;
    super.answer(stateVector);
  }
}
