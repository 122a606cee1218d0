import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { createMemoryJournal } from '../../../fakes/journal.ts';
import { createFakeLedger } from '../../../fakes/world.ts';
import { createSetting, openStage } from '../enroll/enroll-fixture.ts';

const jane = 'arn:aws:iam::111122223333:mfa/jane';
const running = { code: 'plan-running', pid: 4190 };

/** AWS, a YubiKey and a home, at which several programs of one person are. */
const createHome = () => {
  const setting = createSetting();
  const shared = { journal: createMemoryJournal(), removals: createMemoryJournal(), ledger: createFakeLedger(), turns: new Set<string>() };
  const text = () => JSON.stringify([...shared.journal.texts, ...shared.removals.texts]);
  return { setting, text, open: () => openStage(shared, setting) };
};

describe('two programs', () => {
  it('don’t go on from one enrolment: the second is told who is at it, and may go on when the first one left', async () => {
    const { text, open } = createHome();
    const first = await open();
    await first.toKeyPage();
    const { card } = first.snapshot();
    const keyId = card.kind === 'present' ? card.keys[0]?.id : '';
    first.send('enrollKey', { keyId, deviceName: '', touch: true, spare: 'device' });
    first.send('enrollNext');
    await first.drive('spare');
    const second = await open();
    const [unfinished] = second.snapshot().unfinished;
    const before = text();
    expect(second.run('resumeEnroll', { enroll: unfinished?.id ?? '' })).toBe(true);
    await settle(20);
    expect(second.snapshot().enroll?.problem).toEqual(running);
    second.send('enrollUndo');
    await settle(20);
    expect(second.snapshot().enroll?.problem).toEqual(running);
    expect(text()).toBe(before);
    first.send('enrollClose');
    await settle(20);
    second.send('enrollUndo');
    await second.drive('done');
    expect(text()).toBe('[]');
    await first.app.close();
    await second.app.close();
  });

  it('don’t remove one device: the second is told who is at it, and changes nothing', async () => {
    const { setting, text, open } = createHome();
    const device = setting.jane.addDevice({ name: 'jane' });
    setting.key.store({ id: jane, secret: device.seed, touch: false });
    const first = await open();
    const second = await open();
    await first.app.devices.open('work');
    await second.app.devices.open('work');
    const removing = first.app.devices.remove(jane);
    expect(await second.app.devices.remove(jane)).toEqual({ ok: false, problem: running });
    expect(await removing).toEqual({ ok: true, value: undefined });
    expect(setting.account.devices()).toEqual([]);
    expect(text()).toBe('[]');
    await first.app.close();
    await second.app.close();
  });
});
