/** Who is connected to which draft. */
import { useEffect, useState } from 'preact/hooks';
import { delegationName } from '../i18n/format';
import type { Office } from './office';
import * as calls from './calls';
import { adminWords } from './words';

/** The servers of a cluster, and which of them does not answer. */
function Nodes({ nodes }: { nodes: calls.ClusterNode[] }) {
  const words = adminWords.value;
  return (
    <ul class="admin-list">
      {nodes.map(({ node, connections }) => (
        <li key={node}>
          {connections === null ? (
            <strong role="status">{words.silent(node)}</strong>
          ) : (
            <div>
              <strong>{node}</strong>
              <span class="muted">
                {words.connections}: {connections}
              </span>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

export function Connected({ office }: { office: Office }) {
  const [{ connections: all, nodes }, setSeen] = useState<Awaited<ReturnType<typeof calls.connections>>>({
    connections: [],
  });
  const words = adminWords.value;
  useEffect(() => void calls.connections().then(setSeen, () => undefined), [office.done]);
  return (
    <section aria-labelledby="admin-connected">
      <h2 id="admin-connected">{words.connected}</h2>
      {nodes && <Nodes nodes={nodes} />}
      {all.length === 0 && <p class="muted">{words.nothing}</p>}
      <ul class="admin-list">
        {all.map((one) => (
          <li key={`${one.draft} ${one.participant}`}>
            <div>
              <strong>{one.name ?? one.participant}</strong>
              <span class="muted">
                {one.delegation && `${delegationName(one.delegation)} · `}
                <code>{one.draft}</code> · {words.connections}: {one.connections}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
