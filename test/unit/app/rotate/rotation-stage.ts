import { type KeptKeys, noKeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import type { LongTermKeys } from '../../../../src-main/aws/sources/source-types.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import type { SimulatorSettings } from '../../../../src-main/demo/aws-simulator/model/settings.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createKey, never, openApp, start } from '../../../fakes/world.ts';

/** Jane with one access key of 94 days, a YubiKey that needs no finger, and an AWS in this process. */

const config = '[profile work]\nregion = eu-central-1\n';
export const old = { accessKeyId: `AKIA${'OLD'.repeat(5)}1`, secretAccessKey: 'secret-of-the-old-key' };
const credentials = `[work]\naws_access_key_id = ${old.accessKeyId}\naws_secret_access_key = ${old.secretAccessKey}\n`;

export const createStore = (first: ReadonlyMap<string, LongTermKeys>): KeptKeys & { readonly kept: Map<string, LongTermKeys> } => {
  const kept = new Map(first);
  return {
    ...noKeptKeys,
    kept,
    ids: async () => new Map([...kept].map(([profile, { accessKeyId }]) => [profile, { accessKeyId }])),
    list: async () => [...kept].map(([profile, { accessKeyId }]) => ({ profile, accessKeyId, note: 'note', under: 'keyring' as const })),
    load: async (profile) => ok(kept.get(profile) ?? old),
    keep: async (profile, keys) => {
      kept.set(profile, keys);
      return ok(undefined);
    },
  };
};

export const setUp = async (
  settings: Partial<SimulatorSettings> = {},
  stored?: ReturnType<typeof createStore>,
  line = '',
  kind: 'tray' | 'terminal' = 'terminal',
  /** What Jane may do in IAM, and AWS's time minus the computer's. */
  { actions = ['iam:*'], skewMillis = 0 }: { readonly actions?: readonly string[]; readonly skewMillis?: number } = {},
) => {
  const clock = createFakeClock(start);
  const aws = createInProcessAws(clock, skewMillis, settings);
  const account = aws.simulator.addAccount('111122223333');
  const jane = account.addUser('jane', {
    policies: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: [...actions], Resource: '*' } }],
  });
  const oldKey = jane.addKey({ ...old, created: start - 94 * 86_400_000 });
  const device = jane.addDevice();
  const key = createKey(clock, { touchPolicy: 'automatic', accounts: [{ id: device.arn, secret: device.seed, touch: true }] });
  const opened = await openApp({
    clock,
    kind,
    aws: aws.adapters(),
    yubikeys: { usb: key },
    config: config + line,
    credentials: stored || line ? '' : credentials,
    ...(stored ? { keyStore: stored } : {}),
  });
  /** Time goes on until it is done. */
  const through = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false;
    void work.finally(() => {
      isDone = true;
    });
    for (let seconds = 0; !isDone && seconds < 400; seconds++) {
      await settle(5);
      await clock.advance(500);
    }
    return work;
  };
  const { rotations } = opened.app;
  const rotate = (graceDays = 1) => through(rotations.rotate({ source: 'work', graceDays }, never()));
  return {
    ...opened,
    clock,
    aws,
    account,
    jane,
    /** The key that Jane has at first. */
    oldKey,
    rotate,
    through,
    rotations,
    touches: () => aws.simulator.requests.filter(({ withCode }) => withCode).length,
  };
};
