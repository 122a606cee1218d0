import { ok, type Result } from '../../../contract/result.ts';
import { clearDevice, createAndStore } from './create-device.ts';
import { enableDevice } from './enable-device.ts';
import { keyAtHand } from './plugged-keys.ts';
import { proveDevice } from './prove-device.ts';
import { recordOf, sourceOf, stageAfter, type Work } from './run.ts';
import { deviceOf, nextOf } from './step-machine.ts';

/** Takes the steps that follow from the record until one of them needs the person on its page, or fails. */
export const advance = async (work: Work): Promise<Result<void>> => {
  for (;;) {
    const next = nextOf(recordOf(work), keyAtHand(work));
    switch (next.kind) {
      case 'ask-spare':
        work.change({ stand: { kind: 'spare', isLive: false } });
        return ok(undefined);
      case 'profiles':
        return offerProfiles(work);
      default: {
        const done = await effects[next.kind](work, next.which);
        if (!done.ok) return done;
      }
    }
  }
};

const effects = {
  create: (work: Work, which: 'main' | 'spare') => createAndStore(work, which, work.model().isResumed),
  renew: async (work: Work, which: 'main' | 'spare') => {
    const cleared = await clearDevice(work, which);
    return cleared.ok ? createAndStore(work, which, deviceOf(recordOf(work), which).stage !== 'planned') : cleared;
  },
  enable: enableDevice,
  prove: async (work: Work, which: 'main' | 'spare') => {
    const session = await proveDevice(work, which);
    if (!session.ok) return session;
    await stageAfter(work, which, 'proved');
    return ok(undefined);
  },
} as const;

/** The profiles that use this user and do not have its device yet; without any the run is done. */
const offerProfiles = async (work: Work): Promise<Result<void>> => {
  const source = sourceOf(work);
  if (!source.ok) return source;
  await work.context.readFiles();
  const { files } = work.context.store.state();
  const roles = files.kind === 'read' ? files.profiles.roles : [];
  const { profile } = source.value;
  const users = [profile, ...roles.filter((role) => role.source === profile).map((role) => role.profile)];
  const plan = await work.context.world.files.planMfaSerial([...new Set(users)], recordOf(work).main.deviceArn);
  if (!plan.ok) return plan;
  if (plan.value.profiles.length === 0) await finish(work, []);
  else work.change({ stand: { kind: 'profiles', plan: plan.value }, problem: undefined });
  return ok(undefined);
};

/** Writes the serial to the profiles that the person chose. Problems: file-read-only and the like; the page stays. */
export const writeProfiles = async (work: Work, profiles: readonly string[]): Promise<Result<void>> => {
  const { stand } = work.model();
  const written = await work.context.world.files.writeMfaSerial(profiles, recordOf(work).main.deviceArn);
  if (!written.ok) {
    work.change({ stand });
    return written;
  }
  await work.context.readFiles();
  await finish(work, written.value.profiles);
  return ok(undefined);
};

/** The run is over: its record goes. */
export const finish = async (
  work: Pick<Work, 'context' | 'model' | 'change'>,
  profiles: readonly string[],
  left: readonly string[] = [],
) => {
  await work.context.world.journal.remove(work.model().id);
  work.change({ stand: { kind: 'done', profiles, left: [...left, ...work.model().left] }, problem: undefined });
};
