import { failed, ok, type Result } from '../../contract/result.ts';
import type { RoleView } from '../../contract/snapshot.ts';
import type { Tool } from '../../contract/tools.ts';
import type { FrontEnd } from '../front-end.ts';
import type { Launcher } from '../ports.ts';
import type { SessionPorts } from '../sessions/session-ports.ts';
import type { State } from '../state/state.ts';

/** What checking a tool takes. */
export interface CheckPorts {
  readonly launcher: Launcher;
  readonly sessions: Pick<SessionPorts, 'store' | 'files' | 'history'>;
}

/**
 * Whether a tool would get the role's session now, as far as that can be told without a call to AWS. By name: the files are read anew, and the target
 * asks us or has a session that lives. The command of credential_process, `exec` and `shell` all ask at the same door, so the command is run
 * as a program would run it. The endpoint: a session is held, and an address can be had. Nobody is asked for a touch.
 * Problems: role-unknown, touch-wanted, those of the target, of the launcher and of the endpoint.
 */
export const checkTool = async (
  { launcher, sessions }: CheckPorts,
  front: Pick<FrontEnd, 'lease'>,
  resolveRole: () => RoleView | undefined,
  tool: Tool,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const { store, history } = sessions;
  const name = resolveRole()?.profile ?? '';
  if (tool === 'profile') {
    const usable = await sessions.files.judge(() => usableTarget(store.state(), resolveRole()?.target));
    if (!usable.ok) return usable;
  }
  const role = resolveRole();
  if (!role) return failed({ code: 'role-unknown', role: name });
  const isActive = role.state.kind === 'active';
  switch (tool) {
    case 'profile': {
      const { files } = store.state();
      if (files.kind !== 'read') throw new Error('files were just read');
      if (files.profiles.processTargets.includes(role.target)) return askAsProgram(launcher, role.target, signal);
      const isThere = files.profiles.targets.some(({ target, expires }) => target === role.target && expires > history.now());
      return isThere ? ok(undefined) : failed({ code: 'touch-wanted', profile: role.profile });
    }
    case 'process':
    case 'exec':
    case 'shell':
      return askAsProgram(launcher, role.target, signal);
    case 'endpoint': {
      if (!isActive) return failed({ code: 'touch-wanted', profile: role.profile });
      const lease = await front.lease(role.id);
      return lease.ok ? ok(undefined) : lease;
    }
  }
};

/** Without a target its role is gone, which is told elsewhere. */
const usableTarget = ({ files }: Pick<State, 'files'>, target: string | undefined): Result<void> => {
  if (files.kind === 'failed') return failed(files.problem);
  if (files.kind === 'loading') throw new Error('files were just read');
  const isOurs = target === undefined || files.profiles.processTargets.includes(target);
  const problem = isOurs ? undefined : files.profiles.whyNotTarget(target);
  return problem ? failed(problem) : ok(undefined);
};

const askAsProgram = async (launcher: Launcher, target: string, signal: AbortSignal): Promise<Result<void>> => {
  const installed = await launcher.install();
  return installed.ok ? launcher.check(launcher.line(target), signal) : installed;
};
