import type { App } from '../../app/app.ts';
import { onAbort } from '../../base/jobs.ts';
import type { KeyView } from '../../contract/card-view.ts';
import type { DevicesView, DeviceView } from '../../contract/enroll.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { shortArn } from '../../words/enroll/facts.ts';
import { devicesSaid, keysSaid } from '../../words/terminal.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { joined } from '../console/look.ts';
import { neededKeys } from '../console/plugged-keys.ts';
import { isoSeconds, plain, table } from '../console/tables.ts';
import { whichSource } from './which-source.ts';

export const openDevices = async (app: App, args: Arguments, signal: AbortSignal, console: Console): Promise<Result<DevicesView>> => {
  const source = await whichSource(app, args, console, signal);
  return source.ok ? app.devices.open(source.value) : source;
};

export const devices: Run = async (app, args, signal, console) => {
  const opened = await openDevices(app, args, signal, console);
  if (!opened.ok) return opened;
  const { source, user, devices: all, leftovers } = opened.value;
  // A leftover has no device that a profile could name.
  const unused = app.devices
    .importable()
    .filter(({ account }) => !leftovers.some((item) => item.kind === 'account' && item.account === account));
  const date = ({ enabledAt }: DeviceView) => (enabledAt === undefined ? null : isoSeconds(enabledAt));
  return ok({
    json: {
      source,
      user: user?.name ?? null,
      userArn: user?.arn ?? null,
      devices: all.map((device) => ({
        device: device.serial,
        kind: device.kind,
        enabled: date(device),
        yubikeys: device.onKeys.map(({ serial, account }) => ({ serial: serial ?? null, account })),
        knownYubikeys: device.knownKeys,
      })),
      leftovers: leftovers.map((item) =>
        item.kind === 'device'
          ? { kind: item.kind, device: item.serial }
          : { kind: item.kind, account: item.account, serial: item.keySerial ?? null },
      ),
      importable: unused.map(({ account, keySerial, device, sources }) => ({ account, serial: keySerial ?? null, device, sources })),
    },
    text: joined([
      all.length === 0
        ? `${plain(devicesSaid.none(user?.name ?? source))}\n`
        : table([
            ['DEVICE', 'KIND', 'ENABLED', 'YUBIKEY'],
            ...all.map((device) => [device.serial, device.kind, date(device) ?? '-', devicesSaid.holders(device)]),
          ]),
      ...leftovers.map((item) =>
        item.kind === 'device'
          ? `${plain(devicesSaid.leftDevice(item.serial))}\n`
          : `${plain(devicesSaid.leftAccount(item.account, item.keySerial))}\n`,
      ),
      ...unused.map(({ account, device }) => `${plain(devicesSaid.unused(account, device))}\n`),
    ]),
  });
};

/** The device with this ARN or name. */
export const wholeDevice = (view: DevicesView, word: string): Result<DeviceView> => {
  const device = view.devices.find(({ serial }) => serial === word || shortArn(serial).split('/').at(-1) === word);
  return device ? ok(device) : failed({ code: 'device-missing', device: word });
};

/** The same, else the only one that contains the words. */
const findDevice = (view: DevicesView, word: string): Result<DeviceView> => {
  const whole = wholeDevice(view, word);
  if (whole.ok) return whole;
  const matches = view.devices.filter(({ serial }) => serial.includes(word));
  const [only] = matches;
  if (!only) return whole;
  return matches.length === 1 ? ok(only) : failed({ code: 'device-unclear', device: word, choices: matches.map(({ serial }) => serial) });
};

export const resync: Run = async (app, args, signal, console) => {
  const opened = await openDevices(app, args, signal, console);
  if (!opened.ok) return opened;
  const device = findDevice(opened.value, args.words[0] ?? '');
  if (!device.ok) return device;
  const done = await untilAborted(app, app.devices.resync(device.value.serial), signal);
  if (!done.ok) return done;
  return ok({ json: { resynced: device.value.serial }, text: `${plain(devicesSaid.inStep(device.value.serial))}\n` });
};

