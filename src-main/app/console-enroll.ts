import { iamUserOf } from '../aws/iam-user.ts';
import type { Problem } from '../contract/problems.ts';
import { failed, ok, type Result } from '../contract/result.ts';
import { checkDevice, proveDevice, showCodes } from './console-proof.ts';
import { type ConsoleModel, consoleView } from './console-run.ts';
import { type ConsoleWork, keyOfRecord, secretOfClipboard, secretOfPicture, storeSecret } from './console-secret.ts';
import type { TapContext } from './context.ts';
import { removeAccount } from './devices-keys.ts';
import { findSource } from './devices-load.ts';
import type { EnrollPath, EnrollShared } from './enroll-path.ts';
import { chosenKey } from './enroll-view.ts';
import { readSecret, type TotpSecret } from './otpauth.ts';
import type { Running } from './running.ts';
import { withEnroll } from './state.ts';

/**
 * Enrolment with AWS's page open, for those whom IAM allows no calls: the person gives the secret, types two codes into that page, and tells which
 * device came of it, which is checked by a code at STS.
 */
export const createConsoleEnroll = (context: TapContext, running: Running, shared: EnrollShared): EnrollPath => {
  const { world, store } = context;
  let model: ConsoleModel | undefined;
  let stopKeys = () => {};

  const pluggedKeys = () => {
    const state = world.keys.state();
    return state.kind === 'ready' ? state.keys : [];
  };
  const sources = () => {
    const { files } = store.state();
    return files.kind === 'read' ? files.profiles.sources : [];
  };
  const show = (next: ConsoleModel | undefined): void => {
    model = next;
    store.change(withEnroll(next && consoleView(next, { sources: sources(), keys: pluggedKeys() })));
  };
  const change = (next: Partial<ConsoleModel>): void => {
    if (model) show({ ...model, ...next });
  };
  const present = (): ConsoleModel => {
    if (!model) throw new Error('no run is open');
    return model;
  };

  const begin = (next: ConsoleModel): void => {
    show(next);
    stopKeys = world.keys.subscribe(() => model && show(model));
  };
  const end = (): void => {
    running.cancel('console');
    stopKeys();
    stopKeys = () => {};
    show(undefined);
    void shared.refreshUnfinished();
  };

  /** One thing at a time. A problem leaves the page as it was before. */
  const start = (what: ConsoleModel['stand'] | undefined, job: (work: ConsoleWork) => Promise<Result<void>>): boolean => {
    const before = model;
    if (!before || before.busy) return false;
    show({ ...before, busy: true, problem: undefined, ...(what ? { stand: what } : {}) });
    void running.start('console', async (signal) => {
      const work = { context, model: present, change, signal };
      const done = signal.aborted ? failed({ code: 'cancelled' }) : await job(work);
      if (model?.id !== before.id) return done;
      if (done.ok) change({ busy: false });
      else change({ busy: false, stand: before.stand, ...problemOf(done.problem) });
      return done;
    });
    return true;
  };
  const problemOf = (problem: Problem) => (problem.code === 'cancelled' ? {} : { problem });

  const chooseUser = (profile: string): boolean => {
    if (!model || model.busy || model.stand.kind !== 'user') return false;
    change({ source: profile, user: undefined });
    return start(undefined, async ({ signal }) => {
      const source = await findSource(context, profile);
      if (!source.ok) return source;
      const identity = await context.sessions.identity(source.value, signal);
      if (!identity.ok) return identity;
      const user = iamUserOf(identity.value.arn);
      if (!user) return failed({ code: 'user-missing', user: identity.value.arn });
      change({ user });
      return ok(undefined);
    });
  };

  /** Stores what `read` gives, and goes on to the codes. */
  const take = (read: () => Promise<Result<TotpSecret>>): boolean => {
    const key = model && chosenKey(pluggedKeys(), model.keyId);
    if (model?.stand.kind !== 'secret' || model.busy) return false;
    if (!key) {
      change({ problem: { code: 'yubikey-missing' } });
      return true;
    }
    return start({ kind: 'working', what: 'storing' }, async (work) => {
      const secret = await read();
      if (!secret.ok) return secret;
      const stored = await storeSecret(work, key, secret.value);
      return stored.ok ? toCodes(work) : stored;
    });
  };
  /** From here on the account is on the key: a problem comes back to where new codes can be asked for. */
  const toCodes = async (work: ConsoleWork): Promise<Result<void>> => {
    change({ stand: { kind: 'working', what: 'storing' } });
    const shown = await showCodes(work);
    if (shown.ok) return shown;
    change({ busy: false, stand: { kind: 'found' }, ...problemOf(shown.problem) });
    return ok(undefined);
  };

  const toProfiles = async (work: ConsoleWork): Promise<Result<void>> => {
    const { record } = work.model();
    if (!record) throw new Error('a device was proved');
    await context.readFiles();
    const { files } = store.state();
    const roles = files.kind === 'read' ? files.profiles.roles.filter((role) => role.source === record.source) : [];
    const plan = await world.files.planMfaSerial([record.source, ...roles.map(({ profile }) => profile)], record.main.deviceArn);
    if (!plan.ok) return plan;
    if (plan.value.profiles.length === 0) return finish([]);
    change({ stand: { kind: 'profiles', plan: plan.value } });
    return ok(undefined);
  };
  const finish = async (profiles: readonly string[], left: readonly string[] = []): Promise<Result<void>> => {
    await world.journal.remove(present().id);
    change({ stand: { kind: 'done', profiles, left } });
    await shared.refreshUnfinished();
    return ok(undefined);
  };

  const next = (): boolean => {
    const { stand, user, record } = present();
    switch (stand.kind) {
      case 'user':
        if (user) change({ stand: { kind: 'secret' }, problem: undefined });
        return user !== undefined;
      case 'two-codes': {
        change({ stand: { kind: 'device' }, takenAt: context.now(), problem: undefined });
        return true;
      }
      case 'found': {
        if (!record) return false;
        if (record.main.stage === 'proved') return start({ kind: 'working', what: 'looking' }, toProfiles);
        return start({ kind: 'working', what: 'looking' }, showCodes);
      }
      default:
        return false;
    }
  };

  const back = (): boolean => {
    const { stand } = present();
    if (stand.kind === 'two-codes') return start({ kind: 'working', what: 'looking' }, showCodes);
    if (stand.kind === 'device') return start({ kind: 'working', what: 'looking' }, showCodes);
    if (stand.kind !== 'secret') return false;
    change({ stand: { kind: 'user' }, problem: undefined });
    return true;
  };

  const undo = (): boolean => {
    const { record } = present();
    if (!record) return false;
    return start({ kind: 'working', what: 'undoing' }, async ({ signal }) => {
      const key = keyOfRecord(context, record);
      if (!key.ok) return key;
      const removed = await removeAccount(context, key.value, record.main.account, signal);
      if (!removed.ok) return removed;
      change({ record: undefined });
      return finish([]);
    });
  };

  const idle =
    <T>(handler: (payload: T) => boolean) =>
    (payload: T) =>
      model !== undefined && !model.busy && handler(payload);

  return {
    openId: () => model?.id,
    open: (source) => {
      begin({ id: world.newId(), startedAt: context.now(), stand: { kind: 'user' }, busy: false, touch: true });
      if (source !== '') chooseUser(source);
      return true;
    },
    resume: (record) => {
      const user = iamUserOf(record.user.arn);
      const { id, startedAt, source, touch } = record;
      begin({ id, startedAt, source, touch, record, stand: { kind: 'found' }, busy: false, ...(user ? { user } : {}) });
      void shared.refreshUnfinished();
      return true;
    },
    handlers: {
      enrollUser: ({ source }) => chooseUser(source),
      enrollKey: idle(({ keyId, touch }) => {
        if (model?.stand.kind !== 'secret' || !pluggedKeys().some((key) => key.id === keyId)) return false;
        change({ keyId, touch, problem: undefined });
        return true;
      }),
      enrollSecret: ({ secret }) => take(async () => readSecret(secret)),
      // The picture is the secret: it goes, too.
      enrollPicture: ({ picture }) => take(() => secretOfPicture(context, picture).finally(() => picture.fill(0))),
      enrollPaste: () => take(() => secretOfClipboard(context)),
      enrollCopyCode: idle(({ index }) => {
        const code = model?.stand.kind === 'two-codes' ? model.stand.codes[index] : undefined;
        if (!code) return false;
        void world.clipboard.writeSecret(code.digits).then((copied) => {
          if (copied.ok) context.copied.hold(world.settings.get().clipboardSeconds * 1000, () => {});
          else change({ problem: copied.problem });
        });
        return true;
      }),
      enrollDevice: idle(({ device }) => {
        const { stand, record } = present();
        if (stand.kind !== 'device' || !record) return false;
        const checked = checkDevice(record, device);
        if (checked.ok)
          return start({ kind: 'working', what: 'checking' }, async (work) => {
            const proved = await proveDevice(work, checked.value);
            return proved.ok ? toProfiles(work) : proved;
          });
        change({ problem: checked.problem });
        return true;
      }),
      enrollProfiles: idle(({ profiles }) => {
        const { stand, record } = present();
        if (stand.kind !== 'profiles' || !record) return false;
        return start({ kind: 'working', what: 'writing' }, async () => {
          const written = await world.files.writeMfaSerial(profiles, record.main.deviceArn);
          if (!written.ok) return written;
          await context.readFiles();
          return finish(written.value.profiles);
        });
      }),
      enrollNext: idle(next),
      enrollBack: idle(back),
      enrollSkip: idle(() => present().stand.kind === 'profiles' && start(undefined, () => finish([]))),
      enrollUndo: idle(undo),
      enrollLeave: idle(() => {
        const { record } = present();
        return record !== undefined && start(undefined, () => finish([], [record.main.account]));
      }),
      enrollClose: () => {
        end();
        return true;
      },
    },
  };
};
