import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { startAws } from '../../support/aws/aws-command.ts';
import { homeAccount, type Stage, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import { buildGoPrograms } from '../../support/go/go-programs.ts';

const aws = await startAws();

/** A program under `exec` is the role, whatever else of the person's keys its SDK could find. */
describe('a command under exec', () => {
  let stage: Stage;
  let pair: string;

  withPluggedKey({ account: 'no-touch' }, (rig) => {
    ({ stage } = rig);
  });
  beforeEach(async () => {
    const { accessKeyId, secretAccessKey } = stage.keys;
    pair = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    expect(await stage.roletap(['tap', 'dev']).ended).toMatchObject({ code: 0 });
  });

  const inCredentials = (section: string) => () => {
    writeFileSync(stage.credentials, `${stage.readCredentials()}\n${section}${pair}`);
    return {};
  };
  const inConfig = (section: string) => () => {
    writeFileSync(
      stage.config,
      `${section}${pair}\n[profile acme]\nregion = eu-central-1\nmfa_serial = ${stage.device.arn}\n\n[profile dev]\nrole_arn = arn:aws:iam::${homeAccount}:role/Dev\nsource_profile = acme\n`,
    );
    return {};
  };
  const inFile = (name: string, text: () => string, variable?: string) => () => {
    const path = join(stage.home.environment.HOME ?? '', name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text());
    return variable === undefined ? {} : { [variable]: path };
  };
  const named = (id: string, secret: string) => () => ({ [id]: stage.keys.accessKeyId, [secret]: stage.keys.secretAccessKey });
  const boto = () => `[Credentials]\n${pair}`;

  const ways: readonly (readonly [string, () => Record<string, string>])[] = [
    ['[default] in credentials', inCredentials('[default]\n')],
    ['[ default ] in credentials', inCredentials('[ default ]\n')],
    ['[default ] with a comment behind it', inCredentials('[default ] # mine\n')],
    ['[DEFAULT] in credentials', inCredentials('[DEFAULT]\n')],
    ['a no-break space before [default]', inCredentials('\u00a0[default]\n')],
    ['[profile default] in config', inConfig('[profile default]\n')],
    ['[ profile  "default" ] in config', inConfig('[ profile  "default" ]\n')],
    ['~/.boto', inFile('.boto', boto)],
    ['BOTO_CONFIG', inFile('boto.cfg', boto, 'BOTO_CONFIG')],
    [
      'AWS_CREDENTIAL_FILE',
      inFile('ec2', () => `AWSAccessKeyId=${stage.keys.accessKeyId}\nAWSSecretKey=${stage.keys.secretAccessKey}\n`, 'AWS_CREDENTIAL_FILE'),
    ],
    ['AWS_ACCESS_KEY_ID', named('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY')],
    ['AWS_ACCESS_KEY, of Go', named('AWS_ACCESS_KEY', 'AWS_SECRET_KEY')],
    ['AMAZON_ACCESS_KEY_ID, of Ruby', named('AMAZON_ACCESS_KEY_ID', 'AMAZON_SECRET_ACCESS_KEY')],
    ['AWS_PROFILE', () => ({ AWS_PROFILE: 'acme' })],
  ];

  test.each(ways)('is the role beside keys in %s', async (_way, prepare) => {
    const environment = prepare();
    const script = `
      const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
      new STSClient({ endpoint: '${stage.url}' }).send(new GetCallerIdentityCommand({})).then(({ Arn }) => console.log(Arn));
      console.log(Object.values(process.env).includes('${stage.keys.secretAccessKey}') ? 'has the keys' : 'has no keys');`;
    const calls = [
      [aws, 'sts', 'get-caller-identity', '--endpoint-url', stage.url, '--query', 'Arn', '--output', 'text'],
      [process.execPath, '-e', script],
    ];
    const answers = await Promise.all(calls.map((words) => stage.roletap(['exec', 'dev', '--', ...words], { environment }).ended));
    const role = expect.stringMatching(new RegExp(`^arn:aws:sts::${homeAccount}:assumed-role/Dev/`));
    expect(answers.map(({ stdout }) => stdout.trim().split('\n').reverse())).toEqual([[role], [role, 'has no keys']]);
  });

  test('is the role for Go, by both SDKs, beside keys in all of these', async (context) => {
    const built = await buildGoPrograms();
    if (typeof built === 'string') return context.skip(built);
    try {
      let environment: Record<string, string> = {};
      for (const [way, prepare] of ways) {
        environment = { ...environment, ...prepare() };
        const who = await Promise.all(
          built.programs.map((program) => stage.roletap(['exec', 'dev', '--', program, stage.url], { environment }).ended),
        );
        const role = expect.stringMatching(new RegExp(`^arn:aws:sts::${homeAccount}:assumed-role/Dev/`));
        expect(
          who.map(({ stdout, stderr }) => stdout.trim() || stderr),
          way,
        ).toEqual([role, role]);
      }
      const alone = await start(built.programs[0] ?? '', [stage.url], {
        ...stage.home.environment,
        ...environment,
        AWS_REGION: 'eu-central-1',
      }).ended;
      expect(alone.stdout, 'by itself it finds the keys').toContain('user/');
    } finally {
      rmSync(built.folder, { recursive: true, force: true });
    }
  });

  test('is the role by its keys, where the program knows no endpoint', async () => {
    inCredentials('[default]\n')();
    const environment = { AWS_PROFILE: 'acme', AWS_ACCESS_KEY: stage.keys.accessKeyId, AWS_SECRET_KEY: stage.keys.secretAccessKey };
    const who = [aws, 'sts', 'get-caller-identity', '--endpoint-url', stage.url, '--query', 'Arn', '--output', 'text'];
    const ended = await stage.roletap(['exec', 'dev', '--keys', '--', ...who], { environment }).ended;
    expect(ended.stdout.trim()).toMatch(new RegExp(`^arn:aws:sts::${homeAccount}:assumed-role/Dev/`));
    expect(ended.stderr).toMatch(/^note: these keys expire at 20[^\n]*Z and [^\n]*\n$/);
    const names = await stage.roletap(['exec', 'dev', '--keys', '--', 'env'], { environment }).ended;
    expect(names.stdout).toMatch(/^AWS_SESSION_TOKEN=./m);
    expect(names.stdout).not.toMatch(/^AWS_(?:CONTAINER|PROFILE|ACCESS_KEY=)/m);
  });
});
