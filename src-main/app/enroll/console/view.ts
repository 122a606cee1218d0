import type { MfaSerialPlan } from '../../../aws/files/mfa-serial-files.ts';
import type { IamUser } from '../../../aws/iam/iam-types.ts';
import type { Key } from '../../../card/keys/keys.ts';
import { oathLimits } from '../../../card/oath/oath-capacity.ts';
import type { EnrollKeyView, EnrollPage, EnrollStep, EnrollView, EnrollWork } from '../../../contract/enroll.ts';
import type { Problem } from '../../../contract/problems.ts';
import type { Millis } from '../../../contract/values.ts';
import type { CodePair, PairedCode } from '../../codes/code-pair.ts';
import { isAtLeast } from '../iam/step-machine.ts';
import { chosenKey, whyNotKey } from '../iam/view.ts';
import type { DeviceStage, EnrollRecord } from '../record.ts';
import type { ImportWish } from './import-account.ts';

/** Where a run of the console path stands: the page, with what only this page knows. */
export type ConsoleStand =
  | { readonly kind: 'user' | 'secret' | 'device' | 'found' }
  | { readonly kind: 'working'; readonly what: EnrollWork; readonly until?: Millis }
  | { readonly kind: 'two-codes'; readonly codes: readonly PairedCode[] }
  | { readonly kind: 'profiles'; readonly plan: MfaSerialPlan }
  | { readonly kind: 'done'; readonly profiles: readonly string[]; readonly left: readonly string[] };

/** Everything about an open run but its seed, which lives in one function of console-secret.ts. */
export interface ConsoleModel {
  readonly id: string;
  readonly startedAt: Millis;
  readonly stand: ConsoleStand;
  readonly busy: boolean;
  readonly source?: string | undefined;
  readonly user?: IamUser | undefined;
  readonly keyId?: string | undefined;
  readonly touch: boolean;
  /** The account on a key with which the run began: no secret is asked for, and no codes are shown. */
  readonly imports?: ImportWish | undefined;
  /** There from just before the key takes the account; its device's ARN is a guess until the person has told it. */
  readonly record?: EnrollRecord | undefined;
  /** The last pair that was shown. */
  readonly codes?: CodePair | undefined;
  /** When the person said that AWS took both codes: STS learns of it later. */
  readonly takenAt?: Millis | undefined;
  readonly problem?: Problem | undefined;
}

export interface ConsoleFacts {
  readonly sources: readonly { readonly profile: string }[];
  readonly keys: readonly Key[];
}

/** A run as a front end can show it. Pure. */
export const consoleView = (model: ConsoleModel, facts: ConsoleFacts): EnrollView => {
  const { stand, busy, record, problem, source } = model;
  const isDone = stand.kind === 'done';
  const isIdle = !busy && !isDone;
  const hasAccount = record !== undefined && isIdle;
  return {
    id: model.id,
    path: isImport(model) ? 'import' : 'console',
    source: source ?? '',
    steps: stepsOf(model),
    page: pageOf(model, facts),
    now: nowOf(model),
    ...(problem ? { problem } : {}),
    can: {
      next: isIdle && canNext(model),
      // On the page of the codes and of the device: two new codes; an account that was there has none to show.
      back: isIdle && canGoBack(model),
      skip: isIdle && stand.kind === 'profiles',
      undo: hasAccount,
      // Closing leaves an account that was there as it is; only an interrupted run has to be given up.
      leave: hasAccount && (stand.kind === 'found' || !isImport(model)),
    },
    undoes:
      hasAccount && !record.main.accountWasThere
        ? [{ kind: 'delete-account', account: record.main.account, ...serialOf(record.main.key) }]
        : [],
  };
};

const serialOf = ({ serial }: { readonly serial?: number }) => (serial === undefined ? {} : { serial });

/** No secret and no codes: the account was on the key before the run, and stays there however it ends. */
const isImport = ({ imports, record }: ConsoleModel): boolean => imports !== undefined || record?.main.accountWasThere === true;

