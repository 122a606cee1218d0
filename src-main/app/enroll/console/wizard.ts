import { iamUserOf } from '../../../aws/iam/iam-user.ts';
import type { Jobs } from '../../../base/jobs.ts';
import { type Failure, failed, ok, type Result } from '../../../contract/result.ts';
import type { TapContext } from '../../context.ts';
import { findSource } from '../../devices/load.ts';
import { chosenKey } from '../iam/view.ts';
import { readSecret, type TotpSecret } from '../otpauth.ts';
import type { EnrollPath, EnrollShared } from '../path.ts';
import { createConsoleEnd } from './finish.ts';
import { findImport, type ImportWish, toDevice } from './import-account.ts';
import { createOpenRun } from './open-run.ts';
import { checkDevice, proveDevice, showCodes } from './prove-device.ts';
import { type ConsoleWork, secretOfClipboard, secretOfPicture, storeSecret } from './store-secret.ts';
import type { ConsoleModel } from './view.ts';

/** The console path can begin with an account that is on a key already. */
export interface ConsolePath extends EnrollPath {
  /** Opens a run that only tells AWS and the profiles of this account. False when it is not there. */
  readonly openImport: (source: string, wish: ImportWish) => boolean;
}

/**
 * Enrolment with AWS's page open, for those whom IAM allows no calls: the person gives the secret, types two codes into that page, and tells which
 * device came of it, which is checked by a code at STS. An account that is on the key already begins at that last question.
 */
export const createConsoleEnroll = (context: TapContext, jobs: Jobs<Failure>, shared: EnrollShared): ConsolePath => {
  const { world } = context;
  const run = createOpenRun(context, jobs);
  const { change, start, begin } = run;
  const end = createConsoleEnd(shared);
  const present = (): ConsoleModel => {
    const model = run.model();
    if (!model) throw new Error('no run is open');
    return model;
  };
  /** The page that is shown. */
  const at = () => run.model()?.stand.kind;
  const looking = { kind: 'working', what: 'looking' } as const;

  const chooseUser = (profile: string): boolean => {
    if (at() !== 'user' || present().busy) return false;
    change({ source: profile, user: undefined });
    return start(undefined, async (work) => {
      const source = await findSource(context, profile);
      if (!source.ok) return source;
      const identity = await context.sessions.identity(source.value, work.signal);
      if (!identity.ok) return identity;
      const user = iamUserOf(identity.value.arn);
      if (!user) return failed({ code: 'user-missing', user: identity.value.arn });
      change({ user });
      const { imports } = present();
      return imports ? toDevice(work, run.keys(), imports) : ok(undefined);
    });
  };

  /** Stores what `read` gives, and goes on to the codes. */
  const take = (read: () => Promise<Result<TotpSecret>>): boolean => {
    if (at() !== 'secret' || present().busy) return false;
    const key = chosenKey(run.keys(), present().keyId);
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
    change({ busy: false, stand: { kind: 'found' }, ...(shown.problem.code === 'cancelled' ? {} : { problem: shown.problem }) });
    return ok(undefined);
  };

  const next = (): boolean => {
    const { stand, user, record, imports } = present();
    switch (stand.kind) {
      case 'user':
        if (user && imports) return start(undefined, async (work) => toDevice(work, run.keys(), imports));
        if (user) change({ stand: { kind: 'secret' }, problem: undefined });
        return user !== undefined;
      case 'two-codes': {
        change({ stand: { kind: 'device' }, takenAt: context.now(), problem: undefined });
        return true;
      }
      case 'found': {
        if (!record) return false;
        if (record.main.stage === 'proved') return start(looking, end.toProfiles);
        if (!record.main.accountWasThere) return start(looking, showCodes);
        change({ stand: { kind: 'device' }, problem: undefined });
        return true;
      }
      default:
        return false;
    }
  };

  const back = (): boolean => {
    const { stand, record, imports } = present();
    switch (stand.kind) {
      case 'two-codes':
        return start(looking, showCodes);
      case 'device':
        if (imports) return start(undefined, forgetRecord);
        return record?.main.accountWasThere !== true && start(looking, showCodes);
      case 'secret':
        change({ stand: { kind: 'user' }, problem: undefined });
        return true;
      default:
        return false;
    }
  };
  /** An account that was there may be another user's: nothing was made, so nothing is to be kept in mind. */
  const forgetRecord = async (): Promise<Result<void>> => {
    await world.journal.remove(present().id);
    change({ record: undefined, stand: { kind: 'user' } });
    return ok(undefined);
  };

  const idle =
    <T>(handler: (payload: T) => boolean) =>
    (payload: T) =>
      run.model()?.busy === false && handler(payload);

  return {
    openId: () => run.model()?.id,
    open: (source) => {
      begin({ id: world.newId(), startedAt: context.now(), stand: { kind: 'user' }, busy: false, touch: true });
      if (source !== '') chooseUser(source);
      return true;
    },
    openImport: (source, imports) => {
      const place = findImport(run.keys(), imports);
      if (!place) return false;
      const touch = place.account.touch === 'required';
      begin({ id: world.newId(), startedAt: context.now(), stand: { kind: 'user' }, busy: false, touch, imports });
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
        if (at() !== 'secret' || !run.keys().some((key) => key.id === keyId)) return false;
        change({ keyId, touch, problem: undefined });
        return true;
      }),
      enrollSecret: ({ secret }) => take(async () => readSecret(secret)),
      // The picture is the secret: it goes, too.
      enrollPicture: ({ picture }) => take(() => secretOfPicture(context, picture).finally(() => picture.fill(0))),
      enrollPaste: () => take(() => secretOfClipboard(context)),
      enrollCopyCode: idle(({ index }) => {
        const { stand } = present();
        const code = stand.kind === 'two-codes' ? stand.codes[index] : undefined;
        if (!code) return false;
        void world.clipboard.writeSecret(code.digits).then((copied) => {
          if (copied.ok) context.expiry.hold(context.store.state().settings.clipboardSeconds * 1000, () => {});
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
            return proved.ok ? end.toProfiles(work) : proved;
          });
        change({ problem: checked.problem });
        return true;
      }),
      enrollProfiles: idle(({ profiles }) => {
        if (at() !== 'profiles' || !present().record) return false;
        return start({ kind: 'working', what: 'writing' }, (work) => end.writeProfiles(work, profiles));
      }),
      enrollNext: idle(next),
      enrollBack: idle(back),
      enrollSkip: idle(() => at() === 'profiles' && start(undefined, (work) => end.finish(work, []))),
      enrollUndo: idle(() => present().record !== undefined && start({ kind: 'working', what: 'undoing' }, end.undo)),
      enrollLeave: idle(() => {
        const { record } = present();
        return record !== undefined && start(undefined, (work) => end.finish(work, [], [record.main.account]));
      }),
      enrollClose: () => {
        run.end();
        void shared.refreshUnfinished();
        return true;
      },
    },
  };
};
