import { appendFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type TeamCommand, teamCommands, teamTakes } from '../../../src-main/terminal/options/team-options.ts';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** How a word of `roletap team` is typed. Each has its place in the table, so that a new one can't do without. */
interface Way {
  /** What it does, `--yes` aside; and what its document has. */
  readonly done: readonly [words: readonly string[], document: object];
  /** What it is refused for, and the code of the problem; absent where nothing can be wrong. */
  readonly refused?: readonly [words: readonly string[], code: string];
  /** What a role without rights lacks first; `partly`: each part of it is told. Absent where AWS isn't asked. */
  readonly denied?: string;
}

const root = 'arn:aws:iam::111122223333:';

const ways: Readonly<Record<TeamCommand | '', Way>> = {
  '': {
    done: [[], { source: 'acme', people: expect.arrayContaining([expect.objectContaining({ name: 'kim' })]), orphans: [], denied: [] }],
    denied: 'iam:GetCredentialReport',
  },
  policy: {
    done: [['--arn', `${root}role/Dev`], { policy: `${root}role/Dev`, kind: 'trust', findings: [], fixed: null }],
    refused: [['--arn', `${root}user/jane`], 'policy-arn-bad'],
    denied: 'iam:GetRole',
  },
  add: {
    done: [['lee', '--group', 'developers'], { userArn: `${root}user/lee`, id: null }],
    refused: [['KIM'], 'team-name-taken'],
    denied: 'iam:CreateUser',
  },
  role: {
    done: [['Audit', '--group', 'developers'], { roleArn: `${root}role/Audit`, id: null }],
    refused: [['Audit', '--trust', 'everybody'], 'role-wish-bad'],
    denied: 'iam:CreateRole',
  },
  rescue: {
    done: [['kim', '--device', 'kim'], { user: 'kim', devices: [`${root}mfa/kim`], keys: [], liftAt: expect.any(String) }],
    refused: [['nobody', '--all'], 'name-unknown'],
    denied: 'partly',
  },
  enroll: {
    done: [['pat', '--no-touch'], { device: `${root}mfa/pat-yk-12345678`, id: null }],
    refused: [['nobody'], 'name-unknown'],
    denied: 'iam:ListMFADevices',
  },
  simulate: {
    done: [['jane', 'iam:ListUsers'], { user: 'jane', results: [{ action: 'iam:ListUsers', withMfa: 'allowed' }] }],
    refused: [['nobody', 'iam:ListUsers'], 'name-unknown'],
    denied: 'iam:GetUser',
  },
  unfinished: { done: [[], { unfinished: expect.any(Array) }] },
  enforce: {
    done: [['auditors'], { group: 'auditors', isEnforced: true, lockedOut: [] }],
    refused: [['nobody'], 'name-unknown'],
    denied: 'iam:GetGroup',
  },
  attach: {
    done: [['self', 'auditors'], { group: 'auditors', policy: 'self', id: null }],
    refused: [['self', 'nobody'], 'name-unknown'],
    denied: 'iam:GetGroup',
  },
  remove: {
    done: [['pat', '--delete-user'], { user: 'pat', id: null }],
    refused: [['nobody'], 'name-unknown'],
    denied: 'iam:GetUser',
  },
};

