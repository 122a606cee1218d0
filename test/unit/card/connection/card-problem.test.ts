import { describe, expect, it } from 'vitest';
import { CardRefusal } from '../../../../src-main/card/connection/apdu.ts';
import { CardFault, type CardFaultKind } from '../../../../src-main/card/connection/card-connection.ts';
import { CardProblem, problemOf } from '../../../../src-main/card/connection/card-problem.ts';
import { MalformedReply } from '../../../../src-main/card/connection/tlv.ts';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';

const known = { reader: 'R', serial: 7 };
const unknown = { reader: 'R' };

describe('what went wrong on a card', () => {
  it.each<Problem>([
    { code: 'oath-disabled' },
    { code: 'password-needed' },
    { code: 'password-wrong' },
    { code: 'yubikey-untrusted' },
    { code: 'security-key' },
    { code: 'piv-missing' },
    { code: 'pin-needed' },
    { code: 'pin-wrong', left: 2 },
    { code: 'pin-last-try' },
    { code: 'pin-blocked' },
    { code: 'pin-unsure' },
    { code: 'puk-wrong', left: 2 },
    { code: 'puk-last-try' },
    { code: 'puk-blocked' },
    { code: 'puk-unsure' },
    { code: 'management-key-other', lies: 'factory' },
    { code: 'slot-empty', slot: '82' },
    { code: 'slot-key-other', slot: '82' },
  ])('$code names the key where that is known', (problem) => {
    expect(problemOf(new CardProblem(problem), known)).toEqual({ ...problem, serial: 7 });
    expect(problemOf(new CardProblem(problem), unknown)).toEqual(problem);
    expect(problemOf(new CardProblem({ ...problem, serial: 8 } as Problem), known)).toEqual({ ...problem, serial: 8 });
  });

  it('names the keys that miss an account: this one, where the job named none', () => {
    const missing = (serials: readonly number[]) => new CardProblem({ code: 'account-missing', account: 'a', serials });
    expect(problemOf(missing([]), known)).toMatchObject({ serials: [7] });
    expect(problemOf(missing([8, 9]), known)).toMatchObject({ serials: [8, 9] });
    expect(problemOf(missing([]), unknown)).toMatchObject({ serials: [] });
  });

  it('leaves other problems as they are', () => {
    expect(problemOf(new CardProblem({ code: 'yubikey-full' }), known)).toEqual({ code: 'yubikey-full' });
  });

  it('tells a locked key from what else a card says', () => {
    expect(problemOf(new CardRefusal(0x6982, 'list'), known)).toEqual({ code: 'password-needed', serial: 7 });
    expect(problemOf(new CardRefusal(0x6982, 'list'), unknown)).toEqual({ code: 'password-needed' });
    expect(problemOf(new CardRefusal(0x0090, 'list'), known)).toEqual({ code: 'card-said', status: '0090', during: 'list' });
  });

  it('calls a key unreadable whose reply is no reply', () => {
    const problem = { code: 'yubikey-unreadable', reader: 'R', detail: 'malformed reply' };
    expect(problemOf(new MalformedReply('odd'), known)).toEqual(problem);
  });

  it.each<readonly [CardFaultKind, Problem]>([
    ['no-service', { code: 'card-service-missing' }],
    ['no-program', { code: 'installation-incomplete', part: 'card-process.cjs' }],
    ['no-binding', { code: 'installation-incomplete', part: 'node_modules/smartcard' }],
    ['access-denied', { code: 'card-access-denied' }],
    ['no-reader', { code: 'yubikey-removed', serial: 7 }],
    ['no-card', { code: 'yubikey-removed', serial: 7 }],
    ['removed', { code: 'yubikey-removed', serial: 7 }],
    ['busy', { code: 'yubikey-busy' }],
    ['reset', { code: 'yubikey-unreadable', reader: 'R', detail: 'reset' }],
    ['unresponsive', { code: 'yubikey-unreadable', reader: 'R', detail: 'unresponsive' }],
    ['transport', { code: 'yubikey-unreadable', reader: 'R', detail: 'transport' }],
  ])('tells the fault %s as a problem', (kind, problem) => {
    expect(problemOf(new CardFault(kind), known)).toEqual(problem);
  });

  it('names the code of PC/SC where there is one', () => {
    expect(problemOf(new CardFault('transport', '80100016'), unknown)).toMatchObject({ detail: '80100016' });
  });

  it('throws a bug on', () => {
    const bug = new TypeError('a bug');
    expect(() => problemOf(bug, known)).toThrow(bug);
  });
});
