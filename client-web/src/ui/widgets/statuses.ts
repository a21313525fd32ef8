/** The statuses of an item, in the order of a negotiation. */
import type { Status } from '../../wire/types';

export const statuses: Status[] = ['open', 'review', 'agreed', 'approved'];
