import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { OpenRun } from './open-run.ts';

/** The wizard's commands that name an open run. */
export type RunCommand = Extract<CommandName, `enroll${string}`>;

/** One way to enrol: by IAM calls or with AWS's page open. */
export interface EnrollPath {
  /** Looks whose keys the chosen source has. */
  readonly check: (run: OpenRun) => boolean;
  /** Looks what there is of an interrupted run, whose record the model has. */
  readonly resume: (run: OpenRun) => boolean;
  /** Each gives whether the command could be taken now; what is missing cannot. */
  readonly handlers: { readonly [N in RunCommand]?: (run: OpenRun, payload: CommandPayload<N>) => boolean };
}
