import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src-main/base/clock.ts';
import { serveLinkOnce } from '../../../src-main/storage/one-time-link.adapter.ts';

const hex = (port = 0): string => port.toString(16).toUpperCase().padStart(4, '0');

/** A row of /proc/net/tcp for a connection, as its client has it. */
const row = ({ localPort, remotePort }: Socket, uid: string): string =>
  `   1: 0100007F:${hex(localPort)} 0100007F:${hex(remotePort)} 01 00000000:00000000 00:00000000 00000000 ${uid} 0 12345 1`;
const header = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

/** What a browser is answered, when the kernel's table is these, one after another (the last one stays). */
const answerWith = async (tables: (client: Socket) => readonly string[]) => {
  let looks = 0;
  let client: Socket | undefined;
  const once = await serveLinkOnce('https://signin.aws.amazon.com/federation?x=1', systemClock, 60_000, async () => {
    const all = tables(client as Socket);
    looks += 1;
    return all[Math.min(looks, all.length) - 1] ?? '';
  });
  const { hostname, port, host, pathname } = new URL(once.address);
  const socket = connect(Number(port), hostname);
  client = socket;
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  });
  once.close();
  return { status: answer.slice(9, 12), looks };
};

describe('a link on this computer, for one browser', () => {
  const own = String(process.getuid?.());

  test('leads on when the kernel’s table shows its connection at a later look only', async () => {
    const found = await answerWith((client) => [header, header, `${header}\n${row(client, own)}`]);
    expect(found).toEqual({ status: '303', looks: 3 });
  });

  test('leads nowhere when the connection is another user’s, or the kernel shows none', async () => {
    expect(await answerWith((client) => [`${header}\n${row(client, '4711')}`])).toEqual({ status: '404', looks: 1 });
    expect((await answerWith(() => [header])).status).toBe('404');
  });

  test('ends with the answer, also where the browser has a second connection that says nothing', async () => {
    const once = await serveLinkOnce(
      'https://signin.aws.amazon.com/federation?x=1',
      systemClock,
      60_000,
      async () => `${header}\n${row(socket, own)}`,
    );
    const { hostname, port, host, pathname } = new URL(once.address);
    const spare = connect(Number(port), hostname);
    await new Promise((resolve) => spare.once('connect', resolve));
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    const ended = Promise.all([spare, socket].map((one) => new Promise((resolve) => one.once('close', resolve))));
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    spare.resume();
    expect(await once.came).toBe(true);
    await ended;
    expect(answer).toMatch(/^HTTP\/1\.1 303 /);
  });
});
