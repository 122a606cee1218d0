import type { CommandName, CommandPayload } from '../contract/commands.ts';
import type { TapContext } from './context.ts';

/** The wizard's commands. */
export type EnrollCommand = Extract<CommandName, `enroll${string}`> | 'openEnroll' | 'resumeEnroll';

export type EnrollHandlers = { readonly [N in EnrollCommand]: (payload: CommandPayload<N>) => boolean };

/** Each gives whether the command could be taken now. */
export const createEnrollHandlers = (_context: TapContext): EnrollHandlers => ({
  openEnroll: () => false,
  resumeEnroll: () => false,
  enrollUser: () => false,
  enrollKey: () => false,
  enrollNext: () => false,
  enrollBack: () => false,
  enrollSkip: () => false,
  enrollUndo: () => false,
  enrollLeave: () => false,
  enrollClose: () => false,
  enrollSecret: () => false,
  enrollPicture: () => false,
  enrollPaste: () => false,
  enrollCopyCode: () => false,
  enrollDevice: () => false,
  enrollProfiles: () => false,
});
