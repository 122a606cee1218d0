import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '../../contract/result.ts';
import { lastWords, type RunProgram } from './process-source.ts';
import type { SourceCredentials, SourceOrigin, SourceRecipe } from './source-types.ts';

/** Profiles whose credentials come from a sign-in in the browser, as AWS's SDK gives them. */
export interface SignIn {
  /** Problems: login-over, login-denied, login-incomplete, those of silence, cancelled. */
  readonly credentials: (profile: string, kind: 'login' | 'sso', signal: AbortSignal) => Promise<Result<SourceCredentials>>;
}

/** `aws login`: the user's own, or root's. */
export const loginSource: SourceRecipe = {
  of: ({ value }) => {
    const session = value('login_session');
    return session === undefined ? undefined : { kind: 'login', session };
  },
};

/** A permission set of IAM Identity Center. */
export const ssoSource: SourceRecipe = {
  of: ({ value }) => {
    const [accountId, roleName] = [value('sso_account_id'), value('sso_role_name')];
    const session = value('sso_session') ?? value('sso_start_url');
    if (accountId === undefined || roleName === undefined || session === undefined) return undefined;
    return { kind: 'sso', session, accountId, roleName };
  },
};

/** The browser, the password and whatever else the person is asked there. */
const signInLimits = { millis: 300_000, bytes: 64 * 1024 } as const;

/** Signs in through the `aws` command, which opens the browser. Problems: login-failed, cancelled. */
export const signInByAws = async (run: RunProgram, profile: string, how: 'login' | 'sso', signal: AbortSignal): Promise<Result<void>> => {
  const words = how === 'sso' ? ['sso', 'login'] : ['login'];
  const outcome = await run(['aws', ...words, '--profile', profile], signInLimits, signal);
  if (outcome.kind === 'cancelled') return failed({ code: 'cancelled' });
  if (outcome.kind === 'ended' && outcome.status === 0) return ok(undefined);
  const why = outcome.kind === 'ended' || outcome.kind === 'too-much' ? 'exit' : outcome.kind === 'slow' ? 'slow' : 'missing';
  const said = 'said' in outcome ? lastWords(outcome.said) : '';
  return failed({ code: 'login-failed', profile, how, why, ...(said === '' ? {} : { said }) });
};

/** Whether a `SourceName.id` is a sign-in's: AWS's SDK renews those without a person, as long as the sign-in lasts. */
export const isSignInId = (id: string): boolean => /^(?:login|sso)-/.test(id);

/** Tells one sign-in, and what is taken of it, from another. */
export const signInId = (origin: Extract<SourceOrigin, { readonly kind: 'login' | 'sso' }>): string => {
  const parts = origin.kind === 'login' ? [origin.session] : [origin.session, origin.accountId, origin.roleName];
  return `${origin.kind}-${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)}`;
};
