import type { App } from '../../app/app.ts';
import type { DevicesView, DeviceView, RemovalView } from '../../contract/enroll.ts';
import { failed, ok } from '../../contract/result.ts';
import { removalStateWords } from '../../words/devices.ts';
import { shortArn } from '../../words/enroll/facts.ts';
import { devicesSaid } from '../../words/terminal.ts';
import { agrees } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain, plainLines } from '../console/tables.ts';
import { openDevices, untilAborted, wholeDevice } from './device-commands.ts';

/** The one question: what else lets this person in? */
export const mayRemove = async (view: DevicesView, device: DeviceView, args: Arguments, console: Console, signal: AbortSignal) => {
  const others = view.devices.filter(({ serial }) => serial !== device.serial);
  const user = view.user?.name ?? view.source;
  console.note(plain(others.length === 0 ? devicesSaid.last(device.serial, user) : devicesSaid.others(user, others)));
  if (args.yes) return ok(undefined);
  if (!console.isInteractive) return failed({ code: 'usage', message: devicesSaid.needsYes });
  return (await agrees(console, devicesSaid.mayRemove, signal)) ? ok(undefined) : failed({ code: 'cancelled' });
};

const removalsOf = (app: Pick<App, 'snapshot'>): readonly RemovalView[] =>
  app.snapshot().unfinished.flatMap((entry) => (entry.removal ? [{ ...entry, removal: entry.removal }] : []));

/** Whether a word names a device, by its ARN or its name. */
const isNamed = (device: string, word: string): boolean => device === word || shortArn(device).split('/').at(-1) === word;

/** The removal of this device that was interrupted. */
export const findUnfinished = (app: Pick<App, 'snapshot'>, word: string): RemovalView | undefined =>
  removalsOf(app).find(({ removal }) => isNamed(removal.device, word));

/** How things are after a removal that stopped, and the ways on. */
export const tellUnfinished = (app: Pick<App, 'snapshot'>, console: Pick<Console, 'note'>): void => {
  for (const entry of removalsOf(app)) console.note(plainLines(`${removalStateWords(entry)}\n${devicesSaid.waysOn(entry)}`));
};

export const remove: Run = async (app, args, signal, console) => {
  const { words, resume, undo } = args;
  await app.ready;
  const id = resume ?? undo;
  const begun = id === undefined ? findUnfinished(app, words[0] ?? '') : removalsOf(app).find((entry) => entry.id === id);
  if (id !== undefined && !begun) return failed({ code: 'usage', message: devicesSaid.noSuchRemoval(id) });
  if (begun) {
    const { device } = begun.removal;
    const done = await untilAborted(app, app.devices.resumeRemoval(begun.id, undo === undefined ? 'go-on' : 'undo'), signal);
    if (!done.ok) tellUnfinished(app, console);
    if (!done.ok) return done;
    if (undo !== undefined) return ok({ json: { undone: begun.id }, text: `${plain(devicesSaid.isBack(device, begun.user))}\n` });
    return ok({ json: { removed: device, accounts: [] }, text: `${plain(devicesSaid.removed(device))}\n` });
  }
  const opened = await openDevices(app, args, signal, console);
  if (!opened.ok) return opened;
  const left = opened.value.leftovers.find((item) => item.kind === 'device' && isNamed(item.serial, words[0] ?? ''));
  // Only a whole name: when the device is gone, a part of its name may fit the one that still lets the person in.
  const device = wholeDevice(opened.value, words[0] ?? '');
  if (!device.ok && left?.kind === 'device') {
    const cleaned = await untilAborted(app, app.devices.clean(left.serial), signal);
    return cleaned.ok
      ? ok({ json: { removed: left.serial, accounts: [] }, text: `${plain(devicesSaid.removed(left.serial))}\n` })
      : cleaned;
  }
  if (!device.ok) return device;
  const may = await mayRemove(opened.value, device.value, args, console, signal);
  if (!may.ok) return may;
  const done = await untilAborted(app, app.devices.remove(device.value.serial), signal);
  if (!done.ok) tellUnfinished(app, console);
  if (!done.ok) return done;
  const accounts = device.value.onKeys.map(({ serial, account }) => ({ serial: serial ?? null, account }));
  return ok({
    json: { removed: device.value.serial, accounts },
    text: [
      `${plain(devicesSaid.removed(device.value.serial))}\n`,
      ...accounts.map(({ serial, account }) => `${plain(devicesSaid.accountDeleted(account, serial ?? undefined))}\n`),
      ...device.value.knownKeys.map((serial) => `${devicesSaid.accountStays(serial)}\n`),
    ].join(''),
  });
};
