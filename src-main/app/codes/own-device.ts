import type { CallerIdentity } from '../../aws/sts/sts.ts';
import type { Key } from '../../card/keys/keys.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { awsOwner, deviceOf, isForAws, waitForInsert } from './accounts.ts';
import type { CodePorts, CodePurpose } from './code-request.ts';
import { askPassword } from './unlock.ts';

/**
 * The MFA device of a user that no file tells: the one account on the plugged keys that names the user. A person without `mfa_serial` in any file
 * still taps in. Problems: mfa-serial-missing of this profile, and those of asking for a password or another key.
 */
export const findOwnDevice = async (
  ports: Pick<CodePorts, 'keys' | 'questions' | 'settings'>,
  { who, profile }: { readonly who: CallerIdentity; readonly profile: string },
  purpose: CodePurpose,
  signal: AbortSignal,
): Promise<Result<string>> => {
  for (;;) {
    if (signal.aborted) return failed({ code: 'cancelled' });
    await ports.keys.settled();
    const state = ports.keys.state();
    if (state.kind === 'no-service') return failed(state.problem);
    const plugged = state.kind === 'ready' ? state.keys : [];
    const keys = purpose.keySerial === undefined ? plugged : plugged.filter((key) => key.serial === purpose.keySerial);
    const serial = ownDevice(keys, who);
    if (serial !== undefined) return ok(serial);
    const locked = keys.find((key) => key.oath === 'locked');
    if (!locked && keys.length > 0) return failed({ code: 'mfa-serial-missing', profile });
    const helped = locked
      ? await askPassword(ports, locked, purpose, signal)
      : await waitForInsert(ports, purpose, { serial: purpose.keySerial }, signal);
    if (!helped.ok) return helped;
  }
};

/** The device of the user among the accounts of the keys: the one of the user's name, else the only one in the user's AWS account. */
const ownDevice = (keys: readonly Key[], who: CallerIdentity): string | undefined => {
  const partition = who.arn.split(':')[1];
  const devices = keys
    .flatMap((key) => key.accounts.filter(isForAws))
    .filter((account) => awsOwner(account.id)?.accountId === who.accountId)
    .flatMap((account) => deviceOf(account.id, partition) ?? []);
  const user = who.arn.split('/').at(-1);
  const [only, ...others] = new Set(devices);
  return devices.find((device) => device.split('/').at(-1) === user) ?? (others.length === 0 ? only : undefined);
};
