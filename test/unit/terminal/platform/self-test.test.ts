import { describe, expect, it } from 'vitest';
import { type PlatformFacts, selfChecks, signatureCommand } from '../../../../src-main/terminal/platform/self-test.ts';

const good: PlatformFacts = {
  system: 'darwin arm64 25.1.0',
  node: '24.22.3',
  modules: ['smartcard', 'koffi', '@napi-rs/keyring'].map((name) => ({ name, loads: true })),
  keys: 1,
  peers: true,
  keyringFlaw: undefined,
  launcher: { program: 'curl', found: true },
  signature: 'valid',
  ownModes: true,
};
const notOk = (facts: Partial<PlatformFacts>) =>
  selfChecks({ ...good, ...facts })
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state }) => `${state} ${name}`);

describe('the self-test of a system', () => {
  it('finds nothing where all works, and says what it looked at', () => {
    expect(notOk({})).toEqual([]);
    expect(notOk({ signature: 'unneeded' })).toEqual([]);
    expect(notOk({ signature: 'unpackaged', keys: 0 })).toEqual([]);
    expect(selfChecks(good).map(({ name }) => name)).toEqual([
      'runtime',
      'native modules',
      'card readers',
      'who connects',
      'keyring',
      'launcher',
      'signature',
      'file permissions',
    ]);
  });

  it('tells each failure by itself', () => {
    expect(notOk({ modules: [{ name: 'koffi', loads: false }] })).toEqual(['problem native modules']);
    expect(notOk({ keys: undefined })).toEqual(['problem card readers']);
    expect(notOk({ peers: false })).toEqual(['problem who connects']);
    expect(notOk({ keyringFlaw: 'absent' })).toEqual(['warning keyring']);
    expect(notOk({ launcher: { program: 'curl', found: false } })).toEqual(['warning launcher']);
    expect(notOk({ signature: { said: 'code object is not signed at all' } })).toEqual(['problem signature']);
    expect(notOk({ ownModes: false })).toEqual(['problem file permissions']);
  });

  it('leaves out what Windows has not', () => {
    const { peers: _peers, ownModes: _modes, ...windows } = good;
    expect(selfChecks(windows).map(({ name }) => name)).not.toContain('who connects');
  });

  it('asks each system about the signature in its own way, whatever the path contains', () => {
    expect(signatureCommand('linux', '/opt/Roletap/resources/terminal/roletap')).toBeUndefined();
    expect(signatureCommand('darwin', '/Applications/Roletap.app')).toEqual([
      'codesign',
      '--verify',
      '--strict',
      '/Applications/Roletap.app',
    ]);
    expect(signatureCommand('win32', "C:\\O'Neil\\roletap.exe")?.at(-1)).toContain("-LiteralPath 'C:\\O''Neil\\roletap.exe'");
  });
});
