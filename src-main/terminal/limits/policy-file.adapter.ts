import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { askDisk } from '../../base/disk.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { readPolicy, type SessionLimits } from '../../contract/sessions/limits.ts';

/** Bytes. AWS takes 2,048 characters of a policy without white space; with white space it is no ten times that. */
const largest = 65_536;

/** Limits with the policy of the file that was named, as AWS is sent it. A pipe or a device is none. Problems: policy-unreadable, limits-bad. */
export const withPolicyFile = async (limits: SessionLimits, file: string): Promise<Result<SessionLimits>> => {
  try {
    const text = await askDisk(file, () => readText(file));
    if (typeof text === 'number') return failed({ code: 'limits-bad', why: 'policy-long', count: text });
    const read = readPolicy(text);
    return 'why' in read ? failed({ code: 'limits-bad', what: file, ...read }) : ok({ ...limits, policy: read.policy });
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    return failed({ code: 'policy-unreadable', file, errno: typeof code === 'string' ? code : 'unknown' });
  }
};

/** The file's text, or its size where that is no policy's. */
const readText = async (file: string): Promise<string | number> => {
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const about = await handle.stat();
    if (about.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    if (!about.isFile()) throw Object.assign(new Error('no file'), { code: 'EINVAL' });
    return about.size > largest ? about.size : await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
};
