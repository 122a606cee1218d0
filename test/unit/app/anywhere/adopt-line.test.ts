import { describe, expect, it } from 'vitest';
import { never } from '../../../fakes/world.ts';
import { anchorArn, profileArn, roleArn, setUp } from './certificate-stage.ts';

const arns = `--trust-anchor-arn ${anchorArn} --profile-arn ${profileArn} --role-arn ${roleArn}`;
const lineOf = (uri: string, more = '') => `aws_signing_helper credential-process --certificate ${uri} ${arns}${more}`;
const config = (line: string) => `[profile dev]
credential_process = ${line}
region = eu-west-1
`;
const withLine = async (line: string) => {
  const opened = await setUp({ config: config(line), identity: { pin: 1 } });
  await opened.app.keysRead();
  return opened;
};

describe('a line of AWS’s helper that Roletap takes over', () => {
  it('opens the same role by the same certificate, with what else the line said', async () => {
    const more = ' --session-duration 7200 --role-session-name jane --endpoint https://rolesanywhere.eu-central-1.amazonaws.com';
    const { app, files, anywhere } = await withLine(lineOf('pkcs11:id=%05', more));
    const planned = await app.anywhere.planAdoption('dev', never());
    if (!planned.ok) throw new Error(planned.problem.code);
    expect(planned.value).toMatchObject({ place: { slot: '82' }, hadPin: false });
    expect(files.text.config).toContain('aws_signing_helper');
    expect((await app.anywhere.save(planned.value.order)).ok).toBe(true);
    expect(files.text.config?.match(/^credential_process.*$/gm)).toEqual(['credential_process = /roletap/launcher dev']);
    expect(app.snapshot().roles).toMatchObject([
      { profile: 'dev', target: 'dev', certificate: { wanted: 'CN=jane,O=Example', isHelper: false } },
    ]);
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(anywhere.orders).toMatchObject([
      {
        durationSeconds: 7200,
        roleSessionName: 'jane',
        endpoint: { override: { url: 'https://rolesanywhere.eu-central-1.amazonaws.com' } },
      },
    ]);
    expect((await app.anywhere.undoAdoption('dev')).ok).toBe(true);
    expect(files.text.config).toBe(config(lineOf('pkcs11:id=%05', more)));
  });

  it('loses the PIN that stood in it: neither the plan, the file nor its undoing has it', async () => {
    const { app, files } = await withLine(lineOf("'pkcs11:id=%05?pin-value=654321'"));
    const planned = await app.anywhere.planAdoption('dev', never());
    if (!planned.ok) throw new Error(planned.problem.code);
    expect(planned.value.hadPin).toBe(true);
    expect(JSON.stringify(planned.value.plan)).not.toContain('654321');
    await app.anywhere.save(planned.value.order);
    expect(files.text.config).not.toContain('654321');
    await app.anywhere.undoAdoption('dev');
    expect(files.text.config).toBe(config(lineOf('pkcs11:id=%05')));
  });

  it('is taken over and given back from the page of tools, each shown first', async () => {
    const line = lineOf("'pkcs11:id=%05?pin-value=654321'");
    const { app, files, until } = await withLine(line);
    const tools = () => app.snapshot().tools;
    const role = 'dev';
    const planned = async (what: 'adopt' | 'remove') => {
      expect(app.run('planProcess', { role, what })).toEqual({ accepted: true });
      await until((snapshot) => snapshot.tools?.plan?.what === what);
      return tools()?.plan;
    };
    app.run('openTools', { role });
    expect(tools()).toMatchObject({ helper: 'calls', target: 'dev-tap' });
    expect(await planned('adopt')).toMatchObject({ hadPin: true, file: files.paths.config });
    expect(JSON.stringify(app.snapshot())).not.toContain('654321');
    expect(files.text.config).toBe(config(line));
    app.run('confirmProcess', { role, yes: true });
    await until((snapshot) => snapshot.tools?.helper === 'took-over' && !snapshot.tools.working);
    expect(tools()).toMatchObject({ target: 'dev', delivery: 'process' });
    expect(await planned('remove')).toMatchObject({ diff: expect.arrayContaining([expect.objectContaining({ kind: 'add' })]) });
    app.run('confirmProcess', { role, yes: true });
    await until((snapshot) => snapshot.tools?.helper === 'calls');
    expect(files.text.config).toBe(config(lineOf('pkcs11:id=%05')));
  });

  it('says on the page of tools why it can’t be taken over', async () => {
    const { app, until } = await withLine(lineOf('pkcs11:id=%01'));
    app.run('openTools', { role: 'dev' });
    app.run('planProcess', { role: 'dev', what: 'adopt' });
    await until((snapshot) => snapshot.tools?.problem?.code === 'certificate-missing');
  });

  it.each([
    ['that Roletap reads', lineOf("'pkcs11:id=%05?pin-value=654321'")],
    ['in a script that does more', `sh -c '${lineOf('"pkcs11:id=%05?pin-value=654321"')} | cat'`],
    ['for the system’s store', lineOf('x').replace('--certificate x', '--cert-selector file:///x --private-key pkcs11:id=%05?pin-value=1')],
  ])('is told to hold a PIN in a line %s', async (_, line) => {
    const { app } = await withLine(line);
    const holding = app.snapshot().notices.filter((notice) => notice.kind === 'profile' && notice.problem.code === 'pin-in-file');
    expect(holding).toMatchObject([{ profile: 'dev' }]);
    expect(JSON.stringify(holding)).not.toContain('654321');
  });

  it('goes as often as it stands there', async () => {
    const line = lineOf('pkcs11:id=%05');
    const opened = await setUp({ config: `${config(line)}credential_process = ${line}\n`, identity: { pin: 1 } });
    await opened.app.keysRead();
    const planned = await opened.app.anywhere.planAdoption('dev', never());
    if (!planned.ok) throw new Error(planned.problem.code);
    await opened.app.anywhere.save(planned.value.order);
    expect(opened.files.text.config?.match(/^credential_process.*$/gm)).toEqual(['credential_process = /roletap/launcher dev']);
    await opened.app.anywhere.undoAdoption('dev');
    expect(opened.files.text.config).toBe(config(line));
  });

  it('is not kept with a PIN, however its attribute is written', async () => {
    const { app } = await withLine(lineOf("'pkcs11:id=%05;PIN-VALUE=654321?Pin-Value=654321'"));
    const planned = await app.anywhere.planAdoption('dev', never());
    if (!planned.ok) throw new Error(planned.problem.code);
    expect(planned.value.hadPin).toBe(true);
    expect(planned.value.order.replaces?.kept).not.toContain('654321');
    expect(JSON.stringify(planned.value.plan.diff)).not.toContain('654321');
  });

  it.each([
    ['ARNs of two partitions', lineOf('pkcs11:id=%05').replaceAll('arn:aws:rolesanywhere', 'arn:aws-cn:rolesanywhere'), 'anywhere-apart'],
    ['a certificate that no YubiKey has', lineOf('pkcs11:id=%01'), 'certificate-missing'],
    ['a certificate in a file that isn’t there', lineOf('/nowhere/cert.pem --private-key /nowhere/key.pem'), 'chain-bad'],
    ['another program’s line', '/usr/bin/env true', 'helper-line-bad'],
    ['a shell’s script that does more', `sh -c '${lineOf('pkcs11:id=%05')} | cat'`, 'helper-line-bad'],
    ['a line that lacks an ARN', 'aws_signing_helper credential-process --certificate pkcs11:id=%05', 'helper-line-bad'],
  ])('is left alone with %s', async (_, line, code) => {
    const { app, files } = await withLine(line);
    expect(await app.anywhere.planAdoption('dev', never())).toMatchObject({ ok: false, problem: { code } });
    expect(await app.anywhere.undoAdoption('dev')).toMatchObject({ ok: false, problem: { code: 'helper-line-bad', why: 'none' } });
    expect(files.text.config).toBe(config(line));
  });
});

it('a role of Roletap’s own goes from the page of tools with its profile', async () => {
  const { app, files, until } = await setUp();
  const { config: before = '' } = files.text;
  const order = { name: 'build', trustAnchorArn: anchorArn, profileArn, roleArn };
  expect(await app.anywhere.save(order)).toMatchObject({ ok: true });
  app.run('openTools', { role: 'build' });
  expect(app.snapshot().tools).toMatchObject({ helper: 'own', target: 'build' });
  app.run('planProcess', { role: 'build', what: 'remove' });
  await until((snapshot) => snapshot.tools?.plan?.what === 'remove');
  app.run('confirmProcess', { role: 'build', yes: true });
  await until((snapshot) => snapshot.tools === undefined && !snapshot.roles.some(({ id }) => id === 'build'));
  expect(files.text.config).toBe(before);
});
