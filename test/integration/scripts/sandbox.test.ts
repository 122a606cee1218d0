import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { vpcdPorts } from '../../../src-main/demo/virtual-yubikey/vpcd.adapter.ts';
import { startPcscd } from '../../support/card/pcscd.ts';

const range = '/proc/sys/net/ipv4/ip_local_port_range';

describe('the ports of the virtual reader', () => {
  it('are given to no client for its own', async () => {
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    if (!address || typeof address === 'string') throw new Error('the server has no port');

    const usual = readFileSync(range, 'utf8');
    onTestFinished(() => writeFileSync(range, usual));
    const [first, last] = vpcdPorts;
    writeFileSync(range, `${first} ${last + 2}`);
    const clients = [connect(address.port, '127.0.0.1'), connect(address.port, '127.0.0.1')];
    onTestFinished(() => clients.forEach((client) => void client.destroy()));
    await Promise.all(clients.map((client) => once(client, 'connect')));
    expect(clients.map((client) => client.localPort).sort()).toEqual([last + 1, last + 2]);
  });

  it('are named where somebody else listens at one of them', async () => {
    const other = createServer().listen(vpcdPorts[0], '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    await expect(startPcscd()).rejects.toThrow(`is nobody else at ${vpcdPorts.join(' or ')}?`);
  });
});
