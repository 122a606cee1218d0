import { ok, type Result } from '../../../contract/result.ts';
import { removeAccount } from '../../devices/change-key.ts';
import type { EnrollShared } from '../path.ts';
import { type ConsoleWork, keyOfRecord } from './store-secret.ts';

/** How a run of the console path ends: the profiles learn of the device, or what the run made is taken back. */
export interface ConsoleEnd {
  /** Shows which profiles would learn of the device that was proved; ends the run where all know it. Problems: those of the files. */
  readonly toProfiles: (work: ConsoleWork) => Promise<Result<void>>;
  readonly writeProfiles: (work: ConsoleWork, profiles: readonly string[]) => Promise<Result<void>>;
  /** Deletes the account from the key, unless it was there before the run. Problems: yubikey-missing, yubikey-other-needed, ... */
  readonly undo: (work: ConsoleWork) => Promise<Result<void>>;
  /** The run is over and nothing is kept of it; `left` is what nobody cares for any more. */
  readonly finish: (work: ConsoleWork, profiles: readonly string[], left?: readonly string[]) => Promise<Result<void>>;
}

export const createConsoleEnd = ({ refreshUnfinished }: EnrollShared): ConsoleEnd => {
  const finish: ConsoleEnd['finish'] = async ({ context, model, change }, profiles, left = []) => {
    await context.world.journal.remove(model().id);
    change({ stand: { kind: 'done', profiles, left } });
    await refreshUnfinished();
    return ok(undefined);
  };
  return {
    finish,
    toProfiles: async (work) => {
      const { context, model, change } = work;
      const { record } = model();
      if (!record) throw new Error('a device was proved');
      await context.readFiles();
      const { files } = context.store.state();
      const roles = files.kind === 'read' ? files.profiles.roles.filter((role) => role.source === record.source) : [];
      const users = [record.source, ...roles.map(({ profile }) => profile)];
      const plan = await context.world.files.planMfaSerial(users, record.main.deviceArn);
      if (!plan.ok) return plan;
      if (plan.value.profiles.length === 0) return finish(work, []);
      change({ stand: { kind: 'profiles', plan: plan.value } });
      return ok(undefined);
    },
    writeProfiles: async (work, profiles) => {
      const { record } = work.model();
      if (!record) throw new Error('a device was proved');
      const written = await work.context.world.files.writeMfaSerial(profiles, record.main.deviceArn);
      if (!written.ok) return written;
      await work.context.readFiles();
      return finish(work, written.value.profiles);
    },
    undo: async (work) => {
      const { context, signal, change } = work;
      const { record } = work.model();
      if (record && !record.main.accountWasThere) {
        const key = keyOfRecord(context, record);
        if (!key.ok) return key;
        const removed = await removeAccount(context, key.value, record.main.account, signal);
        if (!removed.ok) return removed;
      }
      change({ record: undefined });
      return finish(work, []);
    },
  };
};
