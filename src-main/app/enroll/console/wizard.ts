import { iamUserOf } from '../../../aws/iam/iam-user.ts';
import { ok, type Result } from '../../../contract/result.ts';
import { removeAccount } from '../../devices/change-key.ts';
import type { Stand } from '../../state/enroll-state.ts';
import { chosenKey } from '../key-choice.ts';
import type { OpenRun } from '../open-run.ts';
import { readSecret, type TotpSecret } from '../otpauth.ts';
import type { EnrollPath } from '../path.ts';
import { pluggedKey, pluggedKeys } from '../plugged-keys.ts';
import { finish, offerProfiles, writeProfiles } from '../profiles-page.ts';
import { recordOf, type Work } from '../run.ts';
import { toDevice } from './import-account.ts';
import { checkDevice, proveDevice, showCodes, userOf } from './prove-device.ts';
import { type SecretPorts, secretOfClipboard, secretOfPicture, storeSecret } from './store-secret.ts';

const looking = { kind: 'working', what: 'looking' } as const;

/**
 * Enrolment with AWS's page open, for those whom IAM allows no calls: the person gives the secret, types two codes into that page, and tells which
 * device came of it, which is checked by a code at STS. An account that is on the key already begins at that last question.
 */
export const createConsolePath = (secrets: SecretPorts): EnrollPath => ({
  check: (run) =>
    start(run, async (work) => {
      const user = await userOf(work);
      if (!user.ok) return user;
      work.change({ user: user.value });
      const { imports } = work.model();
      return imports ? toDevice(work, imports) : ok(undefined);
    }),
  resume: (run) => {
    run.change({ user: iamUserOf(recordOf(run).user.arn) });
    return true;
  },
  handlers: {
    enrollKey: (run, { keyId, touch }) => {
      if (idleAt(run) !== 'secret' || !pluggedKeys(run).some((key) => key.id === keyId)) return false;
      run.change({ wish: { ...run.model().wish, keyId, touch }, problem: undefined });
      return true;
    },
    enrollSecret: (run, { secret }) => take(run, secrets, async () => readSecret(secret)),
    // The picture is the secret: it goes, too.
    enrollPicture: (run, { picture }) => take(run, secrets, () => secretOfPicture(secrets, picture).finally(() => picture.fill(0))),
    enrollPaste: (run) => take(run, secrets, () => secretOfClipboard(secrets)),
    enrollCopyCode: (run, { index }) => copyCode(run, secrets, index),
    enrollDevice: (run, { device }) => {
      if (idleAt(run) !== 'device' || !run.model().record) return false;
      const checked = checkDevice(recordOf(run), device);
      if (checked.ok)
        return start(
          run,
          async (work) => {
            const proved = await proveDevice(work, checked.value);
            return proved.ok ? offerProfiles(work) : proved;
          },
          { kind: 'working', what: 'checking' },
        );
      run.change({ problem: checked.problem });
      return true;
    },
    enrollProfiles: (run, { profiles }) =>
      idleAt(run) === 'profiles' && start(run, (work) => writeProfiles(work, profiles), { kind: 'working', what: 'writing' }),
    enrollNext: (run) => next(run),
    enrollBack: (run) => back(run),
    enrollSkip: (run) => idleAt(run) === 'profiles' && start(run, (work) => finish(work, [])),
    enrollUndo: (run) => run.model().record !== undefined && start(run, undo, { kind: 'working', what: 'undoing' }),
    enrollLeave: (run) => run.model().record !== undefined && start(run, (work) => finish(work, [], [recordOf(work).main.account])),
  },
});

/** The page that is shown, when nothing goes on. */
const idleAt = (run: OpenRun): Stand['kind'] | undefined => (run.model().busy ? undefined : run.model().stand.kind);

