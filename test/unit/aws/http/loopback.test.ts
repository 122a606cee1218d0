import { describe, expect, it } from 'vitest';
import { loopbackOnly } from '../../../../src-main/aws/http/aws-http.adapter.ts';
import { isLoopback } from '../../../../src-main/aws/http/endpoints.ts';

const own = { address: '127.0.0.1', family: 4 };
const own6 = { address: '::1', family: 6 };
const foreign = { address: '192.0.2.7', family: 4 };
const foreign6 = { address: '2001:db8::7', family: 6 };

/** What a name is looked up as, where it stands for these addresses. */
const lookedUp = (addresses: readonly (typeof own)[], all: boolean) =>
  new Promise((resolve) => {
    loopbackOnly((_host, _options, callback) => callback(null, [...addresses]))('evil.localhost', { all }, (error, address, family) =>
      resolve(error ? (error as NodeJS.ErrnoException).code : all ? address : [address, family]),
    );
  });

describe('a name that plain http goes to', () => {
  it.each([
    [[foreign], 'not-loopback'],
    [[foreign6, foreign], 'not-loopback'],
    [[], 'not-loopback'],
    [[own], [own]],
    [
      [foreign, own6, own],
      [own6, own],
    ],
  ])('that stands for %j is connected to at %j', async (addresses, expected) => {
    expect(await lookedUp(addresses, true)).toEqual(expected);
    const first = Array.isArray(expected) ? [expected[0]?.address, expected[0]?.family] : expected;
    expect(await lookedUp(addresses, false)).toEqual(first);
  });

  it('tells why it could not be looked up', async () => {
    const failing = loopbackOnly((_host, _options, callback) => callback(Object.assign(new Error(), { code: 'EAI_AGAIN' }), []));
    const code = await new Promise((resolve) => failing('localhost', {}, (error) => resolve((error as NodeJS.ErrnoException).code)));
    expect(code).toBe('EAI_AGAIN');
  });

  it.each([
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['[::1]', true],
    ['[::ffff:127.0.0.1]', true],
    ['localhost', true],
    ['a.localhost', true],
    ['127.0.0.1.example', false],
    ['localhost.example', false],
    ['notlocalhost', false],
    ['128.0.0.1', false],
    ['[::2]', false],
  ])('%s may be this computer: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
