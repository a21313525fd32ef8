/** Who somebody was, from what an answer names, and the colour of their delegation. */
import { hueOf } from '../../editor';
import type { People } from '../../record/life';
import { delegationName } from '../i18n/format';
import { pastWords } from './words';

export function personName(people: People, id: string | undefined): string {
  if (!id) return '';
  const person = people[id];
  if (!person) return pastWords.value.system;
  const delegation = delegationName(person.delegation);
  return delegation ? `${delegation} (${person.name})` : person.name;
}

export function hueOfPerson(people: People, id: string | undefined): number {
  return hueOf((id && (people[id]?.delegation ?? people[id]?.name)) || '');
}
