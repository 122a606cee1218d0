import type { Snapshot } from '../../src-main/contract/snapshot.ts';

/** Whether a question has to say which key it means. */
export const hasSeveralKeys = ({ card }: Snapshot): boolean => card.kind === 'present' && card.keys.length > 1;