/** Ctrl-C ends what goes on. */
export const untilAborted = async <T>(app: App, work: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> => {
  const unlink = onAbort(signal, () => app.run('closeDevices', null));
  const done = await work;
  unlink();
  return done;
};

/** The plugged key that is meant. Problems: those of the card service, yubikey-missing, yubikey-unclear. */
const findKey = (app: App, args: Arguments): Result<KeyView> => {
  const meant = neededKeys(app.snapshot().card, args.key);
  if (!meant.ok) return meant;
  const [only, ...more] = meant.value;
  return only && more.length === 0 ? ok(only) : failed({ code: 'yubikey-unclear', serials: serialsOf(meant.value) });
};

const serialsOf = (keys: readonly KeyView[]): readonly number[] => keys.flatMap(({ serial }) => serial ?? []);

export const rename: Run = async (app, args, signal) => {
  await app.ready;
  const [words = '', name = ''] = args.words;
  const locked = neededKeys(app.snapshot().card, args.key);
  if (!locked.ok) return locked;
  for (const key of locked.value.filter(({ oath }) => oath === 'locked')) {
    const unlocked = await app.unlock(key.id, signal);
    if (!unlocked.ok) return unlocked;
  }
  const plugged = neededKeys(app.snapshot().card, args.key);
  if (!plugged.ok) return plugged;
  const all = plugged.value.flatMap((key) => key.accounts.map((account) => ({ key, account })));
  const exact = all.filter(({ account }) => account.id === words);
  const matches = exact.length > 0 ? exact : all.filter(({ account }) => account.id.includes(words));
  const [only] = matches;
  if (!only) {
    const unread = plugged.value.find(({ problem }) => problem !== undefined)?.problem;
    return failed(unread ?? { code: 'account-missing', account: words, serials: serialsOf(plugged.value) });
  }
  if (matches.length > 1) return failed({ code: 'account-unclear', account: words, choices: matches.map(({ account }) => account.id) });
  const renamed = await app.devices.rename(only.key.id, only.account.id, name);
  if (!renamed.ok) return renamed;
  return ok({
    json: { serial: only.key.serial ?? null, from: only.account.id, account: renamed.value },
    text: `${plain(keysSaid.renamed(only.account.id, renamed.value))}\n`,
  });
};

/** The new password: typed twice, or the first line of standard input. Problems: usage, input-unreadable, cancelled. */
const readNewPassword = async (console: Console, signal: AbortSignal): Promise<Result<string>> => {
  if (!console.isInteractive) {
    const line = await console.readLine(signal);
    if (signal.aborted) return failed({ code: 'cancelled' });
    if (!line.ok) return line;
    return line.value ? ok(line.value) : failed({ code: 'usage', message: keysSaid.needsInput });
  }
  const first = await console.ask('New OATH password: ', true, signal);
  if (!first) return failed({ code: 'cancelled' });
  const second = await console.ask('Repeat password: ', true, signal);
  return first === second ? ok(first) : failed({ code: 'usage', message: keysSaid.differ });
};

export const password: Run = async (app, args, signal, console) => {
  await app.ready;
  const key = findKey(app, args);
  if (!key.ok) return key;
  const sets = args.words[0] === 'set';
  if (key.value.oath === 'locked') {
    const unlocked = await app.unlock(key.value.id, signal);
    if (!unlocked.ok) return unlocked;
  }
  const typed = sets ? await readNewPassword(console, signal) : ok('');
  if (!typed.ok) return typed;
  const done = sets ? await app.devices.setPassword(key.value.id, typed.value, false) : await app.devices.removePassword(key.value.id);
  if (!done.ok) return done;
  const { serial } = key.value;
  return ok({
    json: { serial: serial ?? null, password: sets ? 'set' : 'removed' },
    text: `${plain(keysSaid.password(key.value, sets))}\n`,
  });
};
