import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CardReaders } from '../card/connection/card-connection.ts';
import type { SimulatedAccount } from './aws-simulator/model/accounts.ts';
import type { PolicyDocument } from './aws-simulator/model/policy.ts';
import { serveAwsSimulator } from './aws-simulator/server.adapter.ts';
import { createAwsSimulator } from './aws-simulator/simulator.ts';
import { addCertificateRole, demoPin } from './demo-certificate.ts';
import { addTeam } from './demo-team.ts';
import { createInProcessReaders } from './virtual-yubikey/in-process-readers.ts';
import { demoMaker } from './virtual-yubikey/piv-attestation.ts';
import { createVirtualYubiKey } from './virtual-yubikey/yubikey.ts';

/** All that a person needs to try Roletap without a YubiKey or an AWS account. */
export interface DemoWorld {
  readonly readers: CardReaders;
  readonly configPath: string;
  readonly credentialsPath: string;
  /** A folder for settings and spent steps, thrown away at the end. */
  readonly folder: string;
  /** Where the small STS listens; `aws --endpoint-url` takes it. */
  readonly endpointUrl: string;
  /** Who made the virtual key, for what it attests. */
  readonly alsoTrusted: () => Promise<readonly Uint8Array[]>;
  /** Touches the virtual key; nothing happens when it does not wait. */
  readonly touch: () => void;
  /** A line that begins with `aws`, with the demo's files and STS, for this computer's usual shell. */
  readonly command: (line: string) => string;
  readonly onAwaitingTouch: (listener: () => void) => void;
  /** Stops the STS and deletes the folder. */
  readonly close: () => Promise<void>;
}

const user = { account: '111122223333', name: 'jane' } as const;

/** The roles of the demo: account, role, profile, and what else its profile says. */
const roles = [
  { profile: 'dev-power', account: '111122223333', name: 'PowerUser', lines: [] },
  { profile: 'prod-admin', account: '222233334444', name: 'Admin', lines: [] },
  { profile: 'data-lake', account: '444455556666', name: 'DataEngineer', lines: ['duration_seconds = 14400'] },
  { profile: 'staging-admin', account: '333344445555', name: 'Admin', lines: [] },
  { profile: 'staging-readonly', account: '333344445555', name: 'ReadOnly', lines: ['duration_seconds = 43200'] },
  { profile: 'network-ops', account: '555566667777', name: 'NetworkOps', lines: ['external_id = acme-network'] },
] as const;

/** What a person would have set by now: names and marks of the AWS accounts. */
const settings = {
  aliases: {
    '111122223333': 'acme-dev',
    '222233334444': 'acme-prod',
    '333344445555': 'acme-staging',
    '444455556666': 'acme-data',
    '555566667777': 'acme-network',
  },
  colours: { '222233334444': 'red', '333344445555': 'yellow' },
} as const;

