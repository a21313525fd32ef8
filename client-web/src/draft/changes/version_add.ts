/** version.add: a name for a moment of the draft, the present one or an earlier one. */
import type { VersionAdd } from '../../wire/types';
import type { ChangeKind } from '../change_kind';
import { mayRole, refuse } from '../policy/verdict';

const MAX_VERSIONS = 1000;
const MAX_NAME = 200;

export const versionAdd: ChangeKind<VersionAdd> = {
  may: (_state, who) => mayRole(who, 'draft'),

  fits(state, { version, name, seq }) {
    if (state.versions.some(({ id }) => id === version)) return refuse('exists');
    if (state.versions.length >= MAX_VERSIONS) return refuse('limit');
    const fits =
      name.trim() !== '' && !name.includes('\n') && name.length <= MAX_NAME && (seq ?? 0) <= state.seq + 1;
    return fits ? null : refuse('bad-op');
  },

  apply(edit, { version, name, seq: of }, { by, seq, at }) {
    edit.versions = [...edit.versions, { id: version, name, of: of ?? seq, by, seq, at }];
  },
};
