import { describe, expect, it } from 'vitest';
import { whyWrongAnywhere } from '../../../../src-main/terminal/options/anywhere-rules.ts';

describe('what anywhere sign is to do', () => {
  it.each([
    [['sign', 'jane.csr'], { list: true }, 'jane.csr and --list'],
    [['sign', 'jane.csr'], { revoke: '5' }, 'jane.csr and --revoke'],
    [['sign', 'jane.csr'], { crl: true }, 'jane.csr and --crl'],
    [['sign'], { list: true, crl: true }, '--list and --crl'],
    [['sign', 'jane.csr'], { 'trust-anchor': 'arn', source: 'work' }, '--trust-anchor'],
    [['sign'], { crl: true, 'trust-anchor': 'arn' }, '--source'],
    [['sign'], { crl: true, source: 'work' }, '--trust-anchor'],
  ])('is one thing, and says what is beside it: %j %j', (words, values, said) => {
    expect(whyWrongAnywhere(words, values)).toContain(said);
  });

  it.each([
    [['sign', 'jane.csr'], { 'ca-key': '12345678:9c' }],
    [['sign'], { list: true }],
    [['sign'], { revoke: '5', crl: true, 'trust-anchor': 'arn', source: 'work' }],
  ])('may be %j %j', (words, values) => {
    expect(whyWrongAnywhere(words, values)).toBeUndefined();
  });
});
