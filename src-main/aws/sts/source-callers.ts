import { failed, ok, type Result } from '../../contract/result.ts';
import type { Caller, Endpoint } from '../caller.ts';
import type { Source } from '../profiles/profile-types.ts';
import type { SourceKeys } from '../sources/source-types.ts';
import type { CallerIdentity, Sts } from './sts.ts';

/** Calls in a source's name, and whose name that is. */
export interface SourceCallers {
  /** Opens the source: see `SourceKeys.open`. */
  readonly callerOf: (source: Source, endpoint: Endpoint, signal: AbortSignal) => Promise<Result<Caller>>;
  /** Who the source is; refuses root. Asked once per source and run, so that a known one is not opened; measures the clock on the way. */
  readonly identity: (source: Source, signal: AbortSignal) => Promise<Result<CallerIdentity>>;
  /** The same of a source that is open. */
  readonly identityOf: (source: Source, caller: Caller, signal: AbortSignal) => Promise<Result<CallerIdentity>>;
  /** Opens the source anew, and asks who it is, when that is wanted next. */
  readonly forget: (source: Source) => void;
}

export const createSourceCallers = ({ sts, keys }: { readonly sts: Sts; readonly keys: SourceKeys }): SourceCallers => {
  const identities = new Map<string, CallerIdentity>();
  const callerOf: SourceCallers['callerOf'] = async (source, endpoint, signal) => {
    const opened = await keys.open(source, signal);
    return opened.ok ? ok({ source: source.profile, credentials: opened.value, endpoint }) : opened;
  };
  const identityOf: SourceCallers['identityOf'] = async (source, caller, signal) => {
    const known = identities.get(source.id);
    if (known) return ok(known);
    const answer = await sts.callerIdentity({ ...caller, endpoint: source.endpoint }, signal);
    if (!answer.ok) return failed(answer.problem);
    if (answer.value.arn.endsWith(':root')) return failed({ code: 'root-keys', source: source.profile });
    identities.set(source.id, answer.value);
    return ok(answer.value);
  };
  return {
    callerOf,
    identityOf,
    identity: async (source, signal) => {
      const known = identities.get(source.id);
      if (known) return ok(known);
      const caller = await callerOf(source, source.endpoint, signal);
      return caller.ok ? identityOf(source, caller.value, signal) : caller;
    },
    forget: (source) => {
      identities.delete(source.id);
      keys.forget(source);
    },
  };
};
