import type { Agent as HttpAgent } from 'node:http';
import { Agent as PlainAgent, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { homedir } from 'node:os';
import type { Duplex } from 'node:stream';
import { rootCertificates, connect as tlsConnect } from 'node:tls';
import { type Bundle, inTime, readBundle } from './ca-bundle.adapter.ts';
import { isLoopback } from './endpoints.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy did not make the way. `code` is a word for the person: `proxy-407`, `proxy-socks`, `proxy-unsupported`. */
export class ProxyRefusal extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

const isExempt = (host: string, port: string, noProxy: string): boolean =>
  noProxy
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (onlyPort !== undefined && onlyPort !== port) return false;
      const suffix = name.replace(/^\*?\./, '');
      return host === suffix || host.endsWith(`.${suffix}`);
    });

/**
 * The proxy for an https URL as the environment has it (lower case wins, as for the `aws` command), or undefined.
 * This computer itself is never reached through a proxy; plain http goes nowhere else (see endpoints.ts).
 */
export const proxyFor = (url: URL, env: Environment): string | undefined => {
  if (url.protocol !== 'https:' || isLoopback(url.hostname)) return undefined;
  const proxy = env.https_proxy || env.HTTPS_PROXY;
  if (!proxy || isExempt(url.hostname.toLowerCase(), url.port || '443', env.no_proxy || env.NO_PROXY || '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
};

const proxyUrl = (text: string): URL => {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // Said below.
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new ProxyRefusal(/^socks/.test(url?.protocol ?? '') ? 'proxy-socks' : 'proxy-unsupported');
};

/** A proxy for all that `aws` does not read, in the place of one that it does. */
export const hasOnlyAllProxy = (url: URL, env: Environment): boolean =>
  url.protocol === 'https:' &&
  !isLoopback(url.hostname) &&
  !(env.https_proxy || env.HTTPS_PROXY) &&
  Boolean(env.all_proxy || env.ALL_PROXY);

/** As the person wrote it, where it is no percent-encoding. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Said each time: `NODE_TLS_REJECT_UNAUTHORIZED=0`, which people set for another program's sake, must not open these connections. */
const verified = { rejectUnauthorized: true } as const;

interface ConnectOptions {
  readonly host?: string | null;
  readonly port?: number | string | null;
  readonly servername?: string;
}

type Connected = (error: Error | null, socket?: Duplex) => void;

/** Idle connections are let go after this, in milliseconds: before AWS does, and soon after a sleep. */
const idleMillis = 15_000;

/** Longest wait for a proxy to open the tunnel and for the server behind it to be proved, in milliseconds, whatever comes meanwhile. */
const tunnelMillis = 10_000;

/** Reaches TLS servers through an HTTP proxy's CONNECT (RFC 9110, section 9.3.6). */
class TunnelAgent extends SecureAgent {
  private readonly proxy: URL;
  private readonly certificates: readonly string[] | undefined;

  constructor(proxy: URL, keepAlive: boolean, certificates: readonly string[] | undefined) {
    super({ keepAlive, timeout: idleMillis });
    this.proxy = proxy;
    this.certificates = certificates;
  }

  // Node calls it with the target's options and takes the socket from the callback.
  override createConnection(options: ConnectOptions, connected: Connected): undefined {
    const target = `${options.host}:${options.port}`;
    const { proxy } = this;
    const login = `${decoded(proxy.username)}:${decoded(proxy.password)}`;
    const authorization = proxy.username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
    const request = (proxy.protocol === 'https:' ? secureRequest : plainRequest)({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...authorization },
      agent: false,
      ...verified,
      ...(this.certificates === undefined ? {} : { ca: [...this.certificates] }),
    });
    let tunnel: Duplex | undefined;
    const end = (error: Error | null, socket?: Duplex): void => {
      clearTimeout(limit);
      if (error) {
        request.destroy();
        tunnel?.destroy();
      }
      connected(error, socket);
    };
    const limit = setTimeout(() => end(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), tunnelMillis);
    request.on('error', end);
    // A proxy that refuses may answer in the ordinary way.
    request.once('response', (response) => end(new ProxyRefusal(`proxy-${response.statusCode}`)));
    request.once('connect', (response, socket) => {
      tunnel = socket;
      socket.on('error', end);
      if (response.statusCode !== 200) return end(new ProxyRefusal(`proxy-${response.statusCode}`));
      const secure = tlsConnect({
        socket,
        ...verified,
        servername: options.servername ?? options.host ?? '',
        ...(this.certificates === undefined ? {} : { ca: [...this.certificates] }),
      });
      secure.once('error', end);
      secure.once('secureConnect', () => {
        secure.off('error', end);
        end(null, secure);
      });
    });
    request.end();
    return undefined;
  }
}

/** The agents of one program; connections are kept between calls that may be repeated. */
export interface Agents {
  /**
   * Rejects with ProxyRefusal for a proxy of an unknown kind, and with BundleFault: ETIMEDOUT when the file has not answered as
   * the signal aborts. `fresh`: a new connection for this call alone, for what must not be sent twice over a stale one. `caBundle`: a file of certificates
   * that a profile names, which counts where AWS_CA_BUNDLE is not set.
   */
  readonly agentFor: (url: URL, fresh: boolean, caBundle: string | undefined, signal: AbortSignal) => Promise<HttpAgent>;
  readonly close: () => void;
}

/** Agents after the environment: HTTPS_PROXY, NO_PROXY (lower case too), AWS_CA_BUNDLE (added to the usual authorities). */
export const createAgents = (env: Environment): Agents => {
  const agents = new Map<string, HttpAgent>();
  const bundles = new Map<string, Promise<readonly string[]>>();
  /** Read once, also by calls that come while the file does not answer; what cannot be read is tried again. */
  const certificatesOf = (bundle: Bundle): Promise<readonly string[]> => {
    const known = bundles.get(bundle.file);
    if (known) return known;
    const reading = readBundle(bundle, env.HOME || homedir()).then((text) => [...rootCertificates, text]);
    bundles.set(bundle.file, reading);
    reading.catch(() => bundles.delete(bundle.file));
    return reading;
  };
  const make = (url: URL, keepAlive: boolean, certificates: readonly string[] | undefined): HttpAgent => {
    if (url.protocol === 'http:') return new PlainAgent({ keepAlive, timeout: idleMillis });
    const proxy = proxyFor(url, env);
    if (proxy === undefined) {
      return new SecureAgent({
        keepAlive,
        timeout: idleMillis,
        ...verified,
        ...(certificates === undefined ? {} : { ca: [...certificates] }),
      });
    }
    return new TunnelAgent(proxyUrl(proxy), keepAlive, certificates);
  };
  return {
    agentFor: async (url, fresh, caBundle, signal) => {
      const file = url.protocol === 'http:' ? undefined : env.AWS_CA_BUNDLE || caBundle;
      const name = `${url.origin} ${fresh} ${file ?? ''}`;
      const bundle: Bundle | undefined = file ? { file, setting: env.AWS_CA_BUNDLE ? 'AWS_CA_BUNDLE' : 'ca_bundle' } : undefined;
      const certificates = !bundle || agents.has(name) ? undefined : await inTime(certificatesOf(bundle), bundle, signal);
      const agent = agents.get(name) ?? make(url, !fresh, certificates);
      agents.set(name, agent);
      return agent;
    },
    close: () => {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
};
