/** A network that is always there. */
import type { NetworkEvents } from '../../src/net/network_events';

export const steadyNetwork: NetworkEvents = {
  isOnline: () => true,
  isSeen: () => true,
  listen: () => () => undefined,
};
