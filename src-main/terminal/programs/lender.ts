import * as v from 'valibot';
import type { App } from '../../app/app.ts';
import type { HandedOut } from '../../app/sessions/credential-broker.ts';
import type { HiddenFiles } from '../../aws/files/hidden-files.adapter.ts';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { SessionLimits } from '../../contract/sessions/limits.ts';
import type { Asker } from '../../contract/values.ts';
import type { Endpoint, EndpointNeeds } from '../../serve/endpoint/endpoint-server.adapter.ts';
import type { AskApp } from '../../serve/socket/socket-client.adapter.ts';

/** What `exec` and `shell` need of the system. */
export interface ChildParts {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly endpoint: (credentials: EndpointNeeds['credentials']) => Endpoint;
  readonly hiddenFiles: () => Promise<HiddenFiles>;
  /** The path of the empty file. */
  readonly nothing: string;
  readonly run: (command: readonly string[], environment: Record<string, string>) => Promise<Result<number>>;
  readonly note: (line: string) => void;
}

/** Where the terminal takes a session from: the app that runs, or itself. */
export interface Lender {
  /** `wait`: a person may be asked for a touch. Problems: those of App.credentials, app-missing, app-foreign. */
  readonly lend: (role: string, wait: boolean, signal: AbortSignal) => Promise<Result<HandedOut>>;
}

/** This process itself. */
export const ownLender = (app: Pick<App, 'credentials' | 'limit'>, asker: Asker, wanted?: SessionWish): Lender => ({
  lend: async (role, wait, signal) => {
    const named = wanted ? await app.limit({ role, ...wanted }) : ok(role);
    return named.ok ? app.credentials({ role: named.value, asker, wait }, signal) : named;
  },
});

/** Limits, and whether a person's preference for reading only counts. A program gets what it names: with neither it is the role as it is called. */
export interface SessionWish {
  readonly limits: SessionLimits;
  readonly full: boolean;
}

const text = v.string();

/** The answer of `POST /1/session`. Secret. */
const sessionAnswer = v.object({
  target: text,
  profile: text,
  roleArn: text,
  accountId: text,
  region: text,
  variables: v.pipe(v.optional(v.record(text, text), {}), v.transform(Object.entries)),
  credentials: v.pipe(
    v.object({
      AccessKeyId: text,
      SecretAccessKey: text,
      SessionToken: v.optional(text),
      Expiration: v.pipe(text, v.transform(Date.parse), v.number()),
    }),
    v.transform(({ AccessKeyId, SecretAccessKey, SessionToken, Expiration }) => ({
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...defined({ sessionToken: SessionToken }),
      expires: Expiration,
    })),
  ),
});

/** The app that runs, over its socket at `path`. */
export const appLender = (ask: AskApp, path: string, wanted?: SessionWish): Lender => ({
  lend: async (role, wait, signal) => {
    // Without limits the app takes the name as it stands.
    const limits = wanted && !wanted.full ? { limits: wanted.limits } : {};
    const answer = await ask('session', { role, wait, ...limits }, signal);
    if (!answer.ok) return answer;
    const handed = parsed(sessionAnswer, answer.value);
    return handed ? ok(handed) : failed({ code: 'app-foreign', path, why: 'not-understood' });
  },
});

/**
 * A lender for a command that runs for hours: what was lent last serves to its end when the app has gone meanwhile or does not answer. `now` in
 * milliseconds.
 */
export const lastingLender = (lender: Lender, first: HandedOut, now: () => number): Lender => {
  let last = first;
  return {
    lend: async (role, wait, signal) => {
      const lent = await lender.lend(role, wait, signal);
      if (lent.ok) last = lent.value;
      else if (['app-missing', 'app-foreign', 'cancelled'].includes(lent.problem.code) && last.credentials.expires > now()) return ok(last);
      return lent;
    },
  };
};
