import type { AwsFiles } from '../../aws/files/aws-files.ts';
import type { FilePlan, KeyMove, MfaSerialMove } from '../../aws/files/key-files.adapter.ts';
import type { Profiles, Source } from '../../aws/profiles/profile-types.ts';
import type { LongTermKeys } from '../../aws/sources/source-types.ts';
import type { Sts } from '../../aws/sts/sts.ts';
import { defined } from '../../base/defined.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { KeptAccessKey } from '../../storage/secrets/access-keys.ts';
import type { KeptIn, KeptKeys } from './kept-keys.ts';
import { type KeyUser, verifyKey } from './verify-key.ts';

export interface KeyDeedPorts {
  readonly files: Pick<AwsFiles, 'read' | 'planMove' | 'moveKeys' | 'planReturn' | 'returnKeys'>;
  readonly keys: KeptKeys;
  readonly sts: Pick<Sts, 'callerIdentity'>;
  /** See `Launcher`. */
  readonly launcher: { readonly install: () => Promise<Result<void>>; readonly line: (target: string) => string };
}

/** An access key that comes new to this computer. */
export interface NewKey {
  readonly profile: string;
  readonly region: string;
  readonly keys: LongTermKeys;
  readonly keepIn: KeptIn;
  /** For `passphrase`. */
  readonly passphrase?: string;
}

/** A profile's access key on its way out of the files, or back. */
export interface MovePlan {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly files: readonly FilePlan[];
  /** Profiles of roles that lose their `mfa_serial`, or get it back. */
  readonly roles: readonly string[];
}

/** What is done with access keys: each can be stopped at any point, and done again to its end. */
export interface KeyDeeds {
  /** Whose key it is, and whether AWS takes it. Problems: those of `verifyKey`. */
  readonly check: (keys: LongTermKeys, region: string | undefined, signal: AbortSignal) => Promise<Result<KeyUser>>;
  /** A kept key that AWS takes no longer may be replaced. Problems: profile-exists, profile-name-bad, those of the files. */
  readonly planAdd: (
    key: Omit<NewKey, 'keys' | 'passphrase'> & { readonly accessKeyId: string },
    signal?: AbortSignal,
  ) => Promise<Result<readonly FilePlan[]>>;
  readonly add: (key: NewKey, signal: AbortSignal) => Promise<Result<void>>;
  /** Problems: key-not-in-file, process-clash, those of the files. */
  readonly planMove: (profile: string) => Promise<Result<MovePlan>>;
  /** Verified, kept, read back, and only then taken out of the file. Problems beside these: access-key-refused, those of the store. */
  readonly move: (profile: string, signal: AbortSignal, passphrase?: string) => Promise<Result<MovePlan>>;
  /** Opens what is kept under the passphrase, until the login ends. Problems: passphrase-wrong, passphrase-unset. */
  readonly unlock: (passphrase: string) => Promise<Result<void>>;
  /** Whether there is a passphrase to ask for. Problems: passphrase-unset, key-store-broken. */
  readonly unlockable: () => Promise<Result<void>>;
  /** Problems: key-not-kept, those of the files. */
  readonly planReturn: (profile: string) => Promise<Result<MovePlan>>;
  readonly putBack: (profile: string, signal: AbortSignal) => Promise<Result<MovePlan>>;
  /** Kept keys that programs may have themselves; opens nothing and asks nobody. */
  readonly shared: () => Promise<readonly KeptAccessKey[]>;
  /** Lets programs have the kept key itself from now on, or no more. Opens the store. Problems: key-not-kept, those of the store. */
  readonly share: (profile: string, isShared: boolean, signal: AbortSignal) => Promise<Result<KeptAccessKey>>;
}

const noteOf = (mfa: MfaSerialMove | undefined): string | undefined => (mfa ? [mfa.mfaSerial, ...mfa.roles].join('\n') : undefined);

const mfaFrom = (note: string | undefined): MfaSerialMove | undefined => {
  const [mfaSerial, ...roles] = note?.split('\n') ?? [];
  return mfaSerial ? { mfaSerial, roles } : undefined;
};

