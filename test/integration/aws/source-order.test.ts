import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createAwsFiles } from '../../../src-main/aws/files/aws-files.adapter.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { installedAws } from '../../support/aws/aws-command.ts';

/** Which of several origins a profile's credentials come from: as the real `aws` decides, and as Roletap reads it. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-order-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pair = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = s\n`;
const program = `credential_process = echo '{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"s"}'\n`;
const sso = `sso_start_url = https://acme.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 111122223333\nsso_role_name = Viewer\n`;

const asAwsDoes = (config: string, credentials: string) =>
  new Promise<string>((resolve) => {
    const env = {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: folder,
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
    };
    const words = ['configure', 'export-credentials', '--profile', 'a', '--format', 'process'];
    execFile(installedAws, words, { env: { ...env, AWS_EC2_METADATA_DISABLED: 'true' } }, (_error, stdout, stderr) =>
      resolve(/AKIA\w+/.exec(stdout)?.[0] ?? (/SSO/.test(stderr) ? 'sso' : stderr)),
    );
  });

it.each([
  ['the credentials file before a program', program, pair('AKIACREDENTIALS')],
  ['the credentials file before the config file', pair('AKIACONFIG'), pair('AKIACREDENTIALS')],
  ['a program before the config file', `${program}${pair('AKIACONFIG')}`, undefined],
  ['Identity Center before keys', sso, pair('AKIACREDENTIALS')],
  ['Identity Center before a program', `${sso}${program}`, undefined],
])('takes %s', async (_, inConfig, inCredentials) => {
  const [config, credentials] = [join(folder, 'config'), join(folder, 'credentials')];
  writeFileSync(config, `[profile a]\n${inConfig}`);
  writeFileSync(credentials, inCredentials === undefined ? '' : `[a]\n${inCredentials}`);
  const files = createAwsFiles({ configPath: config, credentialsPath: credentials, env: {}, clock: systemClock });
  const read = await files.read();
  await files.settled();
  const origin = read.ok ? read.value.originOf('a') : undefined;
  const ours = origin?.kind === 'file' ? origin.keys.accessKeyId : origin?.kind === 'process' ? 'AKIAPROCESS' : origin?.kind;
  expect(ours).toBe(await asAwsDoes(config, credentials));
});
