import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { OpenRun } from './open-run.ts';
import type { Deed } from './run.ts';

/** The wizard's commands that name an open run. */
export type RunCommand = Extract<CommandName, `enroll${string}`>;

/** One way to enrol, by IAM calls or with AWS's page open: the deeds that window and terminal share, and what the window's commands make of them. */
export interface EnrollPath {
  /** Finds out whose keys the source has; `''` is the only source. */
  readonly check: Deed;
  /** Looks what there is of an interrupted run, whose record the model has. */
  readonly look: Deed;
  /** Goes on with it from there. */
  readonly goOn: Deed;
  /** Takes back what the run made. */
  readonly undo: Deed;
  /** Keeps what is there, and names it. */
  readonly leave: Deed;
  /** Each gives false when the command cannot be taken now, as what is missing cannot. */
  readonly handlers: { readonly [N in RunCommand]?: (run: OpenRun, payload: CommandPayload<N>) => boolean | Promise<unknown> };
}
