import type { CommandName, CommandPayload } from '../../contract/commands.ts';
import type { EnrollRecord } from './record.ts';

/** The wizard's commands that name an open run. */
export type RunCommand = Extract<CommandName, `enroll${string}`>;

/** One way to enrol: by IAM calls or with AWS's page open. At most one run is open in the app, on one of the two. */
export interface EnrollPath {
  /** The id of the run that is open on this path. */
  readonly openId: () => string | undefined;
  /** Opens a run; `source` is empty when the person has to choose. False when it cannot be opened now. */
  readonly open: (source: string) => boolean;
  /** Opens an interrupted run of this path. */
  readonly resume: (record: EnrollRecord) => boolean;
  /** Called only for the run that is open here. Each gives whether the command could be taken now; what is missing cannot. */
  readonly handlers: { readonly [N in RunCommand]?: (payload: CommandPayload<N>) => boolean };
}

/** What both paths share: the list of interrupted runs, kept by enroll-commands.ts. */
export interface EnrollShared {
  /** Reads the journal again and shows what is unfinished, without the run that is open. */
  readonly refreshUnfinished: () => Promise<void>;
}
