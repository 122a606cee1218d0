import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chainFlaw, inIssuingOrder } from '../../../src-main/aws/anywhere/certificate-checks.ts';
import { certificatesIn } from '../../../src-main/aws/anywhere/certificate-facts.ts';
import { readPemOrDer } from '../../../src-main/card/certificates/pem.ts';
import { certificatesInFile } from '../../../src-main/x509/certificate-files.ts';
import { createTestCa, createTestRequest } from '../../support/aws/test-ca.ts';

const root = createTestCa();
const middle = root.intermediate();
const leaf = middle.issue();
const pems = [root.pem, middle.pem, leaf.pem];
const ders = pems.flatMap((pem) => certificatesIn(pem) ?? []);
const hexOf = (all: readonly Uint8Array[]): readonly string[] => all.map((der) => Buffer.from(der).toString('hex')).sort();

const folder = mkdtempSync(join(tmpdir(), 'roletap-p7b-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** What `openssl crl2pkcs7` makes of them, which orders them as it likes. */
const bundle = (form: 'PEM' | 'DER'): Buffer => {
  writeFileSync(join(folder, 'all.pem'), pems.join(''));
  execFileSync('openssl', ['crl2pkcs7', '-nocrl', '-certfile', 'all.pem', '-outform', form, '-out', 'all.p7b'], { cwd: folder });
  return readFileSync(join(folder, 'all.p7b'));
};

describe('a file of certificates', () => {
  it.each(['PEM', 'DER'] as const)('may be a bundle of PKCS#7 as %s', (form) => {
    expect(hexOf(certificatesInFile(bundle(form)))).toEqual(hexOf(ders));
    expect(hexOf(certificatesIn(bundle(form)) ?? [])).toEqual(hexOf(ders));
  });

  it('may have a bundle under a certificate’s label, as Windows writes it, and under others', () => {
    for (const label of ['CERTIFICATE', 'CMS', 'PKCS #7 SIGNED DATA'])
      expect(hexOf(certificatesInFile(Buffer.from(bundle('PEM').toString().replaceAll('PKCS7', label))))).toEqual(hexOf(ders));
  });

  it('may have lengths left open, as some makers of bundles do', () => {
    const der = bundle('DER');
    // SEQUENCE { OID signedData, [0] { ... } }, the outer two as BER writes them.
    const [, , , , ...inner] = der;
    const oid = inner.slice(0, 11);
    const content = inner.slice(15);
    const open = Buffer.from([0x30, 0x80, ...oid, 0xa0, 0x80, ...content, 0, 0, 0, 0]);
    expect(hexOf(certificatesInFile(open))).toEqual(hexOf(ders));
  });

  it('is as it was where it is PEM or one certificate in DER', () => {
    expect(certificatesInFile(Buffer.from(`Bag\n${pems.join('\r\n')}`))).toEqual(ders);
    expect(certificatesInFile(ders[0] ?? new Uint8Array())).toEqual([ders[0]]);
  });

  it('may be UTF-16, as Windows PowerShell writes what a program prints, or JSON of `aws`', () => {
    const text = pems.join('').replaceAll('\n', '\r\n');
    const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const big = Buffer.from(little).swap16();
    const json = Buffer.from(JSON.stringify({ Certificate: pems[2], CertificateChain: pems.slice(0, 2).join('') }));
    for (const file of [little, big, Buffer.concat([big, Buffer.of(0)])]) expect(certificatesInFile(file)).toEqual(ders);
    expect(certificatesInFile(json)).toEqual([ders[2], ders[0], ders[1]]);
    const request = createTestRequest('/CN=jane');
    const [plain] = readPemOrDer('CERTIFICATE REQUEST', Buffer.from(request));
    expect(readPemOrDer('CERTIFICATE REQUEST', Buffer.from(`\uFEFF${request}`, 'utf16le'))).toEqual([plain]);
    expect(plain?.[0]).toBe(0x30);
  });

  it('has none where a bundle is empty, cut off, or of another kind', () => {
    execFileSync('openssl', ['crl2pkcs7', '-nocrl', '-outform', 'DER', '-out', 'none.p7b'], { cwd: folder });
    expect(certificatesIn(readFileSync(join(folder, 'none.p7b')))).toBeUndefined();
    expect(certificatesIn(bundle('DER').subarray(0, 500))).toBeUndefined();
    const enveloped = Buffer.from(bundle('DER'));
    // 1.2.840.113549.1.7.2 -> .3
    enveloped[enveloped.indexOf(Buffer.from('2a864886f70d010702', 'hex')) + 8] = 3;
    expect(certificatesIn(enveloped)).toBeUndefined();
  });
});

describe('intermediates in any order', () => {
  it('lead on from the certificate, without itself and the root', () => {
    const [top, between, own] = ders;
    const lower = middle.intermediate();
    const [low = new Uint8Array()] = certificatesIn(lower.pem) ?? [];
    const [last = new Uint8Array()] = certificatesIn(lower.issue().pem) ?? [];
    if (!top || !between || !own) throw new Error('no certificates');
    expect(inIssuingOrder(last, [top, between, last, low])).toEqual([low, between]);
    expect(chainFlaw(last, inIssuingOrder(last, [between, low]))).toBeUndefined();
    expect(chainFlaw(last, inIssuingOrder(last, [between, low, own]))).toBe('apart');
    expect(inIssuingOrder(own, [])).toEqual([]);
  });
});
