import { describe, expect, it } from 'vitest';
import { helperRole, whyNotRead, withoutPin } from '../../../../src-main/aws/sources/helper-line.ts';
import { parsePkcs11 } from '../../../../src-main/aws/sources/pkcs11-uri.ts';

const anchor = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/11111111-2222-3333-4444-555555555555';
const profile = 'arn:aws:rolesanywhere:eu-central-1:111122223333:profile/11111111-2222-3333-4444-555555555556';
const role = 'arn:aws:iam::111122223333:role/Dev';
const arns = `--trust-anchor-arn ${anchor} --profile-arn ${profile} --role-arn ${role}`;
const uri = 'pkcs11:manufacturer=piv_II;id=%01';

const read = (line: string) => {
  const found = helperRole('dev', line);
  return found?.ok ? found.value : found?.problem;
};

describe('a line of AWS’s helper', () => {
  it('tells the role, and the slot of its certificate', () => {
    expect(read(`/usr/local/bin/aws_signing_helper credential-process --certificate "${uri}" ${arns}`)).toEqual({
      trustAnchorArn: anchor,
      profileArn: profile,
      roleArn: role,
      certificate: { slot: '9a' },
      helper: {
        hasPin: false,
        hasKeyFile: false,
        line: `/usr/local/bin/aws_signing_helper credential-process --certificate "${uri}" ${arns}`,
      },
    });
  });

  it('takes what else it says: duration, session name, region, endpoint, intermediates', () => {
    const more =
      '--session-duration 43200 --role-session-name=jane -region eu-central-1 --endpoint https://example.com --intermediates /etc/chain.pem --debug';
    expect(read(`aws_signing_helper credential-process ${more} --certificate '${uri}' ${arns}`)).toMatchObject({
      durationSeconds: 43_200,
      roleSessionName: 'jane',
      region: 'eu-central-1',
      endpointUrl: 'https://example.com',
      intermediates: '/etc/chain.pem',
    });
  });

  it('names the file of a certificate that lies in one', () => {
    expect(
      read(`aws_signing_helper credential-process --certificate /home/jane/cert.pem --private-key /home/jane/key.pem ${arns}`),
    ).toMatchObject({
      certificate: { file: '/home/jane/cert.pem' },
      helper: { hasKeyFile: true },
    });
  });

  it('tells that a PIN stands in it', () => {
    const line = `aws_signing_helper credential-process --certificate '${uri}' --private-key '${uri}?pin-value=123456' ${arns}`;
    expect(read(line)).toMatchObject({ certificate: { slot: '9a' }, helper: { hasPin: true } });
  });

  it.each([
    [
      "--certificate 'pkcs11:id=%01' --private-key 'pkcs11:id=%01?pin-value=123456'",
      '--certificate pkcs11:id=%01 --private-key pkcs11:id=%01',
    ],
    ['--certificate=pkcs11:id=%01?pin-value=123456&module-name=ykcs11', '--certificate=pkcs11:id=%01?module-name=ykcs11'.replace('?', '?')],
    [
      '--certificate "pkcs11:token=My key;id=%01?pin-source=x&pin-value=12 34\\"56"',
      '--certificate "pkcs11:token=My key;id=%01?pin-source=x"',
    ],
    [
      `--certificate pkcs11:id=%05 --private-key 'pkcs11:token=$x;id=%05?pin-value=1 2'`,
      `--certificate pkcs11:id=%05 --private-key pkcs11:token=$x;id=%05`,
    ],
  ])('without its PIN, %s is the same role', (given, kept) => {
    const line = `aws_signing_helper credential-process ${given} ${arns}`;
    const rest = withoutPin(line);
    expect(rest.replaceAll('"', '')).toBe(`aws_signing_helper credential-process ${kept} ${arns}`.replaceAll('"', ''));
    expect(rest).not.toContain('pin-value');
    const [before, after] = [helperRole('dev', line), helperRole('dev', rest)];
    if (!before?.ok || !after?.ok) throw new Error('not read');
    expect({ ...after.value, helper: undefined }).toEqual({ ...before.value, helper: undefined });
    expect(withoutPin(rest)).toBe(rest);
  });

  it.each([
    ['sh -c \'aws_signing_helper credential-process --certificate "pkcs11:id=%01?pin-value=1 2" ARNS\''],
    ['bash -c "aws_signing_helper credential-process --certificate \'pkcs11:token=$x;id=%01?pin-value=12\' ARNS 2>/dev/null"'],
    ['X=1 C:\\T\\aws_signing_helper.exe credential-process --certificate C:\\a.pem --private-key pkcs11:id=%01?pin-value=12 ARNS'],
  ])('is without its PIN the same, however it is called: %s', (given) => {
    const line = given.replace('ARNS', arns);
    const rest = withoutPin(line);
    expect(rest).not.toContain('pin-value');
    const [before, after] = [helperRole('dev', line), helperRole('dev', rest)];
    if (!before?.ok || !after?.ok) throw new Error(`not read: ${rest}`);
    expect(before.value.helper?.hasPin).toBe(true);
    expect({ ...after.value, helper: undefined }).toEqual({ ...before.value, helper: undefined });
    expect(withoutPin(rest)).toBe(rest);
  });

  it('is found behind env', () => {
    const line = `/usr/bin/env AWS_REGION=eu-central-1 X= aws_signing_helper credential-process --certificate ${uri} ${arns}`;
    expect(read(line)).toMatchObject({ certificate: { slot: '9a' } });
    expect(helperRole('dev', 'env')).toBeUndefined();
    expect(helperRole('dev', 'env A=b')).toBeUndefined();
  });

  const call = `aws_signing_helper credential-process --certificate "${uri}" ${arns}`;
  it.each([
    ['sh', `sh -c '${call}'`],
    ['bash by its path, as a login shell', `/bin/bash -lc '${call}'`],
    ['options of a shell one by one', `bash -e -c '${call}'`],
    ['a script in double quotes', `sh -c "${call.replaceAll('"', '\\"')}"`],
    ['exec, variables and what is thrown away', `sh -c 'AWS_REGION=eu-central-1 exec ${call} 2>/dev/null'`],
    ['a shell behind env', `env -u AWS_PROFILE X=1 sh -c '${call}'`],
    ['env in a shell', `sh -c 'env -i ${call}'`],
    ['variables by themselves, as the SDKs that use a shell take them', `X=1 ${call}`],
    ['a path with a blank', `"/opt/my tools/aws_signing_helper" ${call.replace(/^\w+ /, '')}`],
    ['a path with a blank behind a backslash', `/opt/my\\ tools/aws_signing_helper ${call.replace(/^\w+ /, '')}`],
    ['a Windows path without quotes', `C:\\Tools\\aws_signing_helper.exe ${call.replace(/^\w+ /, '')}`],
    ['a share', `\\\\server\\tools\\AWS_SIGNING_HELPER.EXE ${call.replace(/^\w+ /, '')}`],
    ['cmd', `cmd.exe /d /c ${call}`],
    ['cmd with its command in one', `cmd /c "${call.replaceAll('"', '\\"')}"`],
  ])('is found behind %s', (_, line) => {
    expect(read(line)).toMatchObject({ certificate: { slot: '9a' }, roleArn: role, helper: { line } });
  });

  it('keeps the backslashes of files on Windows', () => {
    const line = `C:\\Tools\\aws_signing_helper.exe credential-process --certificate C:\\Users\\jane\\cert.pem ${arns}`;
    expect(read(line)).toMatchObject({ certificate: { file: 'C:\\Users\\jane\\cert.pem' } });
  });

  it('knows the home folder of a shell', () => {
    const line = `sh -c "aws_signing_helper credential-process --certificate $HOME/cert.pem ${arns}"`;
    expect(read(line)).toMatchObject({ certificate: { file: '$HOME/cert.pem' } });
  });

  it.each([
    ['a pipe', `sh -c '${call} | tee /tmp/x'`],
    ['a command before it', `sh -c 'sleep 1; ${call}'`],
    ['what a shell replaces', `sh -c '${call} --region $REGION'`],
    ['what a shell replaces between quotes', `sh -c '${call} --region "$(region)"'`],
    ['two commands of cmd', `cmd /c "set X=1 && ${call.replaceAll('"', '\\"')}"`],
    ['PowerShell', `powershell -Command "& aws_signing_helper.exe credential-process"`],
  ])('is left to its shell with %s, and that is said', (_, line) => {
    expect(helperRole('dev', line)).toBeUndefined();
    expect(whyNotRead('dev', line)).toMatchObject({ option: 'credential_process', why: 'script' });
  });

  it('is not read of the system’s store, which is said, and nothing is said of another program’s', () => {
    expect(whyNotRead('dev', `aws_signing_helper credential-process --cert-selector Key=x509Subject,Value=CN=jane ${arns}`)).toMatchObject({
      option: '--cert-selector',
      why: 'store',
    });
    expect(whyNotRead('dev', "sh -c 'pass show aws | head -1'")).toBeUndefined();
    expect(whyNotRead('dev', 'echo aws_signing_helper credential-process')).toBeUndefined();
  });

  it('reads a Windows path', () => {
    expect(read(`"C:\\Program Files\\AWS\\aws_signing_helper.exe" credential-process --certificate ${uri} ${arns}`)).toMatchObject({
      roleArn: role,
    });
  });

  it.each([
    ['no role', `--certificate '${uri}' --trust-anchor-arn ${anchor} --profile-arn ${profile}`, '--role-arn', 'missing'],
    ['no certificate', arns, '--certificate', 'missing'],
    ['a broken URI', `--certificate 'pkcs11:id=%0' ${arns}`, '--certificate', 'uri'],
    ['a URI of a slot that no YubiKey has', `--certificate 'pkcs11:id=%77' ${arns}`, '--certificate', 'uri'],
    ['a broken URI of the key', `--certificate '${uri}' --private-key 'pkcs11:object=%zz' ${arns}`, '--private-key', 'uri'],
  ])('says what is wrong with one that has %s', (_name, words, option, why) => {
    expect(read(`aws_signing_helper credential-process ${words}`)).toEqual({ code: 'helper-line-bad', profile: 'dev', option, why });
  });

  it.each([
    'pass show aws/jane',
    `aws_signing_helper serve --certificate ${uri} ${arns}`,
    `aws_signing_helper credential-process --cert-selector Key=x509Subject,Value=CN=jane ${arns}`,
    '',
  ])('leaves another program’s line, and a certificate in the system’s store, to their own: %s', (line) => {
    expect(helperRole('dev', line)).toBeUndefined();
  });
});

describe('a PKCS#11 URI', () => {
  it.each([
    ['pkcs11:id=%01', { slot: '9a' }],
    ['pkcs11:id=%05;type=cert', { slot: '82' }],
    ['pkcs11:id=%18', { slot: '95' }],
    ['pkcs11:object=X.509%20Certificate%20for%20Digital%20Signature', { slot: '9c' }],
    ['pkcs11:object=Private%20key%20for%20Retired%20Key%203', { slot: '84' }],
    ['pkcs11:token=YubiKey%20PIV%20%2312345678;id=%02', { slot: '9c', serial: 12345678 }],
    ['pkcs11:serial=12345678', { serial: 12345678 }],
  ])('%s', (text, wish) => {
    expect(parsePkcs11(text)?.wish).toEqual(wish);
  });
});
