/** Who takes part and who is here now; for secretariat and chair, the invitations below it. */
import type { Participant } from '../../../wire/types';
import { t } from '../../i18n';
import { delegationName, isolated } from '../../i18n/format';
import { labelled } from '../../i18n/phrases';
import { Icon } from '../../widgets/icon';
import { later } from '../../widgets/later';
import { Chip } from '../presence/chip';
import { itemWords } from '../words/item_name';
import { placeWords, present } from '../presence/presence';
import type { Workspace } from '../workspace';

const Invitations = later(async () => (await import('../seats/invitations')).Invitations);
const SeatRecord = later(async () => (await import('../seats/seat_record')).SeatRecord);

export function People({ ws }: { ws: Workspace }) {
  const words = t.value.people;
  const here = present(ws);
  const you = ws.draft.you.value;
  const places = new Map(
    here.flatMap(({ participant, carets }): [string, string][] =>
      carets.length > 0 ? [[participant.id, carets.at(-1)!.item]] : [],
    ),
  );
  const everybody = [...ws.draft.participants.value].sort(byPlace(places));
  return (
    <>
      <p class="muted">
        {here.length === 0 && <>{words.nobodyElse} </>}
        {ws.draft.observers.value > 0 && (
          <>
            <Icon name="eye" /> {words.observers(ws.draft.observers.value)}
          </>
        )}
      </p>
      <h3 id="people-list">{words.roster}</h3>
      <ul class="plain-list" aria-labelledby="people-list">
        {everybody.map((person) => (
          <PersonLine
            key={person.id}
            ws={ws}
            person={person}
            isYou={person.id === you?.id}
            at={places.get(person.id) ?? null}
          />
        ))}
      </ul>
      {ws.mayInvite.value && <Invitations ws={ws} />}
      <SeatRecord ws={ws} />
    </>
  );
}

interface PersonLineProps {
  ws: Workspace;
  person: Participant;
  isYou: boolean;
  at: string | null;
}

function PersonLine({ ws, person, isYou, at }: PersonLineProps) {
  const words = t.value.people;
  const followed = ws.following.value === person.id;
  return (
    <li class="person">
      <Chip person={person} />
      <span class="person-name">
        <bdi>{person.name}</bdi> {isYou && <span class="muted">{words.you}</span>}
        <small>
          <bdi>{placeWords(person)}</bdi>
          {at && (
            <>
              {' · '}
              <bdi>{words.at(itemWords(ws.draft.view, at))}</bdi>
            </>
          )}
        </small>
      </span>
      {at && !isYou && (
        <button
          type="button"
          class="button button-small"
          aria-pressed={followed}
          aria-label={labelled(followed ? words.unfollow : words.follow, isolated(person.name))}
          onClick={() => (ws.following.value = followed ? null : person.id)}
        >
          {followed ? words.unfollow : words.follow}
        </button>
      )}
    </li>
  );
}

/** Those who are here first; then chair and secretariat, then delegations by name. */
function byPlace(places: Map<string, string>) {
  const rank = { chair: 0, secretariat: 1, delegation: 2, observer: 3 };
  return (a: Participant, b: Participant) =>
    Number(places.has(b.id)) - Number(places.has(a.id)) ||
    rank[a.role] - rank[b.role] ||
    delegationName(a.delegation).localeCompare(delegationName(b.delegation)) ||
    a.name.localeCompare(b.name);
}
