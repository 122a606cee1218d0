import { createHmac, randomBytes } from 'node:crypto';
import type { Caller } from '../../../../src-main/aws/caller.ts';
import { createSts, type StsConnection } from '../../../../src-main/aws/sts/sts.adapter.ts';
import type { MfaProof } from '../../../../src-main/aws/sts/sts.ts';
import type { Clock } from '../../../../src-main/base/clock.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import type {
  SimulatedAccount,
  SimulatedDevice,
  SimulatedKey,
  SimulatedUser,
} from '../../../../src-main/demo/aws-simulator/model/accounts.ts';
import { type AwsSimulatorServer, serveAwsSimulator } from '../../../../src-main/demo/aws-simulator/server.adapter.ts';
import { type AwsSimulator, createAwsSimulator } from '../../../../src-main/demo/aws-simulator/simulator.ts';

/** RFC 6238, written apart from the simulator's verifier. */
export const codeAt = (seed: Uint8Array, step: number): string => {
  const digest = createHmac('sha1', seed)
    .update(Buffer.from(step.toString(16).padStart(16, '0'), 'hex'))
    .digest('hex');
  const at = Number.parseInt(digest.slice(-1), 16) * 2;
  const number = Number.parseInt(digest.slice(at, at + 8), 16) & 0x7fffffff;
  return number.toString().slice(-6).padStart(6, '0');
};

export interface Stage {
  readonly simulator: AwsSimulator;
  readonly server: AwsSimulatorServer;
  readonly account: SimulatedAccount;
  readonly jane: SimulatedUser;
  readonly key: SimulatedKey;
  readonly device: SimulatedDevice;
  readonly sts: StsConnection;
  readonly caller: Caller;
  /** What was logged. */
  readonly lines: string[];
  /** AWS's clock minus this computer's, in milliseconds; to be turned. */
  readonly skew: { millis: number };
  /** The code of AWS's present step plus `offset`. */
  readonly proof: (offset?: number) => MfaProof;
  readonly close: () => Promise<void>;
}

/** A simulator with jane, her keys and her device on a port of this computer, and the adapter under test. */
export const setStage = async (
  given: { readonly clock?: Clock; readonly env?: Record<string, string>; readonly limitMillis?: number } = {},
): Promise<Stage> => {
  const clock = given.clock ?? systemClock;
  const lines: string[] = [];
  const skew = { millis: 0 };
  const now = (): number => clock.now() + skew.millis;
  const simulator = createAwsSimulator({ now, random: (bytes) => randomBytes(bytes) });
  const mistakes: unknown[] = [];
  const server = await serveAwsSimulator(simulator, (error) => mistakes.push(error));
  const account = simulator.addAccount('111122223333');
  const jane = account.addUser('jane', {
    policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } }],
  });
  const key = jane.addKey();
  const device = jane.addDevice();
  const write = (message: string, facts?: Record<string, unknown>): void => {
    lines.push(`${message} ${JSON.stringify(facts ?? {})}`);
  };
  const sts = createSts({
    env: given.env ?? {},
    clock,
    log: { info: write, warn: write },
    ...(given.limitMillis === undefined ? {} : { limitMillis: given.limitMillis }),
  });
  return {
    simulator,
    server,
    account,
    jane,
    key,
    device,
    sts,
    lines,
    skew,
    caller: {
      source: 'work',
      credentials: { accessKeyId: key.accessKeyId, secretAccessKey: key.secretAccessKey },
      endpoint: { region: 'eu-central-1', override: { url: server.url, setting: 'AWS_ENDPOINT_URL_STS' } },
    },
    proof: (offset = 0) => ({ mfaSerial: device.arn, code: codeAt(device.seed, Math.floor(now() / 30_000) + offset) }),
    close: async () => {
      sts.close();
      await server.close();
      if (mistakes.length > 0) throw mistakes[0];
    },
  };
};
