/** The editor of a draft: everything that the views may import from here; two side by side are in `pair`, which comes later. */
export { editorCommands, type CommandGroup, type CommandId, type CommandInfo } from './editor_commands';
export { createEditor } from './editor';
export { isSafeLink } from './link';
export { hueOf } from './peers';
export type * from './editor_types';
