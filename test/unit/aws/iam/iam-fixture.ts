import { randomBytes } from 'node:crypto';
import type { AwsResult, Caller } from '../../../../src-main/aws/caller.ts';
import { createAwsTransport } from '../../../../src-main/aws/http/aws-transport.adapter.ts';
import { createIam } from '../../../../src-main/aws/iam/iam.adapter.ts';
import type { Iam } from '../../../../src-main/aws/iam/iam-types.ts';
import { createSts, type StsConnection } from '../../../../src-main/aws/sts/sts.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import type { SimulatedAccount, SimulatedUser } from '../../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { SimulatorSettings } from '../../../../src-main/demo/aws-simulator/model/settings.ts';
import { serveAwsSimulator } from '../../../../src-main/demo/aws-simulator/server.adapter.ts';
import { type AwsSimulator, createAwsSimulator } from '../../../../src-main/demo/aws-simulator/simulator.ts';
import { codeAt } from '../sts/sts-fixture.ts';

export interface IamStage {
  readonly simulator: AwsSimulator;
  readonly account: SimulatedAccount;
  /** Has no device and may do all of IAM. */
  readonly jane: SimulatedUser;
  readonly iam: Iam;
  readonly sts: StsConnection;
  readonly caller: Caller;
  /** What was logged. */
  readonly lines: string[];
  /** The bodies of all answers, as they were sent. */
  readonly bodies: string[];
  /** AWS's clock minus this computer's, in milliseconds; to be turned. */
  readonly skew: { millis: number };
  readonly step: () => number;
  /** Codes of the step before this one and of this one. */
  readonly pair: (seed: Uint8Array) => readonly [string, string];
  /** Long-term keys of a user, as a caller. */
  readonly callerOf: (user: SimulatedUser) => Caller;
  /** An MFA session of the user behind `caller`. */
  readonly withMfa: (caller: Caller, serial: string, seed: Uint8Array, offset?: number) => Promise<Caller>;
  readonly close: () => Promise<void>;
}

export const never = new AbortController().signal;

export const got = <T>(result: AwsResult<T>): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problem)}`);
  return result.value;
};

/** A simulator with jane, and the adapters under test over one transport. Its time stands still but for `skew`, so that no step ends during a test. */
export const setIamStage = async (
  given: {
    readonly partition?: string;
    readonly path?: string;
    readonly settings?: Partial<SimulatorSettings>;
    readonly limitMillis?: number;
  } = {},
): Promise<IamStage> => {
  const base = Date.now();
  const skew = { millis: 0 };
  const now = (): number => base + skew.millis;
  const lines: string[] = [];
  const bodies: string[] = [];
  const mistakes: unknown[] = [];
  const simulator = createAwsSimulator({
    now,
    random: (bytes) => randomBytes(bytes),
    ...(given.settings ? { settings: given.settings } : {}),
  });
  const handle: AwsSimulator['handle'] = (request) => {
    const response = simulator.handle(request);
    bodies.push(response.body);
    return response;
  };
  const server = await serveAwsSimulator({ handle }, (error) => mistakes.push(error));
  const account = simulator.addAccount('111122223333', { partition: given.partition ?? 'aws' });
  const region = { 'aws-cn': 'cn-northwest-1', 'aws-us-gov': 'us-gov-east-1' }[given.partition ?? ''] ?? 'eu-central-1';
  const jane = account.addUser('jane', {
    path: given.path ?? '/',
    policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'iam:*', Resource: '*' } }],
  });
  const write = (message: string, facts?: Record<string, unknown>): void => {
    lines.push(`${message} ${JSON.stringify(facts ?? {})}`);
  };
  const parts = {
    env: {},
    clock: systemClock,
    log: { info: write, warn: write },
    ...(given.limitMillis === undefined ? {} : { limitMillis: given.limitMillis }),
  };
  const transport = createAwsTransport(parts);
  const sts = createSts({ ...parts, transport });
  const step = (): number => Math.floor(now() / 30_000);
  const callerOf = (user: SimulatedUser): Caller => {
    const { accessKeyId, secretAccessKey } = user.addKey();
    const override = { url: server.url, setting: 'AWS_ENDPOINT_URL' };
    return { source: 'work', credentials: { accessKeyId, secretAccessKey }, endpoint: { region, override } };
  };
  return {
    simulator,
    account,
    jane,
    iam: createIam({ ...parts, transport }),
    sts,
    caller: callerOf(jane),
    lines,
    bodies,
    skew,
    step,
    pair: (seed) => [codeAt(seed, step() - 1), codeAt(seed, step())],
    callerOf,
    withMfa: async (caller, serial, seed, offset = 0) => {
      const proof = { mfaSerial: serial, code: codeAt(seed, step() + offset) };
      return { ...caller, credentials: got(await sts.sessionToken(caller, proof, 3600, never)) };
    },
    close: async () => {
      sts.close();
      await server.close();
      if (mistakes.length > 0) throw mistakes[0];
    },
  };
};
