import { afterEach, expect, it } from 'vitest';
import { createApp } from '../../../src-main/app/app.ts';
import { withoutWindow } from '../../../src-main/app/front-end.ts';
import { utf8 } from '../../../src-main/base/bytes.ts';
import { silentLog } from '../../../src-main/base/log.ts';
import { createForgetfulSettings, forgetfulPasswords, joinPorts, noClipboard } from '../../../src-main/compose.ts';
import { demoPin } from '../../../src-main/demo/demo-certificate.ts';
import { startDemoWorld } from '../../../src-main/demo/demo-world.adapter.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

it('the demo has a role that the certificate on its YubiKey opens, and its maker is trusted', async () => {
  const demo = await startDemoWorld();
  ends.push(demo.close);
  const ports = joinPorts({
    ...demo,
    runtimeFolder: undefined,
    env: {},
    clipboard: noClipboard,
    settings: createForgetfulSettings(),
    passwords: forgetfulPasswords,
    log: silentLog,
    demo: { touch: demo.touch, command: demo.command },
  });
  ends.unshift(ports.close);
  const app = createApp(ports, { ...withoutWindow, answers: 'everything' });
  ends.unshift(app.close);
  await app.ready;
  demo.onAwaitingTouch(demo.touch);
  app.subscribe(({ waiting }) => {
    const asked = waiting.find(({ kind }) => kind === 'pin');
    if (asked) app.run('answerPin', { waiting: asked.id, pin: utf8(demoPin), lastTry: false });
  });
  const { signal } = new AbortController();
  expect(await app.tap({ role: 'deploy' }, signal)).toMatchObject({ ok: true, value: { target: 'deploy-tap' } });
  const at = {
    pin: async () => ({ ok: true, value: { bytes: utf8(demoPin), lastTry: false } }) as const,
    newPin: async () => ({ ok: true, value: undefined }) as const,
    puk: async () => ({ ok: false, problem: { code: 'cancelled' } }) as const,
    managementKey: async () => ({ ok: false, problem: { code: 'cancelled' } }) as const,
    touch: demo.touch,
    signal,
  };
  const made = await app.certificates.request({ slot: '82', subject: 'CN=jane' }, at);
  expect(made).toMatchObject({ ok: true, value: { proof: { proved: { slot: '82', pinPolicy: 'once', touchPolicy: 'cached' } } } });
});
