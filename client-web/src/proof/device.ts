/**
 * The key of this device, with which a delegation cosigns what the log of one draft is (protocol/proof.md "Cosigning"). Where the browser has Ed25519 itself, the private key is
 * one that no script can read; else it is kept as bytes.
 */
import * as ed from '@noble/ed25519';
import { sha256 } from '@noble/hashes/sha2.js';
import { createStore, get, set } from 'idb-keyval';
import { toHex } from './checkpoint';
import { utf8 } from './note';

/** C2SP's numbers: of a key, and of a cosignature by the same key. */
const KEY = 1;
const COSIGNATURE = 4;

interface Stored {
  name: string;
  publicKey: Uint8Array;
  secret: CryptoKey | Uint8Array;
}

export interface Device {
  vkey: string;
  /** The base64 of a cosignature of this text, made at this time (ms). */
  cosign(text: string, now: number): Promise<string>;
}

const store = () => createStore('plenaria', 'kept');
const place = (draft: string, participant: string) => `cosigner/${draft}/${participant}`;
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

function join(...parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const typed = (type: number, { publicKey }: Stored) => join(Uint8Array.of(type), publicKey);
const idOf = (type: number, stored: Stored) =>
  sha256(join(utf8(`${stored.name}\n`), typed(type, stored))).subarray(0, 4);

async function newKeys(): Promise<Omit<Stored, 'name'>> {
  try {
    const pair = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
    const raw = await crypto.subtle.exportKey('raw', pair.publicKey);
    return { publicKey: new Uint8Array(raw), secret: pair.privateKey };
  } catch {
    const secret = crypto.getRandomValues(new Uint8Array(32)); // no Ed25519 here, or no TLS
    return { publicKey: ed.getPublicKey(secret), secret };
  }
}

async function sign(message: Uint8Array, secret: Stored['secret']): Promise<Uint8Array> {
  if (secret instanceof Uint8Array) return ed.sign(message, secret);
  return new Uint8Array(await crypto.subtle.sign('Ed25519', secret, message as BufferSource));
}

function device(stored: Stored): Device {
  return {
    vkey: `${stored.name}+${toHex(idOf(KEY, stored))}+${base64(typed(KEY, stored))}`,
    async cosign(text, now) {
      const seconds = Math.floor(now / 1000);
      const time = new Uint8Array(8);
      new DataView(time.buffer).setBigUint64(0, BigInt(seconds));
      const message = utf8(`cosignature/v1\ntime ${seconds}\n${text}`);
      return base64(join(idOf(COSIGNATURE, stored), time, await sign(message, stored.secret)));
    },
  };
}

export async function loadDevice(draft: string, participant: string): Promise<Device | null> {
  const stored = await get<Stored>(place(draft, participant), store());
  return stored ? device(stored) : null;
}

/** Makes one and keeps it here. */
export async function makeDevice(draft: string, participant: string): Promise<Device> {
  const keys = await newKeys();
  const stored: Stored = { ...keys, name: `device-${toHex(sha256(keys.publicKey)).slice(0, 8)}` };
  await set(place(draft, participant), stored, store());
  return device(stored);
}
