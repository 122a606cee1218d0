import { accountIdOf } from '../../aws/arn.ts';
import type { LentCredentials } from '../../aws/caller.ts';
import type { Variable } from '../../aws/profiles/profile-types.ts';
import { turnMillis } from '../../aws/sts/user-sessions.ts';
import { createJobs, linkAbort } from '../../base/jobs.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type Failure, failed, ok, type Result } from '../../contract/result.ts';
import type { Asker } from '../../contract/values.ts';
import { limitsFact } from '../history/history.ts';
import type { CatalogRole } from '../roles/catalog.ts';
import { variablesFor } from '../roles/role-files.ts';
import { withAlert, withAsking, withoutAsking, withSpan, withTap } from '../state/store.ts';
import type { StoredRoleSession } from '../stored-sessions.ts';
import { adoptFromFile } from './adopt-from-file.ts';
import { createGiving } from './giving.ts';
import { dueAt, tookTouch } from './renewal-plan.ts';
import { createSessionLookup } from './session-lookup.ts';
import type { SessionPorts } from './session-ports.ts';
import { openShown } from './tap-in.ts';

export interface CredentialsRequest {
  /** A target, a role's name, or the ARN of a role. */
  readonly role: string;
  readonly asker: Asker;
  /** Whose permission counts for a guarded role, where that is another's: who copied the way to it, say. */
  readonly onBehalfOf?: Asker;
  /** Whether a person may be asked for a touch. */
  readonly wait: boolean;
}

/** Secret: it goes to whoever asked, and nowhere else. */
export interface HandedOut {
  readonly target: string;
  readonly profile: string;
  readonly roleArn: string;
  readonly accountId: string;
  readonly region: string;
  /** What the role's profile says beside, see `Profiles.variablesOf`. */
  readonly variables: readonly Variable[];
  readonly credentials: LentCredentials;
}

/** Sessions for whoever asks; see `SessionDeeds.credentials` and `SessionDeeds.held`. */
export interface CredentialBroker {
  readonly credentials: (request: CredentialsRequest, signal: AbortSignal) => Promise<Result<HandedOut>>;
  readonly held: (role: string) => HandedOut | undefined;
  /** Notes who was given what `held` gave. */
  readonly given: (role: string, asker: Asker) => void;
  /** A new session for a role that is held, without a touch. Problems: touch-wanted, target-unknown, those of finding it and of opening. */
  readonly renew: (role: string, asker: Asker, signal: AbortSignal) => Promise<Result<HandedOut>>;
  /** Whoever waits now gets `cancelled`. */
  readonly turnAway: () => void;
  /** The same for all who come from now on. */
  readonly close: () => void;
}

/** A session with less left than this is of no use to a program, in milliseconds. */
const leastLeft = 60_000;

/** A use is noted when the last note is older than this, in milliseconds: programs may ask many times a second. */
const useStep = 60_000;

/** What is no refusal: nobody wants it any more, or a touch is still to come. */
const quiet: ReadonlySet<Problem['code']> = new Set(['cancelled', 'touch-wanted']);