describe('each word of roletap team', () => {
  let stage: Stage;

  withPluggedKey(
    { key: { touchPolicy: 'automatic' }, account: 'no-touch', settings: { reportDelayMillis: 0, keyDelayMillis: 0, deviceDelayMillis: 0 } },
    (rig) => {
      ({ stage } = rig);
    },
  );

  /** What it printed as the one document that programs read, and what was asked of IAM meanwhile. */
  const say = async (...words: readonly string[]) => {
    const ended = await stage.roletap(['team', ...words.filter((word) => word !== ''), '--json']).ended;
    const told = `${words.join(' ')}: ${ended.stdout}${ended.stderr}`;
    expect(ended.stdout, told).toMatch(/^\{.+\}\n$/);
    return { code: ended.code, said: ended.json() as { readonly problem?: Record<string, unknown> }, told };
  };
  /** Those who ask are refused at once where nobody is there; the rest says what is wrong, to whoever is asked. */
  const refusals = async (word: TeamCommand | '', { done: [words], refused, denied }: Way): Promise<void> => {
    const { options } = teamTakes[word];
    const yes = options.includes('yes') ? ['--yes'] : [];
    if (yes.length > 0) {
      const unasked = await say(word, ...words, '--source', 'acme');
      expect([unasked.code, unasked.said.problem], unasked.told).toMatchObject([
        2,
        { code: 'usage', message: expect.stringContaining('--yes') },
      ]);
    }
    if (refused) {
      const { code, said, told } = await say(word, ...refused[0], '--source', 'acme', ...yes);
      const sentence = { code: refused[1], title: expect.any(String), advice: expect.any(String) };
      expect([code, said.problem], told).toEqual([3, expect.objectContaining(sentence)]);
    }
    if (denied === undefined) return;
    const lacking = await say(word, ...words, '--source', 'dev', ...yes);
    const policy = { Version: '2012-10-17', Statement: [expect.objectContaining({ Effect: 'Allow', Action: denied })] };
    const left = ['iam:ListAccessKeys', 'iam:DeactivateMFADevice', 'iam:PutUserPolicy'].map((action) =>
      expect.objectContaining({ action }),
    );
    const problem = denied === 'partly' ? { code: 'rescue-partly', left } : { code: 'iam-denied', action: denied, policy };
    expect([lacking.code, lacking.said.problem], lacking.told).toMatchObject([3, problem]);
  };

  test('prints one document whatever comes, asks nobody it can’t, and never calls with plain keys', async () => {
    for (const name of ['developers', 'auditors']) stage.jane.join(stage.account.addGroup(name));
    stage.account.addUser('kim').addDevice();
    stage.account.addUser('pat');
    const { accessKeyId, secretAccessKey } = stage.account.addUser('old').addKey();
    appendFileSync(stage.credentials, `\n[plain]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    appendFileSync(stage.config, `\n[profile plain]\nmfa_serial = ${root}mfa/old\n`);
    const all = ['', ...teamCommands] as const;
    const before = stage.simulator.requests.length;
    await say('--source', 'acme');
    // Keys without MFA are nobody's rights; test/unit/app/team/plain-keys.test.ts has each word.
    const plain = await say('--source', 'plain');
    expect([plain.code, plain.said.problem], plain.told).toMatchObject([3, { code: 'account-unclear' }]);
    await Promise.all(all.map((word) => refusals(word, ways[word])));
    const changes = () =>
      stage.simulator.requests.slice(before).filter(({ service, action }) => service === 'iam' && !/^(?:Get|List|Gen|Sim)/.test(action));
    expect(changes().filter(({ errorCode }) => errorCode === undefined)).toEqual([]);
    // What a person reads has its lines, and nothing that a terminal can't show.
    await Promise.all(
      teamCommands
        .filter((word) => teamTakes[word].options.includes('dry-run'))
        .map(async (word) => {
          const shown = await stage.roletap(['team', word, ...ways[word].done[0], '--source', 'acme', '--dry-run']).ended;
          expect([shown.code, shown.stdout], `${word}: ${shown.stderr}`).toEqual([
            0,
            expect.stringMatching(/^[^\p{Cc}\ufffd]+(?:\n[^\p{Cc}\ufffd]*)+$/u),
          ]);
        }),
    );
    for (const word of all) {
      const [words, document] = ways[word].done;
      const { options } = teamTakes[word];
      const more = [...(options.includes('source') ? ['--source', 'acme'] : []), ...(options.includes('yes') ? ['--yes'] : [])];
      const { code, said, told } = await say(word, ...words, ...more);
      expect([code, said], told).toMatchObject([0, document]);
    }
    expect(changes().filter(({ errorCode }) => errorCode === undefined).length).toBeGreaterThan(5);
    expect(changes().filter(({ accessKeyId: id }) => !id.startsWith('ASIA'))).toEqual([]);
  });
});
