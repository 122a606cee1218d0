import type { App } from '../../app/app.ts';
import { lostKeyCommands } from '../../aws/policies/policy-advice.ts';
import type { DevicesView, DeviceView } from '../../contract/enroll.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { devicesSaid, lostSaid } from '../../words/terminal.ts';
import { agrees, choose } from '../console/answers.ts';
import type { Arguments } from '../console/arguments.ts';
import type { Run } from '../console/command.ts';
import type { Console } from '../console/console.ts';
import { plain } from '../console/tables.ts';
import { openDevices, untilAborted, wholeDevice } from './device-commands.ts';
import { enroll } from './enroll-command.ts';
import { findUnfinished, mayRemove, tellUnfinished } from './remove-command.ts';

/**
 * A key is lost: its device goes, the profiles name another one, and a spare is offered. Each part that is done already is passed over, so the same
 * command goes on wherever it was cut off. Without another device only an administrator can help; then it prints what to send.
 */
export const lost: Run = async (app, args, signal, console) => {
  const opened = await openDevices(app, args, signal, console);
  if (!opened.ok) return opened;
  const view = opened.value;
  const user = view.user?.name ?? view.source;
  const device = await lostDevice(app, view, args, console, signal);
  if (!device.ok) return device;
  const others = view.devices.filter(({ kind, serial }) => kind === 'virtual' && serial !== device.value);
  const isThere = view.devices.some(({ serial }) => serial === device.value);
  if (others.length === 0 && isThere) {
    const commands = lostKeyCommands(user, device.value);
    return ok({
      json: { lost: device.value, removed: false, commands },
      text: `${[lostSaid.askAdministrator(user), ...commands.map((line) => `  ${line}`), lostSaid.afterwards(view.source)].map(plain).join('\n')}\n`,
    });
  }
  const removed = await removeLost(app, view, device.value, args, console, signal);
  if (!removed.ok) return removed;
  const other = await otherDevice(others, console, signal);
  const mended = other === undefined ? ok([]) : await mend(app, device.value, other, args, console, signal);
  if (!mended.ok) return mended;
  console.note(plain(devicesSaid.removed(device.value)));
  for (const profile of mended.value) console.note(plain(lostSaid.mended(profile, other ?? '')));
  const wantsSpare = console.isInteractive && (await agrees(console, lostSaid.maySpare, signal));
  if (signal.aborted) return failed({ code: 'cancelled' });
  const fresh = wantsSpare ? freshKey(app, others) : undefined;
  const spare = fresh && (await enroll(app, { ...args, source: view.source, words: [], ...fresh }, signal, console));
  if (spare && !spare.ok) return spare;
  return ok({
    json: {
      lost: device.value,
      removed: true,
      device: other ?? null,
      profiles: mended.value,
      ...(spare ? { spare: spare.value.json } : {}),
    },
    text: spare ? spare.value.text : `${plain(lostSaid.spareLater(view.source, others.length > 0))}\n`,
  });
};

/** A plugged key that holds none of the user's devices. */
const freshKey = (app: App, devices: readonly DeviceView[]): { readonly key: number } | undefined => {
  const { card } = app.snapshot();
  const holders = new Set(devices.flatMap(({ onKeys }) => onKeys.map(({ serial }) => serial)));
  const key = (card.kind === 'present' ? card.keys : []).find(({ serial }) => serial !== undefined && !holders.has(serial));
  return key?.serial === undefined ? undefined : { key: key.serial };
};

/** The device that was named, also one that is gone already; else the only one whose key is not plugged in, or the one that the person picks. */
const lostDevice = async (
  app: App,
  view: DevicesView,
  { words: [word] }: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<Result<string>> => {
  if (word !== undefined) {
    const begun = findUnfinished(app, word);
    if (begun) return ok(begun.removal.device);
    const named = wholeDevice(view, word);
    if (named.ok) return ok(named.value.serial);
    return word.startsWith('arn:') ? ok(word) : failed(named.problem);
  }
  const away = view.devices.filter(({ kind, onKeys }) => kind === 'virtual' && onKeys.length === 0).map(({ serial }) => serial);
  const [only] = away;
  if (only !== undefined && away.length === 1) return ok(only);
  if (away.length === 0 || !console.isInteractive) return failed({ code: 'usage', message: lostSaid.needsDevice(away) });
  const chosen = await choose(console, lostSaid.which, away, signal);
  return chosen === undefined ? failed({ code: 'cancelled' }) : ok(chosen);
};

/** Removes it as `remove` does, unless that was done before. */
const removeLost = async (
  app: App,
  view: DevicesView,
  serial: string,
  args: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<Result<void>> => {
  const begun = findUnfinished(app, serial);
  const device = view.devices.find((entry) => entry.serial === serial);
  if (!begun && !device) return ok(undefined);
  const may = begun || !device ? ok(undefined) : await mayRemove(view, device, args, console, signal);
  if (!may.ok) return may;
  const work = begun ? app.devices.resumeRemoval(begun.id, 'go-on') : app.devices.remove(serial);
  const done = await untilAborted(app, work, signal);
  if (!done.ok) tellUnfinished(app, console);
  return done;
};

/** The one that is plugged in, else the only one, else the one that the person picks. */
const otherDevice = async (others: readonly DeviceView[], console: Console, signal: AbortSignal): Promise<string | undefined> => {
  const plugged = others.filter(({ onKeys }) => onKeys.length > 0);
  const [only, ...more] = plugged.length > 0 ? plugged : others;
  if (!only || more.length === 0 || !console.isInteractive) return only?.serial;
  return choose(
    console,
    lostSaid.whichOther,
    [only, ...more].map(({ serial }) => serial),
    signal,
  );
};

/** Shows the lines that change, asks, and writes them. */
const mend = async (
  app: App,
  gone: string,
  device: string,
  { yes }: Arguments,
  console: Console,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> => {
  const plan = await app.devices.planMend(gone, device);
  if (!plan.ok) return plan;
  if (plan.value.profiles.length === 0) return ok([]);
  console.note(plain(plan.value.file));
  for (const { kind, text } of plan.value.diff) console.note(plain(`${kind === 'add' ? '+' : kind === 'remove' ? '-' : ' '} ${text}`));
  if (!yes && !(console.isInteractive && (await agrees(console, lostSaid.mayMend, signal)))) return ok([]);
  return app.devices.mend(gone, device);
};
