/** All icons, for what loads later. Always beside words or a label. */
import { LineIcon, startPaths } from './start_icon';

const paths = {
  ...startPaths,
  open: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z',
  review: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.2l2.2 1.6',
  agreed: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM5.4 8.2l1.8 1.8l3.4-3.8',
  stale: 'M2.5 5.5h9l-2.5-2.5M13.5 10.5h-9l2.5 2.5',
  more: 'M3.4 8h.2M7.9 8h.2M12.4 8h.2',
  close: 'M4 4l8 8M12 4l-8 8',
  chevron: 'M4.5 6.3L8 9.8l3.5-3.5',
  previous: 'M3 10.5L8 5.5l5 5M8 6v8',
  next: 'M3 5.5L8 10.5l5-5M8 10V2',
  back: 'M9.5 3.5L5 8l4.5 4.5',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5H2.5v-8h8V3',
  undo: 'M5.5 3L2.5 6l3 3M2.8 6h6.7a3.7 3.7 0 0 1 0 7.4H6',
  redo: 'M10.5 3l3 3l-3 3M13.2 6H6.5a3.7 3.7 0 0 0 0 7.4H10',
  link: 'M6.7 9.3a2.6 2.6 0 0 0 3.7 0l2.3-2.3a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.3 6.7a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.9-.9',
  comment: 'M2.5 3h11v8h-6l-3 2.5v-2.5h-2z',
  bell: 'M3.5 11.5h9l-1.2-1.8V7a3.3 3.3 0 0 0-6.6 0v2.7zM6.7 13.3h2.6',
  screen: 'M2 3h12v8H2zM5.5 13.5h5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size }: { name: IconName; size?: number }) {
  return <LineIcon path={paths[name]} size={size} />;
}
