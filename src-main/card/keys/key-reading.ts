import { defined } from '../../base/defined.ts';
import { failed, type Result } from '../../contract/result.ts';
import { CardFault } from '../connection/card-connection.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { isSecurityKey, readDeviceInfo } from '../management/device-info.ts';
import { deriveAccessKey } from '../oath/oath-keys.ts';
import { selectOath, validate } from '../oath/oath-session.ts';
import { readAccounts, readAccountsBriefly, relock, validateKept } from '../oath/oath-work.ts';
import type { Desk } from './key-access.ts';
import { type KeySlot, type SeenKey, whichKey } from './key-slot.ts';

/** Reads a key in one job: who it is, and its accounts unless it is locked. Never fails: what went wrong is in the answer. */
export const lookAtKey = async (desk: Desk, slot: KeySlot): Promise<SeenKey> => {
  // What this look has learned so far, also when it fails half-way.
  let learned: Omit<SeenKey, 'oath' | 'accounts'> = {};
  const result = await desk.run<SeenKey>(slot, {
    work: async (connection) => {
      const brief = desk.brief();
      const info = brief || slot.inserted.isOther ? undefined : await readDeviceInfo(connection, slot.inserted);
      learned = info ? { info } : {};
      desk.update(slot, learned);
      if (info?.oathEnabled === false) throw new CardProblem({ code: isSecurityKey(info) ? 'security-key' : 'oath-disabled' });
      const applet = await selectOath(connection);
      const { deviceId, version: oathVersion } = applet;
      learned = { ...learned, deviceId, oathVersion, hasPassword: applet.challenge !== undefined };
      if (applet.challenge && !desk.accessKeys.get(deviceId)) return { ...learned, oath: 'locked', accounts: [] };
      try {
        await validateKept(applet, { ...desk.work(slot), deviceId, serial: info?.serial });
        const step = desk.step();
        const read = brief ? await readAccountsBriefly(applet, step) : { accounts: await readAccounts(applet, step) };
        // Who may have to touch it is told which key it is.
        if (brief && !slot.inserted.isOther && read.accounts.some(({ touch }) => touch !== 'not-required'))
          learned = { ...learned, info: await readDeviceInfo(connection, slot.inserted) };
        return { ...learned, oath: 'ready', ...read };
      } finally {
        await relock(applet);
      }
    },
  });
  if (result.ok) return result.value;
  const { problem } = result;
  const before = slot.seen;
  const who = {
    ...defined({ info: before.info, deviceId: before.deviceId, oathVersion: before.oathVersion, hasPassword: before.hasPassword }),
    ...learned,
  };
  const held = before.heldBy && problem.code === 'yubikey-busy' ? { heldBy: before.heldBy } : {};
  if (problem.code === 'password-needed') return { ...who, oath: 'locked', accounts: [] };
  if (problem.code === 'oath-disabled' || problem.code === 'security-key') return { ...who, oath: 'disabled', problem, accounts: [] };
  // A key that is merely held by another program is still what it was.
  if (problem.code === 'yubikey-busy' && before.oath === 'ready') return { ...before, problem };
  return { ...who, ...held, oath: 'unreadable', problem, accounts: [] };
};

/** Unlocks with a password, for this run; reads the accounts in the same job. */
export const unlockKey = async (
  desk: Desk,
  slot: KeySlot,
  password: string,
): Promise<Result<{ readonly deviceId: string; readonly accessKey: Uint8Array }>> => {
  const result = await desk.run(slot, {
    work: async (connection) => {
      const applet = await selectOath(connection);
      if (slot.seen.deviceId !== undefined && applet.deviceId !== slot.seen.deviceId) throw new CardFault('removed', 'another OATH applet');
      const accessKey = deriveAccessKey(password, applet.salt);
      try {
        await validate(applet, accessKey, desk.random);
        return { deviceId: applet.deviceId, accessKey, accounts: await readAccounts(applet, desk.step()) };
      } catch (error) {
        accessKey.fill(0);
        throw error;
      } finally {
        await relock(applet);
      }
    },
  });
  if (!result.ok) return failed(result.problem);
  const { deviceId, accessKey, accounts } = result.value;
  desk.accessKeys.keep(deviceId, accessKey);
  desk.update(slot, { deviceId, oath: 'ready', accounts });
  return { ok: true, value: { deviceId, accessKey } };
};

/** What a slot is called in the problem of its removal. */
export const removedProblem = (slot: KeySlot) => {
  const { serial } = whichKey(slot);
  return { code: 'yubikey-removed', ...defined({ serial }) } as const;
};
