import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../src-main/app/app.ts';
import { withoutWindow } from '../src-main/app/front-end.ts';
import { systemClock } from '../src-main/base/clock.ts';
import { silentLog } from '../src-main/base/log.ts';
import { createForgetfulSettings, forgetfulPasswords, joinPorts, noClipboard } from '../src-main/compose.ts';
import { simulatedCode } from '../src-main/demo/aws-simulator/model/totp.ts';
import { createInProcessReaders } from '../src-main/demo/virtual-yubikey/in-process-readers.ts';
import { createVirtualYubiKey } from '../src-main/demo/virtual-yubikey/yubikey.ts';
import { dataFolder } from '../src-main/storage/folders.ts';
import { createKeptSecrets } from '../src-main/storage/secrets/kept-secrets.adapter.ts';
import { createKeyring } from '../src-main/storage/secrets/keyring.adapter.ts';
import { startOwnKeyring } from '../test/support/app/own-keyring.ts';
import { createStage, homeAccount, type Stage, start } from '../test/support/aws/stage.ts';
import { median, quantile, type Row, spread, timed } from './measure.ts';

/** Pairs of first taps, in the app and at the terminal; the first ones warm up. */
const inApp = { warmUp: 2, counted: 24 } as const;
const atTerminal = { warmUp: 2, counted: 32 } as const;

/** Each user is tapped once: a device's code is taken once in half a minute, and only the first tap opens the key. */
const addUsers = (stage: Stage, count: number) => {
  const allow = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
  } as const;
  return Array.from({ length: count }, (_, index) => {
    const user = stage.account.addUser(`user-${index}`, { policies: [allow] });
    return { name: `user-${index}`, role: `role-${index}`, keys: user.addKey(), device: user.addDevice() };
  });
};
type User = ReturnType<typeof addUsers>[number];

const configOf = ({ name, role, device }: User): string =>
  `[profile ${name}]\nregion = eu-central-1\nmfa_serial = ${device.arn}\n\n[profile ${role}]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = ${name}\n\n`;
const credentialsOf = ({ name, keys }: User): string =>
  `[${name}]\naws_access_key_id = ${keys.accessKeyId}\naws_secret_access_key = ${keys.secretAccessKey}\n\n`;

interface Pairs {
  readonly kept: readonly number[];
  readonly inFile: readonly number[];
}

/** Both in turn, the other one first each time (ABBA): what the one leaves behind, the other pays for as often. */
const inPairs = async (
  { warmUp, counted }: typeof inApp | typeof atTerminal,
  tap: (user: User) => Promise<void>,
  next: Readonly<Record<keyof Pairs, () => User>>,
): Promise<Pairs> => {
  const taken = { kept: [] as number[], inFile: [] as number[] };
  for (let round = -warmUp; round < counted; round++)
    for (const side of round % 2 === 0 ? (['kept', 'inFile'] as const) : (['inFile', 'kept'] as const)) {
      const user = next[side]();
      const millis = await timed(() => tap(user));
      if (round >= 0) taken[side].push(millis);
    }
  return taken;
};

const rowOf = (what: string, { kept, inFile }: Pairs): Row => {
  const more = kept.map((taken, index) => taken - (inFile[index] ?? Number.NaN));
  const half = `${quantile(more, 0.25).toFixed(1)} to ${quantile(more, 0.75).toFixed(1)}`;
  return {
    what,
    measured: median(more),
    unit: 'ms',
    limit: 25,
    note: `median of the differences of ${more.length} pairs in turn, their middle half ${half}; kept ${spread(kept)}, in the file ${spread(inFile)}`,
  };
};

/** What a process that is new does for it: reads the library, and asks the keyring for the master key. */
const openAlone = async (environment: Record<string, string>): Promise<number> => {
  const code = `const since = performance.now(); const { AsyncEntry } = require('@napi-rs/keyring');
    new AsyncEntry('Roletap', 'master-key', { linux: { store: 'secret-service' } }).getSecret().then(() => console.log(performance.now() - since));`;
  const { stdout, stderr } = await start(process.execPath, ['-e', code], environment).ended;
  if (stdout === '') throw new Error(`the keyring was not opened: ${stderr}`);
  return Number(stdout);
};