/** The development role takes tags and a source identity; of the others, AWS says what their trust lacks. */
const trustOf = (externalId: boolean, takesTags = false): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${user.account}:root` },
      Action: takesTags ? ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'] : 'sts:AssumeRole',
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        ...(externalId ? { StringEquals: { 'sts:ExternalId': 'acme-network' } } : {}),
      },
    },
  ],
});

/** Starts the demo's parts: a virtual YubiKey, a small STS on loopback, and files in a new temporary folder. */
export const startDemoWorld = async (): Promise<DemoWorld> => {
  const simulator = createAwsSimulator({
    now: Date.now,
    random: (length) => Uint8Array.from(randomBytes(length)),
    // Nobody waits for minutes to see what there is.
    settings: { trailDelayMillis: 0 },
  });
  const home = simulator.addAccount(user.account);
  const allow: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'iam:*'], Resource: '*' }],
  };
  const administer: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['iam:*', 'cloudtrail:LookupEvents'], Resource: '*' }],
  };
  const jane = home.addUser(user.name, { policies: [allow] });
  const keys = jane.addKey();
  // Somebody without a device, to try the wizard with.
  const samKeys = home.addUser('sam', { policies: [allow] }).addKey();
  const device = jane.addDevice();
  const accounts = new Map<string, SimulatedAccount>([[user.account, home]]);
  for (const role of roles) {
    const account = accounts.get(role.account) ?? simulator.addAccount(role.account);
    accounts.set(role.account, account);
    account.addRole(role.name, {
      trust: trustOf(role.profile === 'network-ops', role.profile === 'dev-power'),
      maxSessionSeconds: 43_200,
      policies: [administer],
    });
  }
  // No profile has these: they can be found.
  home.setAlias('acme');
  for (const name of ['Auditor', 'Billing']) home.addRole(name, { trust: trustOf(false) });
  addTeam(home, Date.now());
  const server = await serveAwsSimulator(simulator);

  const key = createVirtualYubiKey({ serial: 12345678, formFactor: 'usb-c-keychain', pin: demoPin });
  key.store({ id: device.arn, secret: device.seed, touch: true });
  const byCertificate = await addCertificateRole(key, simulator, home, Date.now());
  const folder = await mkdtemp(join(tmpdir(), 'roletap-demo-'));
  const configPath = join(folder, 'config');
  const credentialsPath = join(folder, 'credentials');
  const config = [
    '# The demo of Roletap: all of this is thrown away when it ends.',
    '[profile acme]',
    'region = eu-central-1',
    `mfa_serial = ${device.arn}`,
    `endpoint_url = ${server.url}`,
    '',
    '[profile acme-sam]',
    'region = eu-central-1',
    `endpoint_url = ${server.url}`,
    ...roles.flatMap((role) => [
      '',
      `[profile ${role.profile}]`,
      `role_arn = arn:aws:iam::${role.account}:role/${role.name}`,
      'source_profile = acme',
      'region = eu-central-1',
      `endpoint_url = ${server.url}`,
      ...role.lines,
    ]),
    '',
    // The YubiKey's certificate opens it, with the PIN.
    '[profile deploy]',
    `roletap_trust_anchor_arn = ${byCertificate.trustAnchorArn}`,
    `roletap_profile_arn = ${byCertificate.profileArn}`,
    `roletap_role_arn = ${byCertificate.roleArn}`,
    'roletap_certificate = CN=jane',
    'duration_seconds = 43200',
    'region = eu-central-1',
    `endpoint_url = ${server.url}`,
  ];
  const credentials = [
    '[acme]',
    `aws_access_key_id = ${keys.accessKeyId}`,
    `aws_secret_access_key = ${keys.secretAccessKey}`,
    '',
    '[acme-sam]',
    `aws_access_key_id = ${samKeys.accessKeyId}`,
    `aws_secret_access_key = ${samKeys.secretAccessKey}`,
  ];
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings), { mode: 0o600 });
  await writeFile(configPath, `${config.join('\n')}\n`, { mode: 0o600 });
  await writeFile(credentialsPath, `${credentials.join('\n')}\n`, { mode: 0o600 });

  return {
    readers: createInProcessReaders({ 'Yubico YubiKey OTP+FIDO+CCID 00 00': key }),
    configPath,
    credentialsPath,
    folder,
    endpointUrl: server.url,
    alsoTrusted: demoMaker().authorities,
    touch: () => void key.touch(),
    // An older `aws` knows no variable for the endpoint.
    command: (line) =>
      withVariables(
        { AWS_CONFIG_FILE: configPath, AWS_SHARED_CREDENTIALS_FILE: credentialsPath },
        line.replace(/^aws /, `aws --endpoint-url ${server.url} `),
      ),
    onAwaitingTouch: (listener) => {
      key.onAwaitingTouch((wait) => {
        if (wait) listener();
      });
    },
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Variables for one command, as sh and fish take them; PowerShell keeps them for its session. */
const withVariables = (variables: Readonly<Record<string, string>>, line: string): string => {
  const entries = Object.entries(variables);
  if (process.platform === 'win32')
    return [...entries.map(([name, value]) => `$env:${name}='${value.replaceAll("'", "''")}'`), line].join('; ');
  return [...entries.map(([name, value]) => `${name}='${value.replaceAll("'", "'\\''")}'`), line].join(' ');
};
