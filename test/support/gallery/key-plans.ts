import type { KeyMoveView } from '../../../src-main/contract/access-keys/key-place.ts';
import { account } from './snapshots.ts';

/** An access key on its way into the key store, with a role that names its user's device. */
export const keepPlan: KeyMoveView = {
  what: 'keep',
  roles: ['prod-admin'],
  files: [
    {
      file: '/home/jane/.aws/config',
      diff: [
        { kind: 'same', line: 1, text: '[profile jane]' },
        { kind: 'add', line: 2, text: 'credential_process = /home/jane/.local/share/roletap/roletap-credentials jane' },
        { kind: 'add', line: 3, text: `mfa_serial = ${account.id}` },
        { kind: 'same', line: 5, text: '[profile prod-admin]' },
        { kind: 'remove', line: 6, text: `mfa_serial = ${account.id}` },
      ],
    },
    {
      file: '/home/jane/.aws/credentials',
      diff: [
        { kind: 'remove', line: 1, text: '[jane]' },
        { kind: 'remove', line: 2, text: 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE' },
        { kind: 'remove', line: 3, text: 'aws_secret_access_key = ****************' },
      ],
    },
  ],
};
