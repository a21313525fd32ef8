import type { Editor, PairOptions } from './editor_types';

export declare function createPair(options: PairOptions): Editor;