export const createCredentialBroker = (ports: SessionPorts): CredentialBroker => {
  const { store, files: awsFiles, held, openings, history } = ports;
  const { roleOf, anySessionOf, sessionOf, requestFor } = createSessionLookup(ports);
  const { serves, note, mayAsk, askPerson } = createGiving(ports);
  const jobs = createJobs<Failure>(failed({ code: 'cancelled' }));
  /** Aborts for all who wait now. */
  let away = new AbortController();
  let closed = false;

  /** A renewal by itself is nobody's use. */
  const handOut = (session: StoredRoleSession, isUse = true): HandedOut => {
    const { target, profile, roleArn, credentials } = session;
    const role = awsFiles.catalog().byName.get(profile);
    const { files } = store.state();
    const region = role?.usedIn ?? '';
    const variables = role && files.kind === 'read' ? variablesFor(role, files.profiles) : [];
    const now = history.now();
    if (isUse && now - session.used > useStep) held.used(target, now);
    return { target, profile, roleArn, accountId: accountIdOf(roleArn), region, variables, credentials };
  };
  const left = (session: StoredRoleSession): number => session.credentials.expires - history.now();

  const fresh = (name: string): StoredRoleSession | undefined => {
    const session = sessionOf(name, awsFiles.catalog());
    if (!session || left(session) < leastLeft) return undefined;
    // A newer one can be had only while this holds; a guarded or direct one serves to its end.
    const due = dueAt({ since: session.since, expires: session.credentials.expires });
    return history.now() < due || tookTouch(session, store.state().renewals.quiet) ? session : undefined;
  };
  const freshFor = (name: string, asker?: Asker): StoredRoleSession | undefined => {
    const session = fresh(name);
    return session && serves(session, asker) ? session : undefined;
  };
  const giveTo = (session: StoredRoleSession, asker: Asker): Result<HandedOut> => {
    note(session, asker);
    return ok(handOut(session));
  };

  /** A new session without a touch for the role, or for the one of its targets that has the name; shared by all who ask for it at the same time. */
  const silently = (role: CatalogRole, name: string, asker: Asker, signal: AbortSignal): Promise<Result<StoredRoleSession>> => {
    const target = sessionOf(name, awsFiles.catalog())?.target ?? role.target;
    return jobs.join(`silent ${role.profile} ${target}`, signal, async (flight) => {
      const found = await awsFiles.judge(() => awsFiles.resolve(requestFor(role)));
      if (!found.ok) return found;
      const before = held.roles().find((session) => session.target === target);
      const instead = before ? { target, instead: before.credentials.accessKeyId } : {};
      const request = { ...found.value, asker, mode: 'silent', write: before?.inFile ?? false, ...instead } as const;
      const opened = await openings.open(request, () => {}, flight);
      if (!opened.ok) {
        const goesOn = before !== undefined && left(before) > leastLeft;
        if (!goesOn && !quiet.has(opened.problem.code)) showRefusal(role, asker, opened.problem);
        return opened;
      }
      const { session } = opened.value;
      const { via, guarded, roleArn, profile } = session;
      const { accessKeyId, expires } = session.credentials;
      const event = before ? 'renewed' : 'opened';
      const facts = {
        at: history.now(),
        event,
        profile,
        roleArn,
        accountId: role.accountId,
        asker,
        accessKeyId,
        target,
        via,
        guarded,
        expires,
        ...limitsFact(session.limits),
      } as const;
      void history.add(facts);
      return ok(session);
    });
  };

  /** In the role's row and in the history; when it may be the age of the MFA session, a fresh touch is offered. */
  const showRefusal = ({ profile, roleArn, accountId }: CatalogRole, asker: Asker, problem: Problem): void => {
    store.change(withTap(profile, { kind: 'failed', problem, ...(problem.code === 'role-refused' ? { fresh: true } : {}) }));
    void history.add({ at: history.now(), event: 'refused', profile, roleArn, accountId, asker, problem });
  };

  /** With a touch where it takes one; shared by all who ask for the role at the same time, in other processes, too. */
  const withTouch = (role: CatalogRole, asker: Asker, signal: AbortSignal): Promise<Result<StoredRoleSession>> =>
    jobs.join(`touch ${role.profile}`, signal, (flight) => {
      // What was chosen was for the touch before.
      store.change(withSpan(role.profile, undefined));
      const onWait = () => store.change(withTap(role.profile, { kind: 'waiting', for: 'turn' }));
      return openings.inTurn({ name: `role ${role.roleArn}`, limit: turnMillis, signal: flight, onWait }, async () => {
        const there = freshFor(role.profile, asker);
        if (there) store.change(withTap(role.profile, undefined));
        if (there) return ok(there);
        // One that serves others stays where it is.
        const write = sessionOf(role.profile, awsFiles.catalog())?.inFile ?? false;
        const opened = await openShown(ports, requestFor(role), { asker, mode: 'usual', write }, flight);
        return opened.ok ? ok(opened.value.session) : opened;
      });
    });

  const touched = (role: CatalogRole, { asker, onBehalfOf = asker }: CredentialsRequest, signal: AbortSignal) =>
    askPerson({ role, asker, onBehalfOf }, signal, () => withTouch(role, asker, signal));

  const ask = async (request: CredentialsRequest, signal: AbortSignal): Promise<Result<HandedOut>> => {
    const { role: name, asker, onBehalfOf = asker, wait } = request;
    // Another front end may have opened one since.
    await held.refresh();
    const there = freshFor(name, onBehalfOf);
    if (there) return giveTo(there, asker);
    const known = roleOf(name);
    const found = known.ok ? known : await awsFiles.judge(() => roleOf(name));
    if (!found.ok) return found;
    const role = found.value;
    if (!anySessionOf(role.profile)) {
      await adoptFromFile(ports, role);
      const adopted = freshFor(role.profile, onBehalfOf);
      if (adopted) return giveTo(adopted, asker);
    }
    // A person is asked for the role now: who comes meanwhile waits for that session, also when the MFA session behind it is there already.
    if (wait && jobs.has(`touch ${role.profile}`)) {
      const shared = await touched(role, request, signal);
      if (shared) return shared.ok ? giveTo(shared.value, asker) : shared;
    }
    const silent = await silently(role, name, asker, signal);
    if (silent.ok) return giveTo(silent.value, asker);
    if (silent.problem.code === 'cancelled') return silent;
    // What is there still serves, as long as it does.
    const still = sessionOf(name, awsFiles.catalog());
    if (still && left(still) > leastLeft && serves(still, onBehalfOf)) return giveTo(still, asker);
    if (silent.problem.code !== 'touch-wanted') return silent;
    if (!wait) {
      if (mayAsk(role.profile, asker))
        store.change(withAlert({ id: `touch ${role.profile}`, kind: 'touch-wanted', profile: role.profile, asker }));
      return silent;
    }
    // A touch that was there before it asked is followed by its own.
    const opened = (await touched(role, request, signal)) ?? (await touched(role, request, signal)) ?? silent;
    return opened.ok ? giveTo(opened.value, asker) : opened;
  };

  const turnAway = (): void => {
    away.abort();
    if (!closed) away = new AbortController();
  };

  return {
    held: (name) => {
      const session = freshFor(name);
      return session && handOut(session);
    },
    given: (name, asker) => {
      const session = sessionOf(name, awsFiles.catalog());
      if (session) note(session, asker);
    },
    turnAway,
    close: () => {
      closed = true;
      turnAway();
    },
    renew: async (name, asker, signal) => {
      const role = roleOf(name);
      if (!anySessionOf(name)) return failed({ code: 'target-unknown', target: name });
      if (!role.ok) return role;
      const renewed = await silently(role.value, name, asker, signal);
      return renewed.ok ? ok(handOut(renewed.value, asker.kind !== 'renewal')) : renewed;
    },
    credentials: async (request, signal) => {
      const there = freshFor(request.role, request.onBehalfOf ?? request.asker);
      if (there) return giveTo(there, request.asker);
      const role = roleOf(request.role);
      const { profile, source } = role.ok ? role.value : { profile: request.role, source: '' };
      const asking = { profile, source, asker: request.asker };
      store.change(withAsking(asking));
      const giveUp = linkAbort(signal, away.signal);
      try {
        return await ask(request, giveUp.signal);
      } finally {
        giveUp.unlink();
        store.change(withoutAsking(asking));
      }
    },
  };
};
