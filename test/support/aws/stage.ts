import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  SimulatedAccount,
  SimulatedDevice,
  SimulatedKey,
  SimulatedUser,
} from '../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { PolicyDocument } from '../../../src-main/demo/aws-simulator/model/policy.ts';
import type { SimulatorSettings } from '../../../src-main/demo/aws-simulator/model/settings.ts';
import { serveAwsSimulator } from '../../../src-main/demo/aws-simulator/server.adapter.ts';
import { type AwsSimulator, createAwsSimulator } from '../../../src-main/demo/aws-simulator/simulator.ts';
import { createTestHome, type TestHome } from '../app/test-home.ts';
import { askAws, installedAws } from './aws-command.ts';

export const homeAccount = '111122223333';
export const otherAccount = '222233334444';

/** What a program left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as the one JSON document that it has to be. */
  readonly json: () => Record<string, unknown>;
}

export interface Started {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when standard error has this text. */
  readonly says: (text: string) => Promise<void>;
}

/** AWS, a person's home with ~/.aws in it, and the programs that a person types. */
export interface Stage {
  readonly home: TestHome;
  readonly url: string;
  readonly simulator: AwsSimulator;
  readonly account: SimulatedAccount;
  readonly other: SimulatedAccount;
  readonly jane: SimulatedUser;
  readonly keys: SimulatedKey;
  readonly device: SimulatedDevice;
  readonly config: string;
  readonly credentials: string;
  readonly readCredentials: () => string;
  readonly writeConfig: (text: string) => void;
  /** `roletap WORDS`, as built. */
  readonly roletap: (
    words: readonly string[],
    options?: { readonly input?: string; readonly environment?: Record<string, string> },
  ) => Started;
  /** `aws WORDS`, at the simulator; `installedAws` where it matters which process it is. */
  readonly aws: (words: readonly string[], program?: string) => Promise<Ended>;
  /** Moves AWS's clock against this computer's, in milliseconds. */
  readonly shiftAws: (millis: number) => void;
  readonly close: () => Promise<void>;
}

/** Lets anybody of the home account in who has used MFA. */
export const trustWithMfa = (condition: Readonly<Record<string, Readonly<Record<string, string>>>> = {}): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${homeAccount}:root` },
      Action: 'sts:AssumeRole',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, ...condition },
    },
  ],
});

/** The config that most tests begin with: a source `acme`, the roles `dev` (own account), `prod` (another one) and `long` (4 hours). */
export const usualConfig = (device: string): string => `# acme's roles
[profile acme]
region = eu-central-1
mfa_serial = ${device}

[profile dev]
role_arn = arn:aws:iam::${homeAccount}:role/Dev
source_profile = acme
region = eu-west-1

[profile prod]
role_arn = arn:aws:iam::${otherAccount}:role/Admin
source_profile = acme

[profile long]
role_arn = arn:aws:iam::${otherAccount}:role/Long
source_profile = acme
duration_seconds = 14400
`;

const endedWith = (left: Omit<Ended, 'json'>): Ended => ({ ...left, json: () => JSON.parse(left.stdout) as Record<string, unknown> });

export const start = (
  program: string,
  words: readonly string[],
  environment: Record<string, string>,
  input?: string | { readonly keepsInput: true },
): Started => {
  const child = spawn(program, words, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
    for (const listener of [...listeners]) listener();
  });
  child.stdin.on('error', () => {});
  if (typeof input !== 'object') child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(endedWith({ code, stdout, stderr })));
  });
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!stderr.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      void ended.then(
        () => (stderr.includes(text) ? resolve() : reject(new Error(`${program} ended before it said "${text}":\n${stderr}`))),
        reject,
      );
    });
  return { process: child, ended, says };
};

export const createStage = async (settings: Partial<SimulatorSettings> = {}): Promise<Stage> => {
  let shift = 0;
  const simulator = createAwsSimulator({
    now: () => Date.now() + shift,
    random: (length) => Uint8Array.from(randomBytes(length)),
    settings: { codeBudget: 1000, ...settings },
  });
  const server = await serveAwsSimulator(simulator);
  const account = simulator.addAccount(homeAccount);
  const other = simulator.addAccount(otherAccount);
  const allow: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'iam:*'], Resource: '*' }],
  };
  const jane = account.addUser('jane', { policies: [allow] });
  const keys = jane.addKey();
  const device = jane.addDevice();
  account.addRole('Dev', { trust: trustWithMfa() });
  other.addRole('Admin', { trust: trustWithMfa() });
  other.addRole('Long', { trust: trustWithMfa(), maxSessionSeconds: 43_200 });

  const home = createTestHome();
  const folder = join(home.environment.HOME ?? home.folder, '.aws');
  mkdirSync(folder, { mode: 0o700 });
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  writeFileSync(config, usualConfig(device.arn));
  writeFileSync(credentials, `[acme]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n`, {
    mode: 0o600,
  });
  chmodSync(credentials, 0o600);

  return {
    home,
    url: server.url,
    simulator,
    account,
    other,
    jane,
    keys,
    device,
    config,
    credentials,
    readCredentials: () => readFileSync(credentials, 'utf8'),
    writeConfig: (text) => writeFileSync(config, text),
    roletap: (words, options = {}) =>
      start(
        process.execPath,
        ['out/cli.cjs', ...words],
        { ...home.environment, AWS_ENDPOINT_URL: server.url, ...options.environment },
        options.input,
      ),
    aws: async (given, program) => {
      const words = [...given, '--endpoint-url', server.url];
      const answer = program === undefined ? await askAws(words, home.environment) : undefined;
      return answer ? endedWith(answer) : start(program ?? installedAws, words, home.environment).ended;
    },
    shiftAws: (millis) => {
      shift = millis;
    },
    close: async () => {
      await server.close();
      home.remove();
    },
  };
};
