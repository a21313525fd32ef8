/** Lists of the delegations present, in the words of an item. */
import { wordsOf } from '../i18n/words';

const es = {
  about: 'Lista de las delegaciones presentes; se actualiza hasta que haya acuerdo',
  insert: 'Insertar la lista de delegaciones',
  insertHint: 'se actualiza sola',
  inserted: 'Lista de delegaciones insertada.',
  keep: 'Dejar la lista de delegaciones como está',
  keepHint: 'ya no se actualiza',
  kept: 'La lista ya no se actualiza.',
};

const en: typeof es = {
  about: 'List of the delegations present; updates until agreed',
  insert: 'Insert list of delegations',
  insertHint: 'updates by itself',
  inserted: 'List of delegations inserted.',
  keep: 'Keep the list of delegations as it is now',
  keepHint: 'no more updates',
  kept: 'The list no longer updates.',
};

const fr: typeof es = {
  about: 'Liste des délégations présentes ; mise à jour jusqu’à l’accord',
  insert: 'Insérer la liste des délégations',
  insertHint: 'se met à jour',
  inserted: 'Liste des délégations insérée.',
  keep: 'Garder la liste des délégations telle quelle',
  keepHint: 'plus de mise à jour',
  kept: 'La liste n’est plus mise à jour.',
};

const pt: typeof es = {
  about: 'Lista das delegações presentes; atualiza-se até haver acordo',
  insert: 'Inserir a lista de delegações',
  insertHint: 'atualiza-se sozinha',
  inserted: 'Lista de delegações inserida.',
  keep: 'Manter a lista de delegações como está',
  keepHint: 'já não se atualiza',
  kept: 'A lista já não se atualiza.',
};

export const rollWords = wordsOf({ es, en, fr, pt });
