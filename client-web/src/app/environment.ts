/** What an open draft needs from the world around it, and what the browser gives. */
import { createApi, type Api } from '../net/api';
import { systemClock, type Clock } from '../net/clock';
import { withFallback } from '../net/fallback_transport';
import { browserNetwork, type NetworkEvents } from '../net/network_events';
import { webSocketTransport, webSocketUrl, type Transport } from '../net/transport';
import { IdbStore } from '../store/idb_store';
import { browserReplicas, tabMemory, type Replicas, type TabMemory } from '../store/replicas';
import { MemoryStore, type Store } from '../store/store';

export interface Environment {
  transport: Transport;
  api: Pick<Api, 'snapshotAt' | 'ops'>;
  store: Store;
  clock: Clock;
  network: NetworkEvents;
  replicas: Replicas;
  tab: TabMemory;
  /** 0 … 1. */
  random: () => number;
}

export interface OpenDraftOptions extends Partial<Environment> {
  draftId: string;
  /** The seat meant, where this browser holds several. */
  as?: string;
}

function browserStore(): Store {
  try {
    return new IdbStore();
  } catch {
    return new MemoryStore();
  }
}

const httpTransportFor = (draft: string) => async () =>
  (await import('../net/http_transport')).httpTransport(`/api/line?draft=${draft}`);

export function environmentOf(options: OpenDraftOptions): Environment {
  const clock = options.clock ?? systemClock;
  return {
    transport:
      options.transport ??
      withFallback(
        webSocketTransport(webSocketUrl(options.draftId)),
        httpTransportFor(options.draftId),
        clock,
      ),
    api: options.api ?? createApi(options.as === undefined ? {} : { participant: options.as }),
    store: options.store ?? browserStore(),
    clock,
    network: options.network ?? browserNetwork(),
    replicas: options.replicas ?? browserReplicas(),
    tab: options.tab ?? tabMemory,
    random: options.random ?? Math.random,
  };
}
