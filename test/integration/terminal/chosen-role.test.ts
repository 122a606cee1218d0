import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typedAt } from '../../support/app/person.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';

/** `roletap tap` without a role at a real terminal. */
describe('a role that is chosen', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await createStage();
    stage.writeConfig(
      ['dev', 'payments-prod-admin', 'payments-dev-read']
        .map((name) => `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = acme\n`)
        .join('\n'),
    );
  });
  afterAll(() => stage.close());

  const typing = (keys: string, ...words: readonly string[]) => typedAt({ ...stage.home.environment, TERM: 'xterm' }, keys, words);

  test('by a few of its letters is the one that is tapped', async () => {
    const ended = await typing('payments-prod-admin=ppa;payments-prod-admin=ENTER', 'tap');
    expect(ended.stdout).toContain('payments-prod-admin');
    expect(ended.stdout).not.toContain('needs a role');
    // There is no reader here: the tap itself ends as it does for a role that was typed.
    const typed = await stage.roletap(['tap', 'payments-prod-admin']).ended;
    expect(ended.code).toBe(typed.code);
  });

  test.each(['CTRL-C', 'ESC'])('or none, with %s', async (keys) => {
    const ended = await typing(`payments-prod-admin=${keys}`, 'tap');
    expect(ended.code).toBe(4);
    expect(ended.stdout).toContain('Cancelled');
  });
});
