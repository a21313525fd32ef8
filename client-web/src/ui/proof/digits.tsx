/** The fingerprint that people read aloud: the same sixteen digits on every screen. A screen reader says them one by one. */
export function Digits({ groups }: { groups: readonly string[] }) {
  return (
    <p class="fingerprint" role="img" aria-label={groups.map((group) => [...group].join(' ')).join(', ')}>
      {groups.map((group, place) => (
        <span key={place}>{group}</span>
      ))}
    </p>
  );
}
