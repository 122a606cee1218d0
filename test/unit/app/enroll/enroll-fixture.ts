import { type App, createApp } from '../../../../src-main/app/app.ts';
import { type FrontEnd, withoutWindow } from '../../../../src-main/app/front-end.ts';
import type { Ports } from '../../../../src-main/app/ports.ts';
import type { EnrollPage } from '../../../../src-main/contract/enroll.ts';
import type { Snapshot } from '../../../../src-main/contract/snapshot.ts';
import type { SimulatedUser } from '../../../../src-main/demo/aws-simulator/model/accounts.ts';
import type { PolicyDocument } from '../../../../src-main/demo/aws-simulator/model/policy.ts';
import type { VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createInProcessAws, type InProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createFakeWorld, createKey, type FakeWorld, type FakeWorldOptions, start } from '../../../fakes/world.ts';

type PageOf<K extends EnrollPage['kind']> = Extract<EnrollPage, { readonly kind: K }>;

export const config = `[profile work]
region = eu-central-1

[profile dev]
role_arn = arn:aws:iam::444455556666:role/Developer
source_profile = work
`;

/** May all that AWS's own sample for self-management allows, and delete devices. */
export const selfService = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['iam:*', 'sts:*'], Resource: '*' }],
} as const;

export interface StageOptions extends Omit<FakeWorldOptions, 'aws' | 'clock'> {
  readonly skewMillis?: number;
  readonly key?: Parameters<typeof createKey>[1];
  readonly userName?: string;
  readonly userPath?: string;
  readonly accountId?: string;
  readonly partition?: string;
  readonly region?: string;
  readonly policies?: readonly PolicyDocument[];
  readonly screens?: FrontEnd['screens'];
  /** Changes the world that the app gets, e.g. to cut it off. */
  readonly wrap?: (world: Ports) => Ports;
}

export interface EnrollStage {
  readonly world: FakeWorld;
  readonly aws: InProcessAws;
  readonly jane: SimulatedUser;
  readonly key: VirtualYubiKey;
  readonly app: App;
  readonly told: readonly Snapshot[];
  readonly snapshot: () => Snapshot;
  readonly page: <K extends EnrollPage['kind']>(kind: K) => PageOf<K>;
  /** A command for the open run; fails the test when it is not taken. */
  readonly send: (name: string, payload?: object) => void;
  readonly run: (name: string, payload: unknown) => boolean;
  /** Lets time pass where the program waits for it, until the page is there (or a problem, unless `problem` is expected) and nothing works. */
  readonly drive: (page: EnrollPage['kind'] | 'problem', act?: (snapshot: Snapshot) => void | Promise<void>) => Promise<void>;
  readonly toKeyPage: () => Promise<void>;
  readonly devices: () => readonly { readonly arn: string; readonly isEnabled: boolean }[];
  readonly accounts: (
    ...keys: readonly VirtualYubiKey[]
  ) => readonly { readonly serial: number | undefined; readonly id: string; readonly touch: boolean }[];
}

/** AWS's side of the stage, which outlives an app. */
export const createSetting = (options: StageOptions = {}) => {
  const clock = createFakeClock(start + 12_000);
  const aws = createInProcessAws(clock, options.skewMillis ?? 0);
  const account = aws.simulator.addAccount(options.accountId ?? '111122223333', { partition: options.partition ?? 'aws' });
  const jane = account.addUser(options.userName ?? 'jane', {
    path: options.userPath ?? '/',
    policies: options.policies ?? [selfService],
  });
  jane.addKey({ accessKeyId: 'AKIAWORK', secretAccessKey: 'secret-of-work' });
  const key = createKey(clock, { touchPolicy: 'automatic', accounts: [], ...options.key });
  return { clock, aws, account, jane, key };
};

export type Setting = ReturnType<typeof createSetting>;

export const openStage = async (options: StageOptions = {}, setting: Setting = createSetting(options)): Promise<EnrollStage> => {
  const { clock, aws, jane, key } = setting;
  const world = createFakeWorld({
    config: options.region === undefined ? config : config.replace('eu-central-1', options.region),
    credentials: '[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = secret-of-work\n',
    yubikeys: { usb: key },
    ...options,
    clock,
    aws: aws.adapters(options.log),
  });
  const app = createApp(options.wrap ? options.wrap(world.world) : world.world, {
    ...withoutWindow,
    ...(options.screens ? { screens: options.screens } : {}),
    answers: 'everything',
  });
  const told: Snapshot[] = [];
  app.subscribe((snapshot) => told.push(snapshot));
  await Promise.all([app.ready, app.keysRead()]);
  const { snapshot } = app;

  const run: EnrollStage['run'] = (name, payload) => app.run(name, payload).accepted;
  const send: EnrollStage['send'] = (name, payload = {}) => {
    const enroll = snapshot().enroll?.id ?? '';
    if (!run(name, { enroll, ...payload })) throw new Error(`${name} was not taken on ${JSON.stringify(snapshot().enroll?.page)}`);
  };
  const page: EnrollStage['page'] = (kind) => {
    const shown = snapshot().enroll?.page;
    if (shown?.kind !== kind)
      throw new Error(`the page is ${JSON.stringify(shown)}, problem ${JSON.stringify(snapshot().enroll?.problem)}`);
    return shown as PageOf<typeof kind>;
  };

  const drive: EnrollStage['drive'] = async (wanted, act) => {
    // Only the SDK's own work takes real time.
    const deadline = performance.now() + 15_000;
    while (performance.now() < deadline) {
      await settle(2);
      const now = snapshot();
      await act?.(now);
      const { enroll } = now;
      const isBusy = enroll && !enroll.can.next && !enroll.can.undo && !enroll.can.skip && enroll.page.kind !== 'done';
      if (enroll && !isBusy) {
        if (wanted === 'problem' ? enroll.problem : enroll.page.kind === wanted && !enroll.problem) return;
        if (enroll.problem && !now.waiting.length)
          throw new Error(`wanted ${wanted}, got ${JSON.stringify(enroll.problem)} on ${enroll.page.kind}`);
      } else if (wanted === 'problem' && enroll?.problem && enroll.page.kind === 'user' && !enroll.page.checking) return;
      const shown = enroll?.page;
      const until = shown && 'until' in shown ? shown.until : undefined;
      if (until !== undefined && until > now.now) await clock.advance(until - now.now);
      const half = shown?.kind === 'two-codes' ? now.waiting.find(({ kind }) => kind === 'step') : undefined;
      if (half) await clock.advance(half.deadline - now.now);
    }
    throw new Error(`never came to ${wanted}: ${JSON.stringify(snapshot().enroll)} ${JSON.stringify(snapshot().waiting)}`);
  };

  return {
    world,
    aws,
    jane,
    key,
    app,
    told,
    snapshot,
    page,
    send,
    run,
    drive,
    toKeyPage: async () => {
      if (!run('openEnroll', { source: 'work', path: 'iam' })) throw new Error('not opened');
      await drive('user');
      send('enrollNext');
      await drive('key');
    },
    devices: () => setting.account.devices().map(({ arn, user }) => ({ arn, isEnabled: user !== undefined })),
    accounts: (...keys) =>
      (keys.length > 0 ? keys : [key]).flatMap((one) => one.storedAccounts().map(({ id, touch }) => ({ serial: one.serial, id, touch }))),
  };
};
