import { createApp } from '../../app/app.ts';
import { withoutWindow } from '../../app/front-end.ts';
import { systemClock } from '../../base/clock.ts';
import { silentLog } from '../../base/log.ts';
import { createForgetfulSettings, forgetfulPasswords, joinPorts, noClipboard } from '../../compose.ts';
import { ok, type Result } from '../../contract/result.ts';
import { startDemoWorld } from '../../demo/demo-world.adapter.ts';
import { shortLeft } from '../../words/grammar.ts';
import { demoSaid, sessionsSaid } from '../../words/terminal.ts';
import type { Console } from '../console/console.ts';
import { promptFrom } from '../console/prompts.ts';
import { isoSeconds } from '../console/tables.ts';

/** How long the demo waits before it touches its own key, so that the prompt can be read, in milliseconds. */
const touchAfter = 600;

/** The main job in the terminal with a virtual YubiKey and a small STS: two roles with one touch, then everything ended. Gives the document of --json. */
export const runDemo = async (console: Console, signal: AbortSignal): Promise<Result<object>> => {
  const demo = await startDemoWorld();
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
  const app = createApp(ports, { answers: 'nothing', ...withoutWindow });
  demo.onAwaitingTouch(() => {
    systemClock.after(touchAfter, () => {
      console.note(demoSaid.touches);
      demo.touch();
    });
  });
  console.note(demoSaid.begins);
  const prompts = promptFrom(app, console, {}, () => {});
  try {
    await app.ready;
    const tapped = [];
    for (const role of ['dev-power', 'prod-admin']) {
      console.note(`$ roletap tap ${role}`);
      const result = await app.tap({ role }, signal);
      if (!result.ok) return result;
      tapped.push({ ...result.value, expiration: isoSeconds(result.value.expiration) });
      console.note(sessionsSaid.tapped(result.value.target, shortLeft(result.value.expiration - app.snapshot().now)));
    }
    const ended = await app.endAll();
    if (!ended.ok) return ended;
    console.note(`$ roletap end --all\n${ended.value.targets.map((name) => sessionsSaid.ended(name)).join('\n')}`);
    console.note(demoSaid.done);
    return ok({ tapped, ended: ended.value.targets });
  } finally {
    prompts.stop();
    await app.close();
    await ports.close();
    await demo.close();
  }
};