/** A first tap with an access key under a real gnome-keyring, above one whose key is in the file. */
export const benchKeyStore = async (): Promise<readonly Row[]> => {
  const stage = await createStage();
  const keyring = await startOwnKeyring(stage.home, 'unlocked');
  // The library asks the environment of its process for the bus; the parts after this one want theirs back.
  const { DBUS_SESSION_BUS_ADDRESS: outerBus } = process.env;
  process.env.DBUS_SESSION_BUS_ADDRESS = keyring.environment.DBUS_SESSION_BUS_ADDRESS;
  const rounds = inApp.warmUp + inApp.counted + atTerminal.warmUp + atTerminal.counted;
  const users = addUsers(stage, rounds * 2);
  const inFile = users.slice(0, rounds);
  const all = users.slice(rounds);
  const kept = [...all];
  stage.writeConfig(users.map(configOf).join(''));
  writeFileSync(stage.credentials, inFile.map(credentialsOf).join(''), { mode: 0o600 });
  const { environment } = stage.home;
  const folder = dataFolder({ platform: 'linux', home: environment.HOME ?? '', env: environment });
  const runtimeFolder = join(stage.home.folder, 'runtime-of-the-app');
  const secrets = createKeptSecrets({
    keyring: createKeyring({ platform: 'linux', env: process.env }),
    folder,
    runtimeFolder,
    log: silentLog,
    clock: systemClock,
  });
  const signal = new AbortController().signal;
  for (const { name, keys } of kept) await secrets.accessKeys.keep(name, keys, signal);

  // Codes at the terminal are typed.
  const tappedInApp = [inFile, kept].flatMap((all) => all.slice(-(inApp.warmUp + inApp.counted)));
  const key = createVirtualYubiKey({ serial: 12345678, capacity: tappedInApp.length });
  for (const { device } of tappedInApp) key.store({ id: device.arn, secret: device.seed });
  const world = joinPorts({
    readers: createInProcessReaders({ 'Yubico YubiKey OTP+FIDO+CCID 00 00': key }),
    configPath: stage.config,
    credentialsPath: stage.credentials,
    folder,
    runtimeFolder,
    env: { AWS_ENDPOINT_URL: stage.url },
    clipboard: noClipboard,
    settings: createForgetfulSettings(),
    passwords: forgetfulPasswords,
    accessKeys: secrets.accessKeys,
    log: silentLog,
  });
  const app = createApp(world, { answers: 'nothing', ...withoutWindow });
  const next = (from: User[]): User => {
    const user = from.pop();
    if (!user) throw new Error('not enough users');
    return user;
  };
  const tapInApp = async ({ role }: User) => {
    const tapped = await app.tap({ role }, signal);
    if (!tapped.ok) throw new Error(`the tap failed: ${tapped.problem.code}`);
  };
  const tapAtTerminal = async ({ role, device }: User) => {
    const input = `${simulatedCode(device.seed, Math.floor(Date.now() / 30_000))}\n`;
    const ended = await stage.roletap(['tap', role, '--code-stdin'], { input, environment: keyring.environment }).ended;
    if (ended.code !== 0) throw new Error(`the tap failed: ${ended.stderr}`);
  };
  try {
    await app.ready;
    const sides = { kept: () => next(kept), inFile: () => next(inFile) };
    const taps = await inPairs(inApp, tapInApp, sides);
    const commands = await inPairs(atTerminal, tapAtTerminal, sides);
    const opened: number[] = [];
    for (const { name } of all) opened.push(await timed(() => secrets.accessKeys.load(name, signal)));
    const alone: number[] = [];
    const node: number[] = [];
    for (let count = 0; count < 11; count++) {
      alone.push(await openAlone({ ...environment, ...keyring.environment }));
      node.push(await timed(() => start(process.execPath, ['-e', '0'], environment).ended));
    }
    return [
      {
        what: 'opening a kept key in the app',
        measured: median(opened),
        unit: 'ms',
        limit: 25,
        note: `what the first tap with it takes more than with a key in the file: ${spread(opened)}, ${opened.length} times`,
      },
      {
        what: 'opening the keyring at the terminal, against `node -e 0`',
        measured: median(alone) / median(node),
        unit: 'x',
        limit: 1,
        note: `the library and the master key in a new process ${spread(alone)}, node from start to end ${spread(node)}, ${alone.length} runs each in turn`,
      },
      rowOf('first tap with a kept key in the app, above one with a key in the file', taps),
      rowOf('the same at the terminal, which opens the keyring each time', commands),
    ];
  } finally {
    await app.close();
    world.close();
    if (outerBus === undefined) delete process.env.DBUS_SESSION_BUS_ADDRESS;
    else process.env.DBUS_SESSION_BUS_ADDRESS = outerBus;
    await keyring.close();
    await stage.close();
  }
};
