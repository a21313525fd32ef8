import { sponsorsOfAll } from '../../../draft/negotiation';
import type { DraftState } from '../../../draft/state';
import { delegationName } from '../../i18n/format';

/** México, Costa Rica: who stands behind proposals that want the same. */
export function proposalNames(state: DraftState, proposals: readonly string[]): string {
  return sponsorsOfAll(state, proposals)
    .filter(Boolean)
    .map((code) => delegationName(code))
    .join(', ');
}
