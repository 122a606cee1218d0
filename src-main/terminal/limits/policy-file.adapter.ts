import { stat } from 'node:fs/promises';
import { askDisk } from '../../base/disk.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { readPolicy, type SessionLimits } from '../../contract/sessions/limits.ts';
import { readPlain } from '../../storage/plain-file.adapter.ts';

/** Bytes. AWS takes 2,048 characters of a policy without white space; with white space it is no ten times that. */
const largest = 65_536;

/** Limits with the policy of the file that was named, as AWS is sent it. A pipe or a device is none. Problems: policy-unreadable, limits-bad. */
export const withPolicyFile = async (limits: SessionLimits, file: string): Promise<Result<SessionLimits>> => {
  try {
    const read = readPolicy((await askDisk(file, () => readPlain(file, { limit: largest }))).toString('utf8'));
    return 'why' in read ? failed({ code: 'limits-bad', what: file, ...read }) : ok({ ...limits, policy: read.policy });
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === 'EFBIG') return failed({ code: 'limits-bad', why: 'policy-long', count: (await askDisk(file, () => stat(file))).size });
    return failed({ code: 'policy-unreadable', file, errno: typeof code === 'string' ? code : 'unknown' });
  }
};
