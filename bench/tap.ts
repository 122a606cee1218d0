import { fork } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../src-main/app/app.ts';
import { withoutWindow } from '../src-main/app/front-end.ts';
import { silentLog } from '../src-main/base/log.ts';
import type { CardReaders } from '../src-main/card/connection/card-connection.ts';
import { createForgetfulSettings, forgetfulPasswords, joinPorts, noClipboard } from '../src-main/compose.ts';
import { createInProcessReaders } from '../src-main/demo/virtual-yubikey/in-process-readers.ts';
import { createVirtualYubiKey } from '../src-main/demo/virtual-yubikey/yubikey.ts';
import { homeAccount } from '../test/support/aws/stage.ts';
import type { AwsPlace } from './aws-process.ts';
import { median, type Row, spread, timed } from './measure.ts';

const profiles = 50;
const taps = 50;

export const startAws = async (): Promise<{ readonly place: AwsPlace; readonly stop: () => void }> => {
  const child = fork(join(import.meta.dirname, 'aws-process.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [place] = (await once(child, 'message')) as [AwsPlace];
  return { place, stop: () => child.disconnect() };
};

/** Every adapter real but these readers, at the AWS and the files of a place. */
export const portsAt = (place: AwsPlace, readers: CardReaders) =>
  joinPorts({
    readers,
    configPath: place.config,
    credentialsPath: place.credentials,
    folder: join(place.folder, 'roletap'),
    runtimeFolder: join(place.folder, 'runtime-roletap'),
    env: { AWS_ENDPOINT_URL: place.url },
    clipboard: noClipboard,
    settings: createForgetfulSettings(),
    passwords: forgetfulPasswords,
    log: silentLog,
  });

/** Adds up the time from the moment that a request begins to the last byte of its answer: network and AWS. */
export const watchWire = (): { readonly take: () => number; readonly stop: () => void } => {
  const begun = new Map<unknown, number>();
  let spent = 0;
  const onStart = (message: unknown) => begun.set((message as { request: unknown }).request, performance.now());
  const onFinish = (message: unknown) => {
    const { request, response } = message as { request: unknown; response: NodeJS.EventEmitter };
    const end = () => {
      const since = begun.get(request);
      begun.delete(request);
      if (since !== undefined) spent += performance.now() - since;
    };
    // The head is there; the body mostly comes with it.
    response.prependOnceListener('end', end);
  };
  subscribe('http.client.request.start', onStart);
  subscribe('http.client.response.finish', onFinish);
  return {
    take: () => {
      const taken = spent;
      spent = 0;
      return taken;
    },
    stop: () => {
      unsubscribe('http.client.request.start', onStart);
      unsubscribe('http.client.response.finish', onFinish);
    },
  };
};

/** Taps from a held MFA session, with every adapter real but the reader: what is left without AWS is ours. */
export const benchTap = async (): Promise<readonly Row[]> => {
  const { place, stop } = await startAws();
  const roles = Array.from({ length: profiles - 4 }, (_, index) => [
    '',
    `[profile team-${index}]`,
    `role_arn = arn:aws:iam::${homeAccount}:role/Dev`,
    'source_profile = acme',
    'region = eu-west-1',
  ]);
  appendFileSync(place.config, `${roles.flat().join('\n')}\n`);
  const key = createVirtualYubiKey({ serial: 12345678 });
  key.store({ id: place.device, secret: Uint8Array.from(Buffer.from(place.seed, 'hex')) });
  const world = portsAt(place, createInProcessReaders({ 'Yubico YubiKey OTP+FIDO+CCID 00 00': key }));
  const app = createApp(world, { answers: 'nothing', ...withoutWindow });
  const wire = watchWire();
  const tap = async (name: string) => {
    const tapped = await app.tap({ role: name }, new AbortController().signal);
    if (!tapped.ok) throw new Error(`the tap failed: ${tapped.problem.code}`);
  };
  try {
    // The first one buys the MFA session, and all warm up.
    for (let index = 0; index < 10; index++) await tap(`team-${index % 10}`);
    wire.take();
    const ours: number[] = [];
    const aws: number[] = [];
    for (let index = 0; index < taps; index++) {
      const total = await timed(() => tap(`team-${index % 10}`));
      const away = wire.take();
      ours.push(total - away);
      aws.push(away);
    }
    return [
      {
        what: 'tap from a held MFA session, our own share',
        measured: median(ours),
        unit: 'ms',
        limit: 15,
        note: `${taps} taps, ${profiles} profiles: ours ${spread(ours)} with signing, files and the disk; on the wire and at AWS ${spread(aws)}`,
      },
    ];
  } finally {
    wire.stop();
    await app.close();
    world.close();
    stop();
  }
};
