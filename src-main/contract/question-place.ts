import type { Snapshot, Waiting } from './snapshot.ts';

/** The wide window is open while there is something to show in it. */
export const wideWindowIsOpen = (snapshot: Pick<Snapshot, 'enroll' | 'devices'>): boolean =>
  snapshot.enroll !== undefined || snapshot.devices !== undefined;

/**
 * Which window asks a question, so that it is asked once: what a role or the code card waits for belongs to the popover, where it was
 * clicked; all else belongs to the wide window while that is open.
 */
export const questionPlace = (waiting: Waiting, snapshot: Pick<Snapshot, 'enroll' | 'devices' | 'code'>): 'popover' | 'wide' => {
  if (!wideWindowIsOpen(snapshot) || waiting.for.kind === 'role') return 'popover';
  return waiting.for.kind === 'code' && snapshot.code.state.kind === 'waiting' ? 'popover' : 'wide';
};

/** The questions of one window, oldest first. */
export const questionsIn = (
  place: 'popover' | 'wide',
  snapshot: Pick<Snapshot, 'enroll' | 'devices' | 'code' | 'waiting'>,
): readonly Waiting[] => snapshot.waiting.filter((waiting) => questionPlace(waiting, snapshot) === place);
