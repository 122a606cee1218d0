import { failed, ok, type Result } from '../../contract/result.ts';

/**
 * What other programs say at the socket: HTTP/1.1, one request and one answer a connection. `POST /1/credentials` answers what
 * credential_process prints, `POST /1/session` the same with the role's names and region, `POST /1/end` ends sessions, `GET /1/hello` says who
 * listens. Bodies are JSON, or a form, which curl can write without help. docs/sockets.md.
 */
export const protocolVersion = 1;

export const limits = {
  bodyBytes: 8 * 1024,
  headerBytes: 8 * 1024,
  /** For a request to be there as a whole. */
  slowMillis: 5_000,
  /** Requests that wait for a person at the same time. */
  waiting: 128,
} as const;

/** No real host: curl wants one in its URL. */
const hosts = ['roletap', 'localhost'];

const routes = {
  hello: 'GET',
  credentials: 'POST',
  session: 'POST',
  end: 'POST',
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

export type DoorRequest =
  | { readonly kind: 'hello' }
  | {
      readonly kind: 'credentials' | 'session';
      /** A target, a role's name, or the ARN of a role. */
      readonly role: string;
      /** Whether a person may be asked for a touch. */
      readonly wait: boolean;
      readonly claim: Claim;
    }
  | { readonly kind: 'end'; readonly target: string }
  | { readonly kind: 'endAll' };

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

const bodyFields = (contentType: string, body: string): Record<string, unknown> | undefined => {
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    const pairs = [...new URLSearchParams(body)];
    const form: Record<string, unknown> = Object.fromEntries(pairs);
    if (Object.keys(form).length !== pairs.length) return undefined;
    if (typeof form.pid === 'string' && /^\d{1,10}$/.test(form.pid)) form.pid = Number(form.pid);
    for (const name of ['wait', 'all']) if (typeof form[name] === 'string') form[name] = flags[form[name]] ?? form[name];
    return form;
  }
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
};

const isText = (value: unknown, limit: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= limit && !/\p{Cc}/u.test(value);
const isPid = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 32;

/** The request of a route and its body; fields that nobody knows are refused. */
export const readRequest = (route: Route, contentType: string, body: string): Result<DoorRequest> => {
  if (route === 'hello') return body === '' ? ok({ kind: 'hello' }) : bad('fields');
  const fields = bodyFields(contentType, body);
  if (fields === undefined) return bad('json');
  const { target, role, all, pid, name, folder, wait, ...strange } = fields;
  if (Object.keys(strange).length > 0) return bad('fields');
  if (route === 'end') {
    if ([role, pid, name, folder, wait].some((value) => value !== undefined)) return bad('fields');
    if (all === true && target === undefined) return ok({ kind: 'endAll' });
    return all === undefined && isText(target, 1024) ? ok({ kind: 'end', target }) : bad('fields');
  }
  const wanted = role ?? target;
  if (all !== undefined || (role !== undefined && target !== undefined) || !isText(wanted, 2048)) return bad('fields');
  if (wait !== undefined && typeof wait !== 'boolean') return bad('fields');
  // 0 is what a program has as its parent that was started from outside its container.
  if (pid !== undefined && pid !== 0 && !isPid(pid)) return bad('fields');
  if (name !== undefined && !isText(name, 256)) return bad('fields');
  if (folder !== undefined && !isText(folder, 4096)) return bad('fields');
  return ok({
    kind: route,
    role: wanted,
    wait: wait ?? true,
    claim: {
      ...(pid === undefined || pid === 0 ? {} : { pid }),
      ...(name === undefined ? {} : { name }),
      ...(folder === undefined ? {} : { folder }),
    },
  });
};
