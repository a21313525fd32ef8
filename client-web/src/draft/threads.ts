/** Questions about the comments on an item. Agrees with the server's draft/comments. */
import type { Comment } from '../wire/types';
import type { Negotiation } from './types';

/** First comments of an item's threads, in order. */
export function threadsOf({ comments }: Negotiation, item: string): readonly Comment[] {
  return [...comments.values()].filter((comment) => comment.item === item && comment.parent === null);
}

/** Whether a comment is the first of a thread, on this item if one is named. */
export function isThread({ comments }: Negotiation, id: string, item?: string): boolean {
  const comment = comments.get(id);
  return comment?.parent === null && (item ?? comment.item) === comment.item;
}

export function repliesTo({ comments }: Negotiation, thread: string): readonly Comment[] {
  return [...comments.values()].filter((comment) => comment.parent === thread);
}
