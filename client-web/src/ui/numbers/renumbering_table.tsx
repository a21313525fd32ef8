/** What becomes, or became, of which number. */
import type { RenumberedItem } from '../../wire/types';
import { numberingWords } from './words';
import './numbers.css';

interface Props {
  table: readonly RenumberedItem[];
  /** Of the two columns. */
  heads: readonly [string, string];
}

export function RenumberingTable({ table, heads }: Props) {
  const words = numberingWords.value;
  return (
    <div class="renumbering" tabIndex={0} role="region" aria-label={words.renumber}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.map(({ item, from = '–', to = words.gone }) => (
            <tr key={item}>
              <td>{from}</td>
              <td>{to}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
