import * as v from 'valibot';
import type { AwsResult } from '../../aws/caller.ts';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { ok, type Result } from '../../contract/result.ts';
import { consoleUrlOf, type Invite, type InviteSecrets, inviteText, type sealInvite } from './invite.ts';
import type { TeamRun } from './plans/plan-steps.ts';

/** How what was made gets to the person. */
export interface HandOver<View> {
  /** Writes the invite where the wish says, for its owner alone. Problem: invite-unwritable. */
  readonly write: (file: string, text: string) => Promise<Result<void>>;
  /** Takes a one-time password that goes into no invite. */
  readonly givePassword: (password: string) => Promise<Result<void>>;
  /** Seals the secrets of an invite; asked for when there are any. */
  readonly passphrase: () => Promise<Result<string>>;
  readonly onStep: (view: View) => void;
}

/** Where nothing is handed over: a plan that is taken back. */
export const handsNothing = <View>(): HandOver<View> => ({
  write: async () => ok(undefined),
  givePassword: async () => ok(undefined),
  passphrase: async () => ok(''),
  onStep: () => {},
});

/** Secrets that were made and not yet handed over. They live in memory alone. */
export interface HeldSecrets {
  get: InviteSecrets;
}

/** Whom an invite is for. */
export interface Invited {
  readonly name: string;
  readonly userArn: string;
  readonly invite?: string;
  readonly region?: string;
  readonly roles: readonly string[];
}

const aliasSchema = v.object({ AccountAliases: v.array(v.pipe(v.string(), v.regex(/^[a-z0-9-]{3,63}$/))) });

/** Hands over what a plan made, as the last of its effects: in an invite, or a password on the clipboard. */
export const deliver = async <View>(
  { record, call }: Pick<TeamRun, 'record' | 'call'>,
  { name, userArn, invite: file, region, roles }: Invited,
  held: HeldSecrets,
  over: HandOver<View>,
  seal: typeof sealInvite,
): Promise<AwsResult<unknown>> => {
  const { accountId, partition } = record();
  const refused = (problem: Problem) => ({ ok: false, problem, unclear: false }) as const;
  const { password } = held.get;
  if (file === undefined) {
    const given = password === undefined ? ok(undefined) : await over.givePassword(password);
    return given.ok ? { ok: true, value: {} } : refused(given.problem);
  }
  const listed = await call('ListAccountAliases', {}, { about: { kind: 'account' } });
  const alias = listed.ok ? parsed(aliasSchema, listed.value)?.AccountAliases[0] : undefined;
  const plain: Invite = {
    roletap: 'invite',
    version: 1,
    account: { id: accountId, partition, ...defined({ alias }) },
    user: { name, arn: userArn },
    console: consoleUrlOf(accountId, partition, alias),
    roles: [...roles],
    ...defined({ region }),
  };
  const hasSecrets = Object.keys(held.get).length > 0;
  const passphrase = hasSecrets ? await over.passphrase() : ok('');
  if (!passphrase.ok) return refused(passphrase.problem);
  const invite = hasSecrets ? await seal(plain, held.get, passphrase.value) : plain;
  const written = await over.write(file, inviteText(invite));
  return written.ok ? { ok: true, value: {} } : refused(written.problem);
};
