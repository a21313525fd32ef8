/** The editor of a draft: everything that the views may import from here; two side by side are in `pair`, which comes later. */
export { editorCommands, type CommandGroup, type CommandId, type CommandInfo } from './commands/command_list';
export { createEditor } from './editor';
export { isSafeLink } from './edit/web_address';
export { hueOf } from './hue';
export type * from './editor_face';
export type * from './editor_types';
