import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What the terminal's program reads only when it is needed (scripts/lib/bundle.mjs). */
const laterParts = [
  'aws-sdk-client-sts.cjs',
  'aws-sdk-client-iam.cjs',
  'pick.cjs',
  'aws-sdk-credential-provider-login.cjs',
  'aws-sdk-credential-provider-sso.cjs',
  'qr-code.cjs',
  'demo-run.cjs',
  'card-process.cjs',
  'clear-clipboard.cjs',
];

/** The first part of the program in `folder` that is not there, which is what a bug may come from. */
export const missingPart = (folder: string): string | undefined => laterParts.find((name) => !existsSync(join(folder, name)));
