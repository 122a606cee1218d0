import { constants } from 'node:os';
import { describe, expect, it } from 'vitest';
import { errnoOf } from '../../../../src-main/aws/files/file-place.adapter.ts';
import { notOnLinux, skippedFor } from '../../../support/skips.ts';

/** As Node makes them: with a name where libuv has one. */
const systemError = (number: number): Error => {
  const name = Object.entries(constants.errno).find(([, value]) => value === number)?.[0];
  const code = name ?? `Unknown system error -${number}`;
  return Object.assign(new Error(`${code}: write`), { errno: -number, code, syscall: 'write' });
};

describe("the system's number for what went wrong", () => {
  it('has a name or says the number, for all that Linux has', () => {
    for (let number = 1; number <= 133; number += 1) expect(errnoOf(systemError(number))).toMatch(/^(E[A-Z0-9]+|errno \d+)$/);
    expect(errnoOf(systemError(512))).toBe('errno 512');
  });

  it('is named where Node has no name for it', skippedFor(notOnLinux), () => {
    expect([116, 117, 122, 127].map((number) => errnoOf(systemError(number)))).toEqual(['ESTALE', 'EUCLEAN', 'EDQUOT', 'EKEYEXPIRED']);
  });

  it('is not looked for in a bug', () => {
    expect(() => errnoOf(new TypeError('bug'))).toThrow('bug');
    expect(() => errnoOf(Object.assign(new TypeError('bug'), { code: 'ERR_INVALID_ARG_TYPE' }))).toThrow('bug');
  });
});
