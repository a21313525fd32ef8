import type { Editor, EditorOptions } from './editor_types';

export declare function createEditor(options: EditorOptions): Editor;
