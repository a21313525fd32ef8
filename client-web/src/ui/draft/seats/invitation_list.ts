/** Invitations from a pasted list: lines of role, delegation and name, from a spreadsheet or as CSV, in any order of columns. */
import type { Role } from '../../../wire/types';

export interface ListedInvitation {
  role: Role;
  name: string;
  delegation?: string;
}

export type ListedLine =
  { line: string; invitation: ListedInvitation } | { line: string; wrong: 'name' | 'delegation' | 'role' };

/** Lists of participants have a column of addresses, which are neither names nor delegations. */
const MAIL = /^\S+@\S+\.\S+$/;

const COUNTRY = /^[A-Z]{2}$/;

/** The cells of a line: by tabs, semicolons or commas, whichever it has first in that order; in double quotes as CSV has them. */
function cellsOf(line: string): string[] {
  const separator = ['\t', ';', ','].find((one) => line.includes(one)) ?? ',';
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) (cells.push(cell), (cell = ''));
    else cell += letter;
  }
  return [...cells, cell].map((one) => one.trim());
}

/** `roleOf` knows the names of roles, `codeOf` makes a code of a country; the first of what is left is the name, the second the
 *  delegation. Without a role: a delegation where one is named, else an observer. A country that stands alone is the delegation of
 *  somebody whose name is missing. */
export function readInvitations(
  text: string,
  roleOf: (word: string) => Role | undefined,
  codeOf: (word: string) => string,
): ListedLine[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const cells = cellsOf(line).filter((cell) => cell && !MAIL.test(cell));
      const named = cells.findIndex((cell) => roleOf(cell) !== undefined);
      const [name, delegation] = cells.filter((_, at) => at !== named);
      const role = named >= 0 ? roleOf(cells[named]!)! : delegation ? 'delegation' : 'observer';
      if (!name || (role === 'delegation' && !delegation && COUNTRY.test(codeOf(name))))
        return { line, wrong: 'name' };
      if (role === 'delegation' && !delegation) return { line, wrong: 'delegation' };
      return { line, invitation: { role, name, ...(delegation && { delegation: codeOf(delegation) }) } };
    });
}
