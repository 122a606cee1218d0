import { expect, test } from 'vitest';
import { diagnosticsText } from '../../../../src-main/app/pages/diagnostics.ts';

test('the text for a bug report says what runs, and nothing that names a person, an account or a key', () => {
  const keyId = ['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('');
  const checks = [
    'ok       YubiKey 5 NFC 12345678: Firmware 5.4.3, 1 of 1 OATH accounts usable with AWS.',
    'ok       roles: 2 in /home/jane/.aws/config.',
    'warning  dev: “arn:aws:iam::111122223333:role/platform/Admin” has no source.',
    `warning  access keys: ${keyId} is in /home/jane/notes.txt.`,
  ].join('\n');
  const facts = { version: '1.2.3', runtime: 'Electron 45.5.0', system: 'linux x64 6.12', checks, home: '/home/jane' };
  const text = diagnosticsText({ ...facts, accounts: false });
  expect(text).toContain('Roletap 1.2.3\nElectron 45.5.0\nlinux x64 6.12\n');
  expect(text).toContain('Firmware 5.4.3');
  expect(text).toContain('2 in ~/.aws/config.');
  expect(text).toContain('“arn:aws:iam::(account):(name)” has no source.');
  for (const secret of ['12345678', '111122223333', 'jane', 'Admin', keyId]) expect(text).not.toContain(secret);
  const wished = diagnosticsText({ ...facts, accounts: true });
  expect(wished).toContain('“arn:aws:iam::111122223333:(name)” has no source.');
  for (const secret of ['12345678', 'jane', 'Admin', keyId]) expect(wished).not.toContain(secret);
});
