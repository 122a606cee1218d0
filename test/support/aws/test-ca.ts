import { execFileSync } from 'node:child_process';
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and its certificate, as openssl made them. */
export interface TestCertificate {
  readonly key: KeyObject;
  readonly pem: string;
}

export type KeyKind = 'p256' | 'p384' | 'rsa';

export interface TestCa extends TestCertificate {
  /** A certificate that this authority issues. `extensions`: lines of openssl's; `digest`: `sha1` for one that AWS refuses. */
  readonly issue: (given?: {
    readonly subject?: string;
    readonly kind?: KeyKind;
    readonly extensions?: readonly string[];
    readonly digest?: 'sha256' | 'sha1';
    readonly days?: number;
  }) => TestCertificate;
  /** A certificate for a request, both PEM. `extensions`: lines of openssl's beside the usual ones. */
  readonly sign: (request: string, extensions?: readonly string[]) => string;
  /** An authority below it. */
  readonly intermediate: () => TestCa;
}

const run = (folder: string, words: readonly string[]): void => {
  execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
};

const inFolder = <T>(work: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-ca-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const newKey = (folder: string, kind: KeyKind): void => {
  const words = {
    p256: ['ecparam', '-name', 'prime256v1', '-genkey', '-noout'],
    p384: ['ecparam', '-name', 'secp384r1', '-genkey', '-noout'],
    rsa: ['genrsa', '2048'],
  }[kind];
  run(folder, kind === 'rsa' ? ['genrsa', '-out', 'key.pem', '2048'] : [...words, '-out', 'key.pem']);
};

const readPair = (folder: string): TestCertificate => ({
  key: createPrivateKey(readFileSync(join(folder, 'key.pem'), 'utf8')),
  pem: readFileSync(join(folder, 'certificate.pem'), 'utf8'),
});

const leafExtensions = ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature'];
const caExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];

let serial = 0x1000;

const caOf = (own: TestCertificate): TestCa => {
  const issue: TestCa['issue'] = ({
    subject = '/O=Example/CN=jane',
    kind = 'p256',
    extensions = leafExtensions,
    digest = 'sha256',
    days = 30,
  } = {}) =>
    inFolder((folder) => {
      newKey(folder, kind);
      writeFileSync(join(folder, 'ca.pem'), own.pem);
      writeFileSync(join(folder, 'ca-key.pem'), own.key.export({ type: 'pkcs8', format: 'pem' }));
      writeFileSync(join(folder, 'extensions'), ['[leaf]', ...extensions].join('\n'));
      run(folder, ['req', '-new', '-key', 'key.pem', '-subj', subject, '-out', 'request.pem']);
      serial += 1;
      const signing = ['x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-set_serial', String(serial)];
      run(folder, [
        ...signing,
        '-days',
        String(days),
        `-${digest}`,
        '-extfile',
        'extensions',
        '-extensions',
        'leaf',
        '-out',
        'certificate.pem',
      ]);
      return readPair(folder);
    });
  const sign: TestCa['sign'] = (request, extensions = []) =>
    inFolder((folder) => {
      writeFileSync(join(folder, 'ca.pem'), own.pem);
      writeFileSync(join(folder, 'ca-key.pem'), own.key.export({ type: 'pkcs8', format: 'pem' }));
      writeFileSync(join(folder, 'extensions'), ['[leaf]', ...leafExtensions, ...extensions].join('\n'));
      writeFileSync(join(folder, 'request.pem'), request);
      serial += 1;
      const signing = ['x509', '-req', '-in', 'request.pem', '-CA', 'ca.pem', '-CAkey', 'ca-key.pem', '-set_serial', String(serial)];
      run(folder, [...signing, '-days', '30', '-sha256', '-extfile', 'extensions', '-extensions', 'leaf', '-out', 'certificate.pem']);
      return readFileSync(join(folder, 'certificate.pem'), 'utf8');
    });
  return {
    ...own,
    issue,
    sign,
    intermediate: () => caOf(issue({ subject: '/O=Example/CN=Intermediate', extensions: caExtensions, days: 3650 })),
  };
};

/** A request for a certificate, with a key of its own; PEM. */
export const createTestRequest = (subject: string): string =>
  inFolder((folder) => {
    newKey(folder, 'p256');
    run(folder, ['req', '-new', '-key', 'key.pem', '-subj', subject, '-out', 'request.pem']);
    return readFileSync(join(folder, 'request.pem'), 'utf8');
  });

/** A new authority of its own. Takes openssl, which every Debian has. */
export const createTestCa = (name = 'Test Root'): TestCa =>
  inFolder((folder) => {
    newKey(folder, 'p256');
    writeFileSync(join(folder, 'config'), ['[req]', 'distinguished_name=dn', '[dn]', '[ca]', ...caExtensions].join('\n'));
    const words = ['req', '-x509', '-new', '-key', 'key.pem', '-sha256', '-days', '3650', '-subj', `/O=Example/CN=${name}`];
    run(folder, [...words, '-config', 'config', '-extensions', 'ca', '-out', 'certificate.pem']);
    return caOf(readPair(folder));
  });
