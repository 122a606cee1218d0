import { defined } from '../../../base/defined.ts';
import { whyNoKey } from '../../../card/keys/keys.ts';
import type { EnrollWork } from '../../../contract/enroll.ts';
import { failed, ok, type Result } from '../../../contract/result.ts';
import type { RunPage } from '../../state/enroll-state.ts';
import { chosenKey } from '../key-choice.ts';
import type { OpenRun } from '../open-run.ts';
import { labelParts, readSecret, type TotpSecret } from '../otpauth.ts';
import type { EnrollPath } from '../path.ts';
import { pluggedKeys } from '../plugged-keys.ts';
import { finish, writeProfiles } from '../profiles-page.ts';
import { type Deed, recordOf, type Work, working } from '../run.ts';
import { advance, check, forgetImport, importAccount, leave, look, tellDevice, undo } from './advance.ts';
import { checkDevice } from './prove-device.ts';
import { type SecretPorts, secretOfClipboard, secretOfPicture, secretOfScreens, storeSecret } from './store-secret.ts';

/** A problem leaves the page as it was; giving up is none. Meanwhile the page says `what` goes on. */
const onPage =
  (deed: Deed, what?: EnrollWork): Deed =>
  async (work) => {
    const { page: before } = work.model();
    if (what) working(work, what);
    const done = await deed(work);
    if (done.ok) return done;
    work.change({ page: before });
    return done.problem.code === 'cancelled' ? ok(undefined) : done;
  };

const goOn = onPage(advance, 'looking');

/**
 * Enrolment with AWS's page open, for those whom IAM allows no calls: the person gives the secret, types two codes into that page, and tells which
 * device came of it, which is checked by a code at STS. An account that is on the key already begins at that last question.
 */
export const createConsolePath = (secrets: SecretPorts): EnrollPath => ({
  check: onPage(check),
  look,
  goOn,
  undo: onPage(undo, 'undoing'),
  leave: onPage(leave),
  handlers: {
    enrollKey: (run, { keyId, touch }) => {
      if (idleAt(run) !== 'secret' || !pluggedKeys(run).some((key) => key.id === keyId)) return false;
      run.change({ choices: { ...run.model().choices, keyId, touch }, problem: undefined });
      return true;
    },
    enrollSecret: (run, { secret }) => take(run, secrets, async () => readSecret(secret)),
    // The picture is the secret: it goes, too.
    enrollPicture: (run, { picture }) => take(run, secrets, () => secretOfPicture(secrets, picture).finally(() => picture.fill(0))),
    enrollPaste: (run) => take(run, secrets, () => secretOfClipboard(secrets)),
    // What stands on a screen is nobody's choice yet: it is shown before it is stored, whosever it is.
    enrollScan: (run) => take(run, secrets, () => secretOfScreens(secrets), true),
    enrollStore: (run, { yes }) => {
      if (!run.answerStore(yes)) return false;
      // Asked no longer: whoever looks now must not answer again.
      run.change({ page: { kind: 'secret' } });
      return true;
    },
    enrollCopyCode: (run, { index }) => copyCode(run, secrets, index),
    enrollDevice: (run, { device }) => {
      // Who comes back to an interrupted run may have typed the codes before.
      if (!['device', 'found'].includes(idleAt(run) ?? '') || !run.model().record) return false;
      const checked = checkDevice(recordOf(run), device);
      if (checked.ok) return run.start(onPage((work) => tellDevice(work, checked.value), 'checking'));
      run.change({ problem: checked.problem });
      return true;
    },
    enrollProfiles: (run, { profiles }) =>
      idleAt(run) === 'profiles' && run.start(onPage((work) => writeProfiles(work, profiles), 'writing')),
    enrollNext: (run) => next(run),
    enrollBack: (run) => back(run),
    enrollSkip: (run) => idleAt(run) === 'profiles' && run.start(onPage((work) => finish(work, []))),
  },
});

/** The page that is shown, when nothing goes on. */
const idleAt = (run: OpenRun): RunPage['kind'] | undefined => (run.model().busy ? undefined : run.model().page.kind);

/** Stores what `read` gives, and goes on to the codes. A link that is not AWS's is asked about before, and with `asks` every one. */
const take = (run: OpenRun, secrets: SecretPorts, read: () => Promise<Result<TotpSecret>>, asks = false): boolean | Promise<unknown> => {
  if (idleAt(run) !== 'secret') return false;
  const key = chosenKey(pluggedKeys(run), run.model().choices.keyId);
  if (!key) {
    run.change({ problem: whyNoKey(run.ports.codes.keys.state()) });
    return true;
  }
  return run.start(
    onPage(async (work) => {
      const secret = await read();
      if (!secret.ok) return secret;
      const { seed, label } = secret.value;
      const found = { ...labelParts(label), ...defined({ serial: key.serial }) };
      if (asks || (label !== undefined && !found.isAws)) {
        work.change({ page: { kind: 'secret', found } });
        if (!(await work.waitForStore(work.signal))) {
          seed.fill(0);
          return failed({ code: 'cancelled' });
        }
        working(work, 'storing');
      }
      const stored = await storeSecret(work, secrets, key, secret.value);
      return stored.ok ? toCodes(work) : stored;
    }, 'storing'),
  );
};

/** From here on the account is on the key: a problem comes back to where new codes can be asked for. */
const toCodes = async (work: Work): Promise<Result<void>> => {
  const shown = await advance(work);
  if (shown.ok) return shown;
  work.change({ page: { kind: 'found' }, ...(shown.problem.code === 'cancelled' ? {} : { problem: shown.problem }) });
  return ok(undefined);
};

const next = (run: OpenRun): boolean | Promise<unknown> => {
  const { user, record, imports } = run.model();
  switch (idleAt(run)) {
    case 'user':
      if (user && imports) return run.start(onPage(importAccount));
      if (user) run.change({ page: { kind: 'secret' }, problem: undefined });
      return user !== undefined;
    case 'two-codes':
      run.change({ page: { kind: 'device' }, enabledAt: run.ports.aws.now(), problem: undefined });
      return true;
    case 'found':
      if (!record) return false;
      // Nothing is to be done on the way to the question.
      if (!record.main.accountWasThere || record.main.stage === 'proved') return run.start(goOn);
      run.change({ page: { kind: 'device' }, problem: undefined });
      return true;
    default:
      return false;
  }
};

const back = (run: OpenRun): boolean | Promise<unknown> => {
  const { record, imports, isInUse } = run.model();
  switch (idleAt(run)) {
    case 'two-codes':
      return run.start(goOn);
    case 'device':
      if (imports) return run.start(onPage(forgetImport));
      return record?.main.accountWasThere !== true && !isInUse && run.start(goOn);
    case 'secret':
      run.change({ page: { kind: 'user' }, problem: undefined });
      return true;
    default:
      return false;
  }
};

const copyCode = (run: OpenRun, { clipboard, expiry }: SecretPorts, index: number): boolean => {
  const { page, busy } = run.model();
  const code = page.kind === 'two-codes' && !busy ? page.codes[index] : undefined;
  if (!code) return false;
  const { store } = run.ports;
  void clipboard.writeSecret(code.digits).then((written) => {
    if (written.ok) expiry.hold(store.state().settings.clipboardSeconds * 1000, () => {});
    else run.change({ problem: written.problem });
  });
  return true;
};
