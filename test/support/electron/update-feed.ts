import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { feedText, publicKeyOf } from '../../../scripts/lib/release/feed.mjs';

/** Built into the packages. No name server knows it: only the proxy leads there. */
const host = 'updates.roletap.example';
const feed = `https://${host}/`;

/** A certificate for the feed that no authority of the system signed. */
const selfSigned = () => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-feed-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
  const made = spawnSync('openssl', [...words, ...names, '-keyout', key, '-out', certificate], { encoding: 'utf8' });
  expect(made.status, made.stderr).toBe(0);
  return {
    certificate,
    pair: { key: readFileSync(key), cert: readFileSync(certificate) },
    remove: () => rmSync(folder, { recursive: true }),
  };
};

/** On a port that is free: its address. */
const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const newKey = (): string => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

/** What the feed gives: `file` under its name, described and signed as a release is, but for what a test changes. */
export interface Offer {
  readonly version: string;
  readonly name: string;
  readonly file: Buffer;
  /** What is sent of it; the whole, unless a test says less. */
  readonly sent?: Buffer;
  readonly staging?: number;
  /** Signed by somebody else. */
  readonly forged?: true;
  /** Nothing is answered: to the question, or after the first bytes of the file. */
  readonly hangs?: 'feed' | 'file';
  /** Where whoever asks is sent instead. */
  readonly redirects?: { readonly of: 'feed' | 'file'; readonly to: string };
  /** The feed never ends. */
  readonly endless?: true;
}

/** A feed of our own behind TLS and a proxy, and the packages that ask it. */
export const createUpdateFeed = async () => {
  const pem = newKey();
  let offer: Offer | undefined;
  const requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  const answer = (path: string, response: ServerResponse) => {
    if (offer === undefined) return response.writeHead(404).end();
    const { version, name, file, sent = file, staging, forged, hangs, redirects, endless } = offer;
    if (redirects && (path === `/${name}`) === (redirects.of === 'file')) return response.writeHead(302, { location: redirects.to }).end();
    if (path === `/${name}`) {
      response.writeHead(200, { 'content-length': hangs === 'file' ? file.length : sent.length });
      return hangs === 'file' ? response.write(file.subarray(0, 10)) : response.end(sent);
    }
    if (hangs === 'feed') return undefined;
    if (endless) {
      const more = () => {
        while (response.write('#'.repeat(65_536)));
      };
      response.on('drain', more);
      return more();
    }
    const sha512 = createHash('sha512').update(file).digest('base64');
    const files = [{ url: name, size: file.length, sha512 }];
    return response.end(feedText({ version, notes: '- New.', files, pem: forged ? newKey() : pem, staging }));
  };
  const { pair, certificate, remove } = selfSigned();
  const server = createServer(pair, (request, response) => {
    const path = new URL(request.url ?? '/', feed).pathname;
    requests.push({ path, headers: request.headers });
    answer(path, response);
  });
  const [, port] = (await listening(server)).split(':');
  const tunnels: string[] = [];
  const proxy = createProxy().on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    const through = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(through).pipe(socket);
    });
    for (const end of [socket, through]) end.on('error', () => socket.destroy());
  });
  const address = await listening(proxy);
  return {
    /** What a copy is started with that is to find the feed. */
    environment: { HTTPS_PROXY: `http://${address}`, AWS_CA_BUNDLE: certificate },
    /** What the proxy was asked to lead to. */
    tunnels,
    key: publicKeyOf(pem),
    requests,
    offer: (next: Offer | undefined) => {
      offer = next;
    },
    /** Packs what is in out/ as this version into `output`, with this feed's address and key. */
    pack: (output: string, version: string) => {
      const words = ['scripts/pack.mjs', '--as-built', '--again', output, '--as', version, '--deb', '--fast'];
      const packed = spawnSync('flock', ['node_modules/.roletap/pack.lock', process.execPath, ...words], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ROLETAP_FEED: feed, ROLETAP_SIGNING_KEY: pem },
      });
      expect(packed.status, `${packed.stdout}${packed.stderr}`).toBe(0);
    },
    close: () => {
      for (const each of [server, proxy]) {
        each.closeAllConnections();
        each.close();
      }
      remove();
    },
  };
};

export type UpdateFeed = Awaited<ReturnType<typeof createUpdateFeed>>;
