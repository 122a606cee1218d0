import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CancellationToken } from 'builder-util-runtime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeedRequests } from '../../../../src-main/shell/updates/feed-requests.adapter.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answer: Answer;
let asked: string[];
let folder: string;
let feed: string;
const agent = new Agent();

beforeEach(async () => {
  asked = [];
  folder = mkdtempSync(join(tmpdir(), 'roletap-feed-'));
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const redirectTo =
  (location: string): Answer =>
  (_request, response) =>
    response.writeHead(302, { location }).end();
const endless: Answer = (_request, response) => {
  const more = () => {
    while (response.write('x'.repeat(65_536)));
  };
  response.on('drain', more).writeHead(200);
  more();
};

const read = (requests: FeedRequests) => {
  const { hostname, port } = new URL(feed);
  return requests.request({ protocol: 'http:', hostname, port, path: '/latest-linux.yml' });
};
const load = (requests: FeedRequests) =>
  requests.download(new URL(`${feed}/a.deb`), join(folder, 'a.deb'), { cancellationToken: new CancellationToken() } as never);

describe('requests of the feed', () => {
  it('give what it says, and the file, also by a redirect', async () => {
    answer = (request, response) => (request.url === '/elsewhere' ? response.end('there') : redirectTo('/elsewhere')(request, response));
    expect(await read(new FeedRequests(agent, feed))).toBe('there');
    await load(new FeedRequests(agent, feed));
    expect(readFileSync(join(folder, 'a.deb'), 'utf8')).toBe('there');
  });

  for (const elsewhere of ['http://198.51.100.1/', 'file:///etc/passwd', 'ftp://198.51.100.1/a', 'http://', 'data:,x']) {
    it(`go nowhere by a redirect to ${elsewhere}, which ends what was asked and not the program`, async () => {
      answer = redirectTo(elsewhere);
      await expect(read(new FeedRequests(agent, feed))).rejects.toThrow();
      await expect(load(new FeedRequests(agent, feed))).rejects.toThrow();
    });
  }

  it('end where redirects run in a circle', async () => {
    answer = redirectTo('/again');
    await expect(read(new FeedRequests(agent, feed))).rejects.toThrow('redirects');
    await expect(load(new FeedRequests(agent, feed))).rejects.toThrow('redirects');
    expect(asked.length).toBeLessThan(30);
  });

  it('reach nothing on this computer for a feed that is elsewhere', () => {
    const { hostname, port } = new URL(feed);
    const requests = new FeedRequests(agent, 'https://updates.example/');
    expect(() => requests.createRequest({ protocol: 'http:', hostname, port }, () => {})).toThrow('not safe');
  });

  it('take no more of an answer without end than a feed has', async () => {
    answer = endless;
    await expect(read(new FeedRequests(agent, feed))).rejects.toThrow();
  });
});
