import { createJobs } from '../../base/jobs.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import { isCertificateId } from '../anywhere/certificate-role.ts';
import { type RunProgram, runForCredentials } from './process-source.ts';
import { type SignIn, signInByAws } from './sign-in-source.ts';
import { sourceId } from './source-order.ts';
import type { KeyStore, LongTermKeys, SourceCredentials, SourceKeys, SourceKind, SourceOrigin } from './source-types.ts';

/** What opening sources takes. */
export interface SourceKeysNeeds {
  /** Where a profile's credentials come from, as the files were read last. */
  readonly originOf: (profile: string) => SourceOrigin | undefined;
  readonly store: KeyStore;
  readonly run: RunProgram;
  readonly signIn: SignIn;
  /** Opens a role with its certificate, which asks for a PIN and a touch as the key wants; silently only where that asks nobody. */
  readonly certificate: (profile: string, signal: AbortSignal, isSilent: boolean) => Promise<Result<SourceCredentials>>;
  /** As `process.platform`. */
  readonly platform: string;
  /** AWS's time in milliseconds. */
  readonly now: () => number;
  /** Told when a source is asked that may take a person's time, and when it has answered. */
  readonly onAsked: (profile: string, isAsked: boolean) => void;
}

/** What a program gave serves so long, in milliseconds, so that a tap or a page asks it once. It is kept in memory only. */
const heldMillis = 60_000;

/** Kinds that are there without running or asking anything. */
const quiet: ReadonlySet<SourceKind> = new Set(['file']);

const longTerm = ({ accessKeyId, secretAccessKey }: LongTermKeys) => ok({ kind: 'long-term', accessKeyId, secretAccessKey } as const);

export const createSourceKeys = (needs: SourceKeysNeeds): SourceKeys => {
  const { store, now } = needs;
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));
  const held = new Map<string, { readonly credentials: SourceCredentials; readonly until: number }>();

  /** What was asked for a moment ago, and is still good for a call. */
  const fresh = (id: string): SourceCredentials | undefined => {
    for (const [key, { until }] of held) if (until <= now()) held.delete(key);
    return held.get(id)?.credentials;
  };
  const hold = (id: string, credentials: SourceCredentials): void => {
    const ends = credentials.kind === 'temporary' ? (credentials.expires ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
    // A person touched for it: it serves as long as it lasts.
    const most = isCertificateId(id) ? Number.POSITIVE_INFINITY : now() + heldMillis;
    held.set(id, { credentials, until: Math.min(most, ends - heldMillis) });
  };

  const ask = async (profile: string, origin: SourceOrigin, signal: AbortSignal, isSilent: boolean): Promise<Result<SourceCredentials>> => {
    switch (origin.kind) {
      case 'file':
        return longTerm(origin.keys);
      case 'store': {
        const kept = await store.load(profile, signal);
        return kept.ok ? longTerm(kept.value) : kept;
      }
      case 'certificate': {
        const opened = await needs.certificate(profile, signal, isSilent);
        // AWS's helper, whose line has a key in a file, does without a YubiKey.
        const isMissing = !opened.ok && (opened.problem.code === 'certificate-missing' || opened.problem.code === 'yubikey-missing');
        const { line, role } = origin;
        return isMissing && line !== undefined && role.helper?.hasKeyFile ? runForCredentials(profile, line, needs, signal) : opened;
      }
      case 'process':
        return runForCredentials(profile, origin.line, needs, signal);
      case 'login':
      case 'sso':
        return needs.signIn.credentials(profile, origin.kind, signal);
    }
  };

  const askAndHold = async (
    profile: string,
    origin: SourceOrigin,
    id: string,
    signal: AbortSignal,
    isSilent = false,
  ): Promise<Result<SourceCredentials>> => {
    const asked = await ask(profile, origin, signal, isSilent);
    if (asked.ok) hold(id, asked.value);
    return asked;
  };

  /** Once for all who want it at the same time. */
  const askOnce = (
    profile: string,
    origin: SourceOrigin,
    id: string,
    signal: AbortSignal,
    isSilent: boolean,
  ): Promise<Result<SourceCredentials>> =>
    jobs.join(`${profile} ${id}${isSilent ? ' silently' : ''}`, signal, async (flight) => {
      // What a certificate waits for is shown by itself: a touch, a PIN.
      if (origin.kind === 'certificate') return askAndHold(profile, origin, id, flight, isSilent);
      needs.onAsked(profile, true);
      return askAndHold(profile, origin, id, flight).finally(() => needs.onAsked(profile, false));
    });

  return {
    isQuiet: ({ kind }) => quiet.has(kind),
    forget: ({ id }) => void held.delete(id),
    signIn: async ({ profile, id }, signal) => {
      const { kind } = needs.originOf(profile) ?? {};
      if (kind !== 'login' && kind !== 'sso') return failed({ code: 'source-without-keys', source: profile });
      held.delete(id);
      needs.onAsked(profile, true);
      return signInByAws(needs.run, profile, kind, signal).finally(() => needs.onAsked(profile, false));
    },
    open: async ({ profile, id }, signal, isSilent = false) => {
      const origin = needs.originOf(profile);
      // Other keys than those that were meant may be another user's.
      if (!origin || sourceId(origin) !== id) return failed({ code: 'source-without-keys', source: profile });
      if (quiet.has(origin.kind)) return ask(profile, origin, signal, isSilent);
      const there = fresh(id);
      return there ? ok(there) : askOnce(profile, origin, id, signal, isSilent);
    },
  };
};