/** The roles that say which device `aws` asks for a code of, and the device. Roles of other devices are left alone. */
const serialsOf = ({ roles, mfaSerialOf }: Profiles, { profile, mfaSerial }: Source): MfaSerialMove | undefined => {
  const own = roles.filter((role) => role.source === profile && role.profile !== profile && mfaSerialOf(role.profile) !== undefined);
  const serial = mfaSerial ?? own[0]?.mfaSerial;
  const moved = own.filter((role) => mfaSerialOf(role.profile) === serial).map((role) => role.profile);
  return serial === undefined || moved.length === 0 ? undefined : { mfaSerial: serial, roles: moved };
};

export const createKeyDeeds = ({ files, keys, sts, launcher }: KeyDeedPorts): KeyDeeds => {
  const lineFor = (target: string, region?: string) => ({
    target,
    command: launcher.line(target),
    ...(region === undefined ? {} : { region }),
  });

  /** Whether AWS takes the kept key no longer: inactive or deleted, it is nothing to lose. */
  const isDead = async (profile: string, { sources }: Profiles, signal: AbortSignal): Promise<boolean> => {
    const source = sources.find((one) => one.profile === profile && one.kind === 'store');
    const old = source && (await keys.load(profile, signal));
    if (!source || !old?.ok) return false;
    const who = await sts.callerIdentity({ source: profile, credentials: old.value, endpoint: source.endpoint }, signal);
    return !who.ok && who.problem.code === 'keys-refused';
  };

  const mayAdd = async (
    { profile, accessKeyId, keepIn }: Pick<NewKey, 'profile' | 'keepIn'> & { readonly accessKeyId: string },
    signal: AbortSignal,
  ): Promise<Result<'new' | 'begun'>> => {
    if (!/^[A-Za-z0-9][\w.@+-]{0,63}$/.test(profile)) return failed({ code: 'profile-name-bad', profile });
    const read = await files.read();
    if (!read.ok) return read;
    const kept = (await keys.ids()).get(profile)?.accessKeyId;
    // The same key again: an earlier run did not come to its end.
    if (kept === accessKeyId && !read.value.sources.some((one) => one.profile === profile && one.kind === 'file')) return ok('begun');
    if (kept !== undefined && keepIn !== 'file' && (await isDead(profile, read.value, signal))) return ok('begun');
    return read.value.has(profile) || kept !== undefined ? failed({ code: 'profile-exists', profile }) : ok('new');
  };
  const moveOf = (profile: string, accessKeyId: string, region?: string, mfa?: MfaSerialMove): KeyMove => ({
    line: lineFor(profile, region),
    accessKeyId,
    ...(mfa ? { mfa } : {}),
  });

  /** The key in the file, or the one that an earlier run has kept already. */
  const movable = async (profile: string) => {
    const read = await files.read();
    if (!read.ok) return read;
    const source = read.value.sources.find((one) => one.profile === profile);
    const kept = (await keys.list()).find((one) => one.profile === profile);
    const origin = read.value.originOf(profile);
    if (!source || (origin?.kind !== 'file' && !kept))
      return failed((await keys.flaw?.()) ?? { code: 'key-not-in-file', source: profile, kept: false });
    const inFile = origin?.kind === 'file' ? origin.keys : undefined;
    // Our line came in one write with all that belongs to it.
    if (!inFile && read.value.processTargets.includes(profile)) return failed({ code: 'key-not-in-file', source: profile, kept: true });
    const mfa = inFile ? serialsOf(read.value, source) : (mfaFrom(kept?.note) ?? serialsOf(read.value, source));
    const accessKeyId = inFile?.accessKeyId ?? kept?.accessKeyId ?? '';
    return ok({ inFile, mfa, endpoint: source.endpoint, move: moveOf(profile, accessKeyId, undefined, mfa) });
  };
  const planMove: KeyDeeds['planMove'] = async (profile) => {
    const found = await movable(profile);
    if (!found.ok) return found;
    const { move, mfa } = found.value;
    const planned = await files.planMove(move);
    if (!planned.ok) return planned;
    return ok({ profile, accessKeyId: move.accessKeyId, files: planned.value, roles: mfa?.roles ?? [] });
  };
  const planReturn: KeyDeeds['planReturn'] = async (profile) => {
    const kept = (await keys.list()).find((one) => one.profile === profile);
    if (!kept) return failed((await keys.flaw?.()) ?? { code: 'key-not-kept', source: profile });
    const mfa = mfaFrom(kept.note);
    const { accessKeyId } = kept;
    const planned = await files.planReturn({ profile, keys: { accessKeyId, secretAccessKey: '' }, ...(mfa ? { mfa } : {}) });
    return planned.ok ? ok({ profile, accessKeyId, files: planned.value, roles: mfa?.roles ?? [] }) : planned;
  };

  return {
    check: async (key, region, signal) => {
      const read = await files.read();
      return read.ok ? verifyKey({ sts, profiles: read.value }, key, region, signal) : read;
    },
    planAdd: async ({ profile, region, accessKeyId, keepIn }, signal = new AbortController().signal) => {
      const may = await mayAdd({ profile, accessKeyId, keepIn }, signal);
      if (!may.ok) return may;
      return keepIn !== 'file'
        ? files.planMove(moveOf(profile, accessKeyId, region))
        : files.planReturn({ profile, region, keys: { accessKeyId, secretAccessKey: '' } });
    },
    add: async ({ profile, region, keys: key, keepIn, passphrase }, signal) => {
      const may = await mayAdd({ profile, accessKeyId: key.accessKeyId, keepIn }, signal);
      if (!may.ok) return may;
      if (keepIn === 'file') return files.returnKeys({ profile, region, keys: key });
      const installed = await launcher.install();
      if (!installed.ok) return installed;
      // What came with a key that this one replaces is put back with it.
      const note = (await keys.list()).find((one) => one.profile === profile)?.note;
      const kept = await keys.keep(profile, key, signal, defined({ note, passphrase }));
      return kept.ok ? files.moveKeys(moveOf(profile, key.accessKeyId, region)) : kept;
    },
    planMove,
    unlock: keys.unlock,
    unlockable: keys.unlockable,
    move: async (profile, signal, passphrase) => {
      const planned = await planMove(profile);
      if (!planned.ok) return planned;
      const found = await movable(profile);
      if (!found.ok) return found;
      const { inFile, mfa, move, endpoint } = found.value;
      if (inFile) {
        const asked = await verifyKey({ sts, profiles: { endpointFor: () => ok(endpoint) } }, inFile, undefined, signal);
        if (!asked.ok) return asked;
        const installed = await launcher.install();
        if (!installed.ok) return installed;
        const kept = await keys.keep(profile, inFile, signal, defined({ note: noteOf(mfa), passphrase }));
        if (!kept.ok) return kept;
      }
      const moved = await files.moveKeys(move);
      return moved.ok ? planned : moved;
    },
    planReturn,
    putBack: async (profile, signal) => {
      const planned = await planReturn(profile);
      if (!planned.ok) return planned;
      const key = await keys.load(profile, signal);
      if (!key.ok) return key;
      const mfa = mfaFrom((await keys.list()).find((one) => one.profile === profile)?.note);
      const returned = await files.returnKeys({ profile, keys: key.value, ...(mfa ? { mfa } : {}) });
      if (!returned.ok) return returned;
      // Read back before the kept one goes.
      const read = await files.read();
      if (!read.ok) return read;
      const origin = read.value.originOf(profile);
      const isBack = origin?.kind === 'file' && origin.keys.secretAccessKey === key.value.secretAccessKey;
      if (!isBack) return failed({ code: 'internal', where: 'app/key-deeds putBack' });
      const removed = await keys.remove(profile);
      return removed.ok ? planned : removed;
    },
    shared: async () => (await keys.list()).filter(({ shared }) => shared),
    share: async (profile, isShared, signal) => {
      const kept = (await keys.list()).find((one) => one.profile === profile);
      if (!kept) return failed((await keys.flaw?.()) ?? { code: 'key-not-kept', source: profile });
      const { shared, ...rest } = kept;
      const next = isShared ? ({ ...rest, shared: true } as const) : rest;
      if ((shared ?? false) === isShared) return ok(kept);
      const key = await keys.load(profile, signal);
      if (!key.ok) return key;
      // Sealed anew: what is shared is bound in.
      const sealed = await keys.keep(profile, key.value, signal, defined({ note: next.note, shared: isShared || undefined }));
      return sealed.ok ? ok(next) : sealed;
    },
  };
};
