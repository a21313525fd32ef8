/** The code of a delegation as it stands in the bar and the lists; the colour is that of its caret. */
import { hueOf } from '../../../editor';
import type { Participant } from '../../../wire/types';
import { codeOf, personWords } from './presence';

export function Chip({ person, here = false }: { person: Participant; here?: boolean }) {
  const code = codeOf(person);
  return (
    <bdi
      class={here ? 'chip is-here' : 'chip'}
      style={{ '--hue': hueOf(person.delegation ?? code) }}
      title={personWords(person)}
    >
      {code}
    </bdi>
  );
}