const canGoBack = (model: ConsoleModel): boolean => {
  const { stand, imports } = model;
  if (stand.kind === 'device') return imports !== undefined || !isImport(model);
  return stand.kind === 'secret' || stand.kind === 'two-codes';
};

const canNext = ({ stand, user, problem }: ConsoleModel): boolean => {
  switch (stand.kind) {
    case 'user':
      return user !== undefined;
    case 'two-codes':
    case 'found':
      return true;
    case 'working':
      return problem !== undefined;
    default:
      return false;
  }
};

const stepNames: readonly EnrollStep[] = ['user', 'secret', 'codes', 'device', 'proof', 'profiles'];
const importSteps: readonly EnrollStep[] = ['user', 'device', 'proof', 'profiles'];

const stepsOf = (model: ConsoleModel): EnrollView['steps'] => {
  const { stand, record, user, problem, takenAt } = model;
  const isAt = (stage: DeviceStage) => record !== undefined && isAtLeast(record.main.stage, stage);
  const isPast = {
    user: user !== undefined && stand.kind !== 'user',
    secret: isAt('stored'),
    codes: isAt('enabled') || takenAt !== undefined,
    device: isAt('proving'),
    proof: isAt('proved'),
    profiles: stand.kind === 'done' && stand.profiles.length > 0,
  } as const;
  let isNow = stand.kind !== 'done';
  return (isImport(model) ? importSteps : stepNames).map((name) => {
    if (isPast[name as keyof typeof isPast]) return { name, state: 'done' };
    if (stand.kind === 'done') return { name, state: 'skipped' };
    if (!isNow) return { name, state: 'todo' };
    isNow = false;
    return { name, state: problem ? 'failed' : 'now' };
  });
};

const nowOf = ({ record }: ConsoleModel): EnrollView['now'] => {
  if (!record) return { keys: [] };
  const { main } = record;
  const told = isAtLeast(main.stage, 'proving');
  const state = isAtLeast(main.stage, 'stored') ? 'stored' : 'unknown';
  return {
    ...(told ? { device: { arn: main.deviceArn, state: main.stage === 'proved' ? 'enabled' : 'unknown' } as const } : {}),
    keys: [{ name: main.key.name, account: main.account, state, ...serialOf(main.key) }],
  };
};

const keyView = (key: Key, touch: boolean): EnrollKeyView => {
  const problem = whyNotKey(key, touch);
  return {
    id: key.id,
    name: key.name,
    used: key.accounts.length,
    ...oathLimits(key.firmware),
    locked: key.oath === 'locked',
    // The account gets a name that is free on the key.
    hasAccount: false,
    ...serialOf(key),
    ...(problem ? { problem } : {}),
  };
};

const pageOf = (model: ConsoleModel, { sources, keys }: ConsoleFacts): EnrollPage => {
  const { stand, user, source, problem, record } = model;
  switch (stand.kind) {
    case 'user':
      return {
        kind: 'user',
        sources: sources.map(({ profile }) => ({
          profile,
          ...(user && profile === source ? { accountId: user.accountId, user: user.userName } : {}),
          ...(problem && profile === source ? { problem } : {}),
        })),
        ...(source === undefined ? {} : { chosen: source }),
        checking: model.busy,
      };
    case 'secret': {
      const chosen = chosenKey(keys, model.keyId);
      return {
        kind: 'secret',
        keys: keys.map((key) => keyView(key, model.touch)),
        touch: model.touch,
        ...(chosen ? { chosen: chosen.id } : {}),
      };
    }
    case 'two-codes':
      return { kind: 'two-codes', codes: stand.codes };
    case 'device':
      return { kind: 'device', ...(record ? { guess: record.main.deviceArn } : {}) };
    case 'found':
      return {
        kind: 'found',
        startedAt: record?.startedAt ?? model.startedAt,
        user: record?.user.name ?? '',
        deviceName: record?.main.deviceName ?? '',
      };
    case 'profiles':
      return { kind: 'profiles', ...stand.plan };
    case 'done':
      return { kind: 'done', device: record?.main.deviceArn ?? '', profiles: stand.profiles, left: stand.left };
    case 'working':
      return stand;
  }
};
