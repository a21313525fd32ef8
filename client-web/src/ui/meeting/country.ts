/** A delegation from what somebody types: of a country by its code or its name, with its names in every language of the meeting, or of the interface. */
import { readDelegation } from '../draft/seats/giving';
import { locale, locales } from '../i18n';
import type { Delegation } from './calls';

export function delegationFor(typed: string, name: string, langs: readonly string[] | undefined): Delegation {
  const code = readDelegation(typed);
  const all = langs?.length ? langs : Object.keys(locales);
  const isCountry = /^[A-Z]{2}$/.test(code);
  const given = name.trim();
  const names = Object.fromEntries(
    all.map((lang) => [
      lang,
      given || (isCountry && new Intl.DisplayNames([lang], { type: 'region' }).of(code)) || typed.trim(),
    ]),
  );
  if (given && !(locale.value in names)) names[locale.value] = given;
  return { code, names, kind: 'member', present: false };
}
