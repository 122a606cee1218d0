import { describe, expect, it } from 'vitest';
import { diagnose, doctorOutput } from '../../../../src-main/terminal/commands/doctor.ts';
import { drawn, plainLook } from '../../../../src-main/terminal/console/look.ts';
import { never } from '../../../fakes/world.ts';
import { setUp } from '../../app/rotate/rotation-stage.ts';

const here = { platform: 'linux', env: {}, folder: '/nowhere', paths: { config: '/x/c', credentials: '/x/k' }, working: '/' } as const;

describe('what the doctor finds in IAM', () => {
  const open = async (actions?: readonly string[]) => {
    const stage = await setUp({}, undefined, '', 'terminal', actions ? { actions } : {});
    const lines = async () => {
      const checks = await diagnose(stage.app, here, '/nowhere/cli.cjs', never());
      return drawn(doctorOutput(checks.filter(({ name }) => name === 'active access keys')).text, plainLook);
    };
    const tapIn = () => stage.through(stage.app.tap({ role: 'work', direct: false }, never()));
    return { ...stage, lines, tapIn };
  };

  it('is nothing before a tap, which it says, and asks for none', async () => {
    const { lines, aws, touches } = await open();
    expect(await lines()).toBe(
      'ok       active access keys: Not checked for work, since that needs an MFA session. Tap in first to include this.\n',
    );
    expect([aws.simulator.requests.length, touches()]).toEqual([0, 0]);
  });

  it('is one active key with an MFA session, or more than one', async () => {
    const { lines, tapIn, jane, oldKey, touches } = await open();
    expect(await tapIn()).toMatchObject({ ok: true });
    expect(await lines()).toBe('ok       active access keys: jane has one.\n');
    const other = jane.addKey();
    expect(await lines()).toBe(
      `warning  active access keys: jane has 2: ${oldKey.accessKeyId} and ${other.accessKeyId}. One is enough. See when each was last used, and replace one: \`roletap rotate work\`.\n`,
    );
    other.setActive(false);
    expect(await lines()).toContain('jane has one.');
    expect(touches()).toBe(1);
  });

  it('is why IAM does not tell', async () => {
    const { lines, tapIn } = await open(['sts:*']);
    await tapIn();
    expect(await lines()).toMatch(/^ok {7}active access keys: Not checked\. .*iam:ListAccessKeys/);
  });
});
