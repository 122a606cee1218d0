import * as v from 'valibot';
import { parsedJson } from '../../base/schema.ts';
import type { SessionState, SimulatorRequest, SimulatorResponse, SimulatorState } from './model/types.ts';

/** How long a sign-in token is good, in milliseconds. */
const tokenMillis = 15 * 60_000;

const consoles = /^https:\/\/(?:[a-z0-9-]+\.)?console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu)\//;

/** The sign-in page for federated users. Knows its own tokens. */
export interface SimulatedFederation {
  readonly handle: (request: SimulatorRequest, parameters: ReadonlyMap<string, string>) => SimulatorResponse;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const page = (status: number, title: string, lines: readonly string[]): SimulatorResponse => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1>${lines.map((line) => `<p>${escaped(line)}</p>`).join('')}</body></html>\n`,
});

const bad = (why: string): SimulatorResponse => page(400, 'Bad Request', [why]);

/** A session as the sign-in page takes it. */
const sessionParts = v.object({ sessionId: v.string(), sessionKey: v.string(), sessionToken: v.string() });

export const createFederationPage = (state: SimulatorState): SimulatedFederation => {
  const tokens = new Map<string, { readonly session: SessionState; readonly until: number }>();

  /** The live session of a role; why not, for all else: keys of a user, a user's session, one that is over, a wrong secret. */
  const roleSession = (text: string): SessionState | string => {
    const sent = parsedJson(sessionParts, text);
    if (!sent) return 'The session is no JSON of sessionId, sessionKey and sessionToken.';
    const session = state.sessions.get(sent.sessionId);
    if (!session || session.secretAccessKey !== sent.sessionKey || session.sessionToken !== sent.sessionToken)
      return 'The credentials are not valid.';
    if (state.now() >= session.expires) return 'The credentials are expired.';
    return session.role ? session : 'The credentials are not those of a role.';
  };

  const getToken = (parameters: ReadonlyMap<string, string>): SimulatorResponse => {
    const session = roleSession(parameters.get('Session') ?? '');
    if (typeof session === 'string') return bad(session);
    // Sessions that were opened with a session are refused with one, and this simulator opens none otherwise.
    if (parameters.has('SessionDuration')) return bad('SessionDuration is not allowed for these credentials.');
    const token = Buffer.from(state.random(48)).toString('base64url');
    tokens.set(token, { session, until: state.now() + tokenMillis });
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ SigninToken: token }) };
  };

  const login = (parameters: ReadonlyMap<string, string>, cookie = ''): SimulatorResponse => {
    const found = tokens.get(parameters.get('SigninToken') ?? '');
    const destination = parameters.get('Destination') ?? '';
    if (!found || state.now() >= found.until) return bad('The sign-in token is not valid.');
    if (!consoles.test(destination)) return bad('The destination is not the console.');
    const { role, roleSessionName } = found.session;
    const own = `${role?.account.accountId}-${role?.name}`;
    const [, before = own] = /(?:^|; )signed-in=([\w+=,.@-]+)/.exec(cookie) ?? [];
    // One browser's cookies hold one identity, as the real console says it.
    if (before !== own) return page(400, 'Sign out first', ['You must first log out before logging into a different AWS account.', before]);
    const signedIn = page(200, 'Signed in', [
      `Role ${role?.name} in account ${role?.account.accountId}`,
      `arn:${role?.account.partition}:sts::${role?.account.accountId}:assumed-role/${role?.name}/${roleSessionName}`,
      `Goes on to ${destination}`,
    ]);
    return { ...signedIn, headers: { ...signedIn.headers, 'set-cookie': `signed-in=${own}; Max-Age=3600; HttpOnly` } };
  };

  return {
    handle: (request, parameters) => {
      const action = parameters.get('Action');
      if (action === 'getSigninToken' && (request.method === 'POST' || request.method === 'GET')) return getToken(parameters);
      if (action === 'login' && request.method === 'GET') return login(parameters, request.headers.cookie);
      return bad(`There is no action ${action ?? ''} for ${request.method}.`);
    },
  };
};
