/** The part of the policy that is not needed to begin work. */
export { mayAct } from './acts';
export { checkWhole, concernsWhole } from './whole_op';