/** Starts work on the page `stand`, else on the one that is shown. A problem leaves the page as it was; giving up is none. */
const start = (run: OpenRun, job: (work: Work) => Promise<Result<void>>, stand?: Stand): boolean => {
  const { stand: before } = run.model();
  return run.start(async (work) => {
    const done = await job(work);
    if (done.ok) return done;
    work.change({ stand: before });
    return done.problem.code === 'cancelled' ? ok(undefined) : done;
  }, stand);
};

/** Stores what `read` gives, and goes on to the codes. */
const take = (run: OpenRun, secrets: SecretPorts, read: () => Promise<Result<TotpSecret>>): boolean => {
  if (idleAt(run) !== 'secret') return false;
  const key = chosenKey(pluggedKeys(run), run.model().wish.keyId);
  if (!key) {
    run.change({ problem: { code: 'yubikey-missing' } });
    return true;
  }
  return start(
    run,
    async (work) => {
      const secret = await read();
      if (!secret.ok) return secret;
      const stored = await storeSecret(work, secrets, key, secret.value);
      return stored.ok ? toCodes(work) : stored;
    },
    { kind: 'working', what: 'storing' },
  );
};

/** From here on the account is on the key: a problem comes back to where new codes can be asked for. */
const toCodes = async (work: Work): Promise<Result<void>> => {
  const shown = await showCodes(work);
  if (shown.ok) return shown;
  work.change({ stand: { kind: 'found' }, ...(shown.problem.code === 'cancelled' ? {} : { problem: shown.problem }) });
  return ok(undefined);
};

const next = (run: OpenRun): boolean => {
  const { user, record, imports } = run.model();
  switch (idleAt(run)) {
    case 'user':
      if (user && imports) return start(run, async (work) => toDevice(work, imports));
      if (user) run.change({ stand: { kind: 'secret' }, problem: undefined });
      return user !== undefined;
    case 'two-codes':
      run.change({ stand: { kind: 'device' }, enabledAt: run.ports.aws.now(), problem: undefined });
      return true;
    case 'found':
      if (!record) return false;
      if (record.main.stage === 'proved') return start(run, offerProfiles, looking);
      if (!record.main.accountWasThere) return start(run, showCodes, looking);
      run.change({ stand: { kind: 'device' }, problem: undefined });
      return true;
    default:
      return false;
  }
};

const back = (run: OpenRun): boolean => {
  const { record, imports } = run.model();
  switch (idleAt(run)) {
    case 'two-codes':
      return start(run, showCodes, looking);
    case 'device':
      if (imports) return start(run, forgetRecord);
      return record?.main.accountWasThere !== true && start(run, showCodes, looking);
    case 'secret':
      run.change({ stand: { kind: 'user' }, problem: undefined });
      return true;
    default:
      return false;
  }
};

/** An account that was there may be another user's: nothing was made, so nothing is to be kept in mind. */
const forgetRecord = async ({ ports, model, change }: Work): Promise<Result<void>> => {
  await ports.journal.remove(model().id);
  change({ record: undefined, stand: { kind: 'user' } });
  return ok(undefined);
};

const copyCode = (run: OpenRun, { clipboard, expiry }: SecretPorts, index: number): boolean => {
  const { stand, busy } = run.model();
  const code = stand.kind === 'two-codes' && !busy ? stand.codes[index] : undefined;
  if (!code) return false;
  const { store } = run.ports;
  void clipboard.writeSecret(code.digits).then((written) => {
    if (written.ok) expiry.hold(store.state().settings.clipboardSeconds * 1000, () => {});
    else run.change({ problem: written.problem });
  });
  return true;
};

/** Deletes the account from the key, unless it was there before the run. Problems: yubikey-missing, yubikey-other-needed, ... */
const undo = async (work: Work): Promise<Result<void>> => {
  const { main } = recordOf(work);
  if (!main.accountWasThere) {
    const key = pluggedKey(work);
    if (!key.ok) return key;
    const removed = await removeAccount(work.ports.codes, key.value, main.account, work.signal);
    if (!removed.ok) return removed;
  }
  work.change({ record: undefined });
  return finish(work, []);
};
