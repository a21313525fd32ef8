/** Line icons on a 16-unit grid, drawn in the colour of the words beside them. Here those that a draft's page begins with; all are in icon.tsx. */
export const startPaths = {
  approved: 'M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  board: 'M2.5 3h11M2.5 6.4h8M2.5 9.7h11M2.5 13h5',
  people:
    'M6 7.5a2.3 2.3 0 1 0 0-4.6a2.3 2.3 0 0 0 0 4.6zM1.8 13.3c0-2.3 1.8-3.8 4.2-3.8s4.2 1.5 4.2 3.8M10.6 3.1a2.2 2.2 0 0 1 0 4.3M11.6 9.6c1.6.4 2.7 1.7 2.7 3.7',
  bracket: 'M5.5 2.5h-3v11h3M10.5 2.5h3v11h-3M6 8h4',
  tray: 'M2.5 9.5l2-6h7l2 6v3.5h-11zM2.5 9.5h3.3l.9 1.6h2.6l.9-1.6h3.3',
  eye: 'M1.5 8s2.4-4.3 6.5-4.3S14.5 8 14.5 8s-2.4 4.3-6.5 4.3S1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6z',
  check: 'M3 8.5l3.2 3.2L13 4.7',
  offline:
    'M2 2l12 12M4.7 9.3a4.7 4.7 0 0 1 2.1-1.2M2.3 6.8a8.3 8.3 0 0 1 2.3-1.5M11.3 9.3a4.6 4.6 0 0 0-1-.8M13.7 6.8a8.3 8.3 0 0 0-6.2-2.4M8 12.3h.01',
} as const;

export type StartIconName = keyof typeof startPaths;

export function LineIcon({ path, size = 16 }: { path: string; size?: number | undefined }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}

export function StartIcon({ name, size }: { name: StartIconName; size?: number }) {
  return <LineIcon path={startPaths[name]} size={size} />;
}
