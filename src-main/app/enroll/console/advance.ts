import { iamUserOf } from '../../../aws/iam/iam-user.ts';
import { ok, type Result } from '../../../contract/result.ts';
import { findUser } from '../../devices/load.ts';
import type { Page, Step } from '../../plans/plan.ts';
import { runPlan, undoPlan } from '../../plans/run-plan.ts';
import { findSource } from '../../roles/source.ts';
import { finish, onKey, profilesPage } from '../profiles-page.ts';
import type { EnrollRecord } from '../record.ts';
import { forgetRecord, planRunOf, recordOf, type Work } from '../run.ts';
import { planImport } from './import-account.ts';
import { proveDevice, showCodes, takeDevice } from './prove-device.ts';
import { storeStep } from './store-secret.ts';

/**
 * The recipe: the secret goes to the key, the person types two codes into AWS's page and tells which device came of it, and a code proves that
 * one; then the profiles learn of it. An account that was on the key before begins at the device. The person is asked anew until `isTold`.
 */
const consoleSteps = (work: Work, isTold: boolean): readonly (Step<EnrollRecord> | Page<EnrollRecord>)[] => {
  const isKnown = ({ main }: EnrollRecord) => isTold || main.stage === 'proved';
  return [
    storeStep(work),
    {
      name: 'codes',
      read: (record) => (isKnown(record) || record.main.accountWasThere || work.model().isInUse ? 'done' : 'todo'),
      ask: () => showCodes(work),
    },
    {
      name: 'device',
      read: (record) => (isKnown(record) ? 'done' : 'todo'),
      ask: async () => {
        work.change({ page: { kind: 'device' } });
        return ok(undefined);
      },
    },
    proveDevice(work),
    profilesPage(work),
  ];
};

/** Takes the steps that follow from the record until one of them needs the person, or fails. */
export const advance = (work: Work, isTold = false): Promise<Result<void>> => runPlan(() => consoleSteps(work, isTold), planRunOf(work));

/** Whose keys the source has; an account that is to be imported comes next. Problems: those of `findSource` and of `findUser`. */
export const check = async (work: Work): Promise<Result<void>> => {
  const { ports, model, change, signal } = work;
  const source = await findSource(ports, model().source ?? '');
  const user = source.ok ? await findUser(ports.aws, source.value, signal) : source;
  if (!user.ok) return user;
  change({ user: user.value });
  return model().imports ? importAccount(work) : ok(undefined);
};

/** Goes to the page that asks for the device. The journal hears of the run when the person has told it: until then there is nothing to come back to. */
export const importAccount = (work: Work): Promise<Result<void>> => {
  const planned = planImport(work);
  return planned.ok ? advance(work) : Promise.resolve(planned);
};

/** Proves the device that the person told. */
export const tellDevice = async (work: Work, device: string): Promise<Result<void>> => {
  const taken = await takeDevice(work, device);
  return taken.ok ? advance(work, true) : taken;
};

/** What the record says is all that is known. */
export const look = async (work: Work): Promise<Result<void>> => {
  work.change({ user: iamUserOf(recordOf(work).user.arn) });
  return ok(undefined);
};

/** Deletes the account from the key, unless it was there before the run. Problems: yubikey-missing, yubikey-other-needed, ... */
export const undo = async (work: Work): Promise<Result<void>> => {
  const undone = await undoPlan(consoleSteps(work, false), work.signal);
  if (!undone.ok) return undone;
  work.change({ record: undefined });
  return finish(work, []);
};

export const leave = (work: Work): Promise<Result<void>> => {
  const { account, key } = recordOf(work).main;
  return finish(work, [], [onKey(account, key.serial)]);
};

/** An account that was there may be another user's: nothing was made, so nothing is to be kept in mind. */
export const forgetImport = async (work: Work): Promise<Result<void>> => {
  await forgetRecord(work);
  work.change({ page: { kind: 'user' } });
  return ok(undefined);
};
