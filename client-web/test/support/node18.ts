/** What browsers and newer versions of Node have, and Node 18 has elsewhere. */
import { webcrypto } from 'node:crypto';

if (!globalThis.crypto) Object.defineProperty(globalThis, 'crypto', { value: webcrypto });
