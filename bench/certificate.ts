import { createPrivateKey, createPublicKey } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { type App, createApp } from '../src-main/app/app.ts';
import { withoutWindow } from '../src-main/app/front-end.ts';
import { fromHex, utf8 } from '../src-main/base/bytes.ts';
import type { CardReaders } from '../src-main/card/connection/card-connection.ts';
import { addCertificateRole, type DemoRole } from '../src-main/demo/demo-certificate.ts';
import { createInProcessReaders } from '../src-main/demo/virtual-yubikey/in-process-readers.ts';
import type { PivKey } from '../src-main/demo/virtual-yubikey/piv-keys.ts';
import { createVirtualYubiKey, type VirtualYubiKey } from '../src-main/demo/virtual-yubikey/yubikey.ts';
import { startRunningApp } from '../test/support/app/running-app.ts';
import { createStage } from '../test/support/aws/stage.ts';
import type { AwsPlace } from './aws-process.ts';
import { runClient, servedWhile } from './doors.ts';
import { median, type Row, spread, timed } from './measure.ts';
import { portsAt, startAws, watchWire } from './tap.ts';

const profiles = 50;
const sessions = 50;
/** PIV PIN of a virtual YubiKey. */
const pin = '123456';

const profileText = (name: string, { trustAnchorArn, profileArn, roleArn }: DemoRole): string =>
  `
[profile ${name}]
roletap_trust_anchor_arn = ${trustAnchorArn}
roletap_profile_arn = ${profileArn}
roletap_role_arn = ${roleArn}
region = eu-west-1
`;

/** The key and the certificate that were made in AWS's process. PIN once, no touch. */
const putIdentity = (key: VirtualYubiKey, { slot, key: pem, object, certificate }: AwsPlace['identity']): void => {
  const privateKey = createPrivateKey(pem);
  const stored = { algorithm: 0x11, privateKey, publicKey: createPublicKey(privateKey), pinPolicy: 2, touchPolicy: 1 } as const;
  (key.piv.keys() as Map<number, PivKey>).set(slot, { ...stored, origin: 'generated' });
  (key.piv.objects() as Map<string, Uint8Array>).set(object, fromHex(certificate));
};

/** Adds up the time from a wish to the card until its answer. */
const watchCard = (readers: CardReaders): { readonly readers: CardReaders; readonly take: () => number } => {
  let spent = 0;
  const measured = async <T>(work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    try {
      return await work();
    } finally {
      spent += performance.now() - started;
    }
  };
  return {
    readers: {
      ...readers,
      connect: async (reader) => {
        const connection = await measured(() => readers.connect(reader));
        return {
          ...connection,
          transmit: (...given) => measured(() => connection.transmit(...given)),
          close: () => measured(() => connection.close()),
        };
      },
    },
    take: () => {
      const taken = spent;
      spent = 0;
      return taken;
    },
  };
};

/** Types the PIN when the app asks for it, once. */
const typePin = (app: Pick<App, 'subscribe' | 'snapshot' | 'run'>): void => {
  const stop = app.subscribe(() => {
    const asked = app.snapshot().waiting.find(({ kind }) => kind === 'pin');
    if (!asked) return;
    stop();
    app.run('answerPin', { waiting: asked.id, pin: utf8(pin), lastTry: false });
  });
};

/** CreateSession with a PIN that is remembered: what is left without the YubiKey, the wire and AWS is ours. */
const ownShare = async (): Promise<readonly Row[]> => {
  const { place, stop } = await startAws();
  appendFileSync(
    place.config,
    Array.from({ length: profiles - 4 }, (_, index) => profileText(`by-certificate-${index}`, place.certificateRole)).join(''),
  );
  const key = createVirtualYubiKey({ serial: 12345678 });
  putIdentity(key, place.identity);
  const card = watchCard(createInProcessReaders({ 'Yubico YubiKey OTP+FIDO+CCID 00 00': key }));
  const world = portsAt(place, card.readers);
  const app = createApp(world, { answers: 'everything', ...withoutWindow });
  typePin(app);
  const wire = watchWire();
  const open = async (index: number) => {
    const opened = await app.tap({ role: `by-certificate-${index % 10}` }, new AbortController().signal);
    if (!opened.ok) throw new Error(`no session by certificate: ${opened.problem.code}`);
  };
  try {
    for (let index = 0; index < 10; index += 1) await open(index);
    wire.take();
    card.take();
    const ours: number[] = [];
    const others: number[] = [];
    const before = process.cpuUsage();
    for (let index = 0; index < sessions; index += 1) {
      const total = await timed(() => open(index));
      const away = wire.take() + card.take();
      ours.push(total - away);
      others.push(away);
    }
    const { user, system } = process.cpuUsage(before);
    return [
      {
        what: 'CreateSession by certificate, our own share',
        measured: median(ours),
        unit: 'ms',
        limit: 15,
        note: `${sessions} sessions, ${profiles} profiles, the PIN remembered: ours ${spread(ours)} with files and the disk; the YubiKey, the wire and AWS ${spread(others)}; processor time of the whole process, the virtual YubiKey with it, ${((user + system) / 1000 / sessions).toFixed(1)} ms`,
      },
    ];
  } finally {
    wire.stop();
    await app.close();
    world.close();
    stop();
  }
};

/** Other tools ask for a session that a certificate opened, over the app's socket. */
const laterTools = async (): Promise<readonly Row[]> => {
  const stage = await createStage();
  const running = await startRunningApp(stage);
  try {
    const role = await addCertificateRole(running.key, stage.simulator, stage.account, Date.now());
    appendFileSync(stage.config, profileText('cert', role));
    typePin(running.app);
    await running.until(({ roles }) => roles.some(({ profile }) => profile === 'cert'));
    const opened = running.app.tap({ role: 'cert' }, new AbortController().signal);
    await running.blinking();
    running.key.touch();
    const first = await opened;
    if (!first.ok) throw new Error(`no session by certificate: ${first.problem.code}`);
    const options = {
      socketPath: running.socket(),
      path: '/1/credentials',
      method: 'POST',
      headers: { Host: 'roletap', 'Content-Type': 'application/json' },
    };
    const before = running.key.apduCount();
    const taken = await servedWhile(() => runClient(50, 1, options, '{"role":"cert"}'));
    const [slowest = 0] = [...taken].sort((one, other) => other - one);
    if (taken.length !== 50) throw new Error(`${taken.length} of 50 were served`);
    return [
      {
        what: 'the same session for another tool, inside the app',
        measured: median(taken),
        unit: 'ms',
        limit: 5,
        note: `processor time at the socket, 50 programs one after another, the app just started: ${spread(taken)}, slowest ${slowest.toFixed(1)} ms`,
      },
      {
        what: 'the same, commands to the YubiKey',
        measured: running.key.apduCount() - before,
        unit: 'times',
        limit: 0,
        note: 'APDUs while these 50 were served',
      },
    ];
  } finally {
    await running.close();
    await stage.close();
  }
};

export const benchCertificate = async (): Promise<readonly Row[]> => [...(await ownShare()), ...(await laterTools())];
