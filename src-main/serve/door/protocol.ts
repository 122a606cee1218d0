import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { parsed, parsedJson } from '../../base/schema.ts';
import { exactly } from '../../contract/exactly.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { SessionLimits } from '../../contract/sessions/limits.ts';
import { limitsSchema } from '../../contract/sessions/limits-schema.ts';
import { unmistakable } from '../../contract/text.ts';

/**
 * What other programs say at the socket: HTTP/1.1, one request and one answer a connection. `POST /1/credentials` answers what
 * credential_process prints, `POST /1/session` the same with the role's names and region, `POST /1/lease` the environment of a command that uses
 * the role, `POST /1/end` ends sessions, `POST /1/programs` tells and
 * changes what was said to programs, `GET /1/hello` says who listens. Bodies are JSON, or a form, which curl can write without help. docs/sockets.md.
 */
export const protocolVersion = 1;

export const limits = {
  bodyBytes: 8 * 1024,
  headerBytes: 8 * 1024,
  /** For a request to be there as a whole. */
  slowMillis: 5_000,
  /** Requests that wait for a person at the same time. */
  waiting: 128,
  /** Connections at the same time: the files that this program may open are wanted for other things, too. */
  connections: 512,
} as const;

/** No real host: curl wants one in its URL. */
const hosts = ['roletap', 'localhost'];

const routes = {
  hello: 'GET',
  credentials: 'POST',
  session: 'POST',
  lease: 'POST',
  end: 'POST',
  programs: 'POST',
} as const;
export type Route = keyof typeof routes;

/** The first line and the headers of a request, names in lower case. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What a program says of itself. */
export interface Claim {
  readonly pid?: number;
  readonly name?: string;
  readonly folder?: string;
}

/** Where the program that asks finds AWS's files: its own HOME, AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, which may be relative to its folder. */
export interface FilesOfAsker {
  readonly home?: string;
  readonly config?: string;
  readonly credentials?: string;
  readonly folder?: string;
}

export interface Asked {
  /** A target, a role's name, or the ARN of a role. */
  readonly role: string;
  /** Whether a person may be asked for a touch. */
  readonly wait: boolean;
  readonly claim: Claim;
  /** A person's command line: what they want of the role, and what they prefer counts where it says nothing. */
  readonly limits?: SessionLimits;
}

export type DoorRequest =
  | { readonly kind: 'hello' }
  | (Asked & { readonly kind: 'credentials' | 'session' })
  | (Asked & { readonly kind: 'lease'; readonly files: FilesOfAsker })
  | { readonly kind: 'end'; readonly target: string }
  | { readonly kind: 'endAll' }
  /** `program`: a name, or the path of a file. */
  | { readonly kind: 'programs'; readonly change?: { readonly kind: 'forget' | 'silence'; readonly program: string } };

const bad = (why: Extract<Parameters<typeof failed>[0], { code: 'request-bad' }>['why']) => failed({ code: 'request-bad', why });

/** What is asked for, when it may be asked at all: no web page, no other host's name, a version and a method that there is. */
export const readHead = ({ method, url, httpVersion, headers }: RequestHead): Result<Route> => {
  if (headers.origin !== undefined) return bad('origin');
  const { host } = headers;
  if (typeof host !== 'string' || !hosts.includes(host)) return bad('host');
  if (httpVersion !== '1.1') return bad('version');
  const [, version, name] = /^\/(\d{1,9})\/([a-z]+)$/.exec(url) ?? [];
  if (version === undefined || name === undefined) return bad('path');
  if (Number(version) !== protocolVersion) return bad('version');
  const route = (Object.keys(routes) as Route[]).find((known) => known === name);
  if (route === undefined) return bad('path');
  return routes[route] === method ? ok(route) : bad('method');
};

/** Whether problems are told in one line for standard error. */
export const wantsPlain = (headers: RequestHead['headers']): boolean => headers.accept === 'text/plain';

const flags: Readonly<Record<string, boolean>> = { '1': true, true: true, '0': false, false: false };

const document = v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

const bodyFields = (contentType: string, body: string): object | undefined => {
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const pairs = [...new URLSearchParams(body)];
    const form: Record<string, unknown> = Object.fromEntries(pairs);
    if (Object.keys(form).length !== pairs.length) return undefined;
    if (typeof form.pid === 'string' && /^\d{1,10}$/.test(form.pid)) form.pid = Number(form.pid);
    for (const name of ['wait', 'all']) if (typeof form[name] === 'string') form[name] = flags[form[name]] ?? form[name];
    return form;
  }
  return parsedJson(document, body);
};

const text = (limit: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(limit), v.regex(/^\P{Cc}*$/u));

/** May be called anything, and must not pass for something else where it is read. */
const folder = v.optional(v.pipe(v.string(), v.maxLength(4096), v.transform(unmistakable)));

const asking = {
  wait: v.optional(v.boolean(), true),
  /** 0 is what a program has as its parent that was started from outside its container. */
  pid: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1))),
  name: v.optional(text(256)),
  folder,
};
const wanted = text(2048);
const askBody = v.union([exactly({ role: wanted, ...asking }), exactly({ target: wanted, ...asking })]);
const sessionBody = v.union([
  exactly({ role: wanted, ...asking, limits: v.exactOptional(limitsSchema) }),
  exactly({ target: wanted, ...asking }),
]);
/** A name of a file holds what it likes; an empty one is none. */
const file = v.optional(v.pipe(v.string(), v.maxLength(4096)));
const leaseBody = exactly({ role: wanted, ...asking, home: file, config: file, credentials: file });
const programsBody = v.union([exactly({ forget: text(4096) }), exactly({ silence: text(4096) }), exactly({})]);
const endBody = v.union([exactly({ target: text(1024) }), exactly({ all: v.literal(true) })]);

const askingOf = ({
  wait,
  pid,
  name,
  folder,
}: Pick<v.InferOutput<typeof leaseBody>, keyof typeof asking>): Pick<Asked, 'wait' | 'claim'> => ({
  wait,
  claim: defined({ pid: pid || undefined, name, folder: folder || undefined }),
});

/** The request of a route and its body; fields that nobody knows are refused. */
export const readRequest = (route: Route, contentType: string, body: string): Result<DoorRequest> => {
  if (route === 'hello') return body === '' ? ok({ kind: 'hello' }) : bad('fields');
  const fields = bodyFields(contentType, body);
  if (fields === undefined) return bad('json');
  if (route === 'end') {
    const end = parsed(endBody, fields);
    if (!end) return bad('fields');
    return ok('all' in end ? { kind: 'endAll' } : { kind: 'end', target: end.target });
  }
  if (route === 'programs') {
    const asked = parsed(programsBody, fields);
    if (!asked) return bad('fields');
    if ('forget' in asked) return ok({ kind: route, change: { kind: 'forget', program: asked.forget } });
    return ok({ kind: route, ...('silence' in asked ? { change: { kind: 'silence', program: asked.silence } } : {}) });
  }
  if (route === 'lease') {
    const asked = parsed(leaseBody, fields);
    if (!asked) return bad('fields');
    const { role, home, config, credentials, ...rest } = asked;
    return ok({
      kind: route,
      role,
      ...askingOf(rest),
      files: defined({ home: home || undefined, config, credentials, folder: rest.folder || undefined }),
    });
  }
  const asked = parsed(route === 'session' ? sessionBody : askBody, fields);
  if (!asked) return bad('fields');
  const limits = 'limits' in asked && asked.limits ? { limits: asked.limits } : {};
  return ok({ kind: route, role: 'role' in asked ? asked.role : asked.target, ...askingOf(asked), ...limits });
};
