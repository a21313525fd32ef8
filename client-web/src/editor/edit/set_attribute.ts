/** Setting bold, italic, underline and links, and taking them away. */
import Delta from 'quill-delta';
import type { DraftState } from '../../draft/state';
import type { Stretch } from './format';
import { Planner, type Plan } from './plan';

/** Null takes the attribute away. */
export function setAttribute(
  view: DraftState,
  lang: string,
  stretches: readonly Stretch[],
  name: string,
  value: unknown,
): Plan {
  const planner = new Planner(view, lang);
  for (const { item, from, to } of stretches) {
    planner.text(item, new Delta().retain(from).retain(to - from, { [name]: value }));
  }
  return planner.plan();
}
