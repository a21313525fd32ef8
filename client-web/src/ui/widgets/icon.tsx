/** Line icons on a 16-unit grid, drawn in the colour of the words beside them. Always beside words or a label. */
const paths = {
  open: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z',
  review: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.2l2.2 1.6',
  agreed: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM5.4 8.2l1.8 1.8l3.4-3.8',
  approved: 'M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2',
  stale: 'M2.5 5.5h9l-2.5-2.5M13.5 10.5h-9l2.5 2.5',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  more: 'M3.4 8h.2M7.9 8h.2M12.4 8h.2',
  close: 'M4 4l8 8M12 4l-8 8',
  board: 'M2.5 3h11M2.5 6.4h8M2.5 9.7h11M2.5 13h5',
  people:
    'M6 7.5a2.3 2.3 0 1 0 0-4.6a2.3 2.3 0 0 0 0 4.6zM1.8 13.3c0-2.3 1.8-3.8 4.2-3.8s4.2 1.5 4.2 3.8M10.6 3.1a2.2 2.2 0 0 1 0 4.3M11.6 9.6c1.6.4 2.7 1.7 2.7 3.7',
  bracket: 'M5.5 2.5h-3v11h3M10.5 2.5h3v11h-3M6 8h4',
  tray: 'M2.5 9.5l2-6h7l2 6v3.5h-11zM2.5 9.5h3.3l.9 1.6h2.6l.9-1.6h3.3',
  eye: 'M1.5 8s2.4-4.3 6.5-4.3S14.5 8 14.5 8s-2.4 4.3-6.5 4.3S1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6z',
  check: 'M3 8.5l3.2 3.2L13 4.7',
  chevron: 'M4.5 6.3L8 9.8l3.5-3.5',
  previous: 'M3 10.5L8 5.5l5 5M8 6v8',
  next: 'M3 5.5L8 10.5l5-5M8 10V2',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  plus: 'M8 3v10M3 8h10',
  undo: 'M5.5 3L2.5 6l3 3M2.8 6h6.7a3.7 3.7 0 0 1 0 7.4H6',
  redo: 'M10.5 3l3 3l-3 3M13.2 6H6.5a3.7 3.7 0 0 0 0 7.4H10',
  link: 'M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.9-.9',
  offline:
    'M2 2l12 12M4.7 9.3a4.7 4.7 0 0 1 2.1-1.2M2.3 6.8a8.3 8.3 0 0 1 2.3-1.5M11.3 9.3a4.6 4.6 0 0 0-1-.8M13.7 6.8a8.3 8.3 0 0 0-6.2-2.4M8 12.3h.01',
  comment: 'M2.5 3h11v8h-6l-3 2.5v-2.5h-2z',
  bell: 'M3.5 11.5h9l-1.2-1.8V7a3.3 3.3 0 0 0-6.6 0v2.7zM6.7 13.3h2.6',
  screen: 'M2 3h12v8H2zM5.5 13.5h5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
