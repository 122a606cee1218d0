import { describe, expect, it } from 'vitest';
import { never, start } from '../../../fakes/world.ts';
import { old, setUp } from './rotation-stage.ts';

type Stage = Awaited<ReturnType<typeof setUp>>;
const credentialsOf = ({ files }: Stage) => files.text.credentials;

/** Nothing was made, nothing written, and there is nothing to go on with. */
const expectUntouched = async (stage: Stage, active = true) => {
  expect(stage.jane.keys()).toEqual([{ ...old, active }]);
  expect(credentialsOf(stage)).toContain(old.secretAccessKey);
  expect(await stage.rotations.list()).toEqual([]);
};

describe('a rotation that AWS does not let happen', () => {
  it('because the access key is inactive changes nothing, and is told so', async () => {
    const stage = await setUp();
    stage.oldKey.setActive(false);
    expect(await stage.rotate()).toMatchObject({ ok: false, problem: { code: 'keys-refused', source: 'work' } });
    await expectUntouched(stage, false);
  });

  it('because no policy allows a new key names the action and the user that it is missing on', async () => {
    const stage = await setUp({}, undefined, '', 'terminal', { actions: ['iam:ListAccessKeys', 'iam:ListMFADevices'] });
    expect(await stage.rotate()).toMatchObject({
      ok: false,
      problem: { code: 'iam-denied', action: 'iam:CreateAccessKey', resource: 'arn:aws:iam::111122223333:user/jane', explicit: false },
    });
    await expectUntouched(stage);
  });

  it('because the key is the root user’s changes nothing', async () => {
    const stage = await setUp();
    const root = stage.account.addRoot().addKey();
    stage.files.text = {
      ...stage.files.text,
      credentials: `[work]\naws_access_key_id = ${root.accessKeyId}\naws_secret_access_key = ${root.secretAccessKey}\n`,
    };
    expect(await stage.rotate()).toMatchObject({ ok: false, problem: { code: 'root-keys', source: 'work' } });
    expect(stage.jane.keys()).toHaveLength(1);
    expect(await stage.rotations.list()).toEqual([]);
  });
});

describe('a rotation on a computer whose clock is off', () => {
  it.each([-3_600_000, 3_600_000])('by %i ms comes to its end, and its days are AWS’s', async (skewMillis) => {
    const stage = await setUp({}, undefined, '', 'terminal', { skewMillis });
    const done = await stage.rotate();
    expect(done).toMatchObject({ ok: true, value: { oldKeyState: 'inactive' } });
    const [record] = await stage.rotations.list();
    const due = (record?.deletesAt ?? 0) - 86_400_000 - start - skewMillis;
    expect(due).toBeGreaterThanOrEqual(0);
    expect(due).toBeLessThan(120_000);
    await stage.through(stage.rotations.look('work', never()));
    expect(stage.jane.keys()).toHaveLength(2);
  });
});
