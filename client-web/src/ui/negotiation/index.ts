/** The panels and dialogs of the negotiation, fetched as one when they are first wanted. */
export { BlockedDialog, BoardBlockers } from './blockers';
export { ConsultDialog } from './consult_dialog';
export { RoomConsultation } from './consultation';
export { ItemPanel } from './item_panel';
export { MatrixDialog } from './matrix_dialog';
export { SelectedParts } from './part_actions';
export { ProposalsPanel } from './proposals_panel';
export { UnreadBadge } from './unread_badge';
export { ViewItems, ViewMenu } from './view_menu';
export { WaitingList, WaitingStrip } from './waiting';
export { words } from './words';
