import { afterEach, expect, it } from 'vitest';
import { createCertificatesDesk } from '../../../../src-main/app/certificates/certificate-work.ts';
import { createSetupHandlers } from '../../../../src-main/app/certificates/set-up.ts';
import { draftOf, type SetupRecord } from '../../../../src-main/app/setups/setup-record.ts';
import type { SetupAws } from '../../../../src-main/app/setups/setup-run.ts';
import { createStore, withKeys } from '../../../../src-main/app/state/store.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import type { SetupView } from '../../../../src-main/contract/certificates/piv.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { closeDesks, day, desk, issue, now, pem, person, slotOf } from './desk.ts';

afterEach(closeDesks);

const roleArn = 'arn:aws:iam::111122223333:role/Developer';
const arn = (what: string, last = 5) =>
  `arn:aws:rolesanywhere:eu-central-1:111122223333:${what}/11111111-2222-3333-4444-55555555555${last}`;

it('a role that AWS refused can be another one, in the place of the first, and its key stays when that is undone', async () => {
  const side: Partial<SetupAws> = {
    save: async () => ok({ file: 'config' }),
    prove: async ({ trustAnchorArn }) =>
      trustAnchorArn === arn('trust-anchor')
        ? ok(now + 900_000)
        : failed({ code: 'certificate-refused', profile: 'dev', roleArn, why: 'denied' }),
  };
  const { key, deeds } = await desk({}, side);
  await generateInSlot(key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 1 });
  expect((await deeds.import({ bytes: pem(await issue(slotOf(key, 0x82), { until: now + 90 * day })) }, person())).ok).toBe(true);
  const role = { name: 'dev', roleArn, trustAnchorArn: arn('trust-anchor', 9), profileArn: arn('profile') };
  expect(await deeds.adopt({ slot: '82', role }, person())).toMatchObject({ ok: false });
  expect(await deeds.unfinished()).toMatchObject([{ draft: { ...role, source: '', region: '' }, keepsKey: true }]);
  expect(await deeds.adopt({ slot: '82', role: { ...role, profileArn: arn('profile', 8) } }, person())).toMatchObject({ ok: false });
  expect(await deeds.unfinished()).toMatchObject([{ draft: { profileArn: arn('profile', 8) } }]);
  expect(await deeds.adopt({ slot: '82', role: { ...role, trustAnchorArn: arn('trust-anchor') } }, person())).toMatchObject({ ok: true });
  expect(await deeds.unfinished()).toEqual([]);
  expect([...key.piv.keys().keys()]).toEqual([0x82]);
});

it('is none once something was made for it, or its certificate isn’t there', () => {
  const record = { certificate: 'done', role: { name: 'dev', roleArn } } as SetupRecord;
  expect(draftOf(record)).toEqual({ name: 'dev', roleArn, trustAnchorArn: '', profileArn: '', source: '', region: '' });
  const others: readonly Partial<SetupRecord>[] = [
    { certificate: 'todo' },
    { saved: 'done' },
    { anchor: 'begun' },
    { role: { name: 'dev', roleArn, madeAnchor: arn('trust-anchor') } },
  ];
  for (const change of others) expect(draftOf({ ...record, ...change })).toBeUndefined();
});

it('is gone on with on its form, where its YubiKey is plugged in', async () => {
  const store = createStore(createMemorySettings());
  store.change(withKeys({ kind: 'ready', keys: [{ id: 'key 1', serial: 1 } as Key] }));
  const draft = { name: 'dev', roleArn, trustAnchorArn: '', profileArn: '', source: '', region: '' };
  const waiting: SetupView = { id: 's1', serial: 1, slot: '82', subject: 'CN=jane', waitsFor: 'role', startedAt: 0, draft };
  const resumed: string[] = [];
  const certificates = {
    unfinished: async () => [waiting],
    resume: async (id: string) => {
      resumed.push(id);
      return failed({ code: 'yubikey-missing' } as const);
    },
  };
  const ports = { store, certificates, questions: {}, pins: { keep: () => {} }, newId: () => '1' } as never;
  const page = createCertificatesDesk(ports, createJobs(failed({ code: 'cancelled' })), () => {});
  const { resumeKeySetup } = createSetupHandlers(ports, page);
  page.open();
  await settle();
  expect(resumeKeySetup({ setup: 's1' })).toBe(true);
  expect(page.page()?.stage).toEqual({ kind: 'role', keyId: 'key 1', slot: '82', subject: 'CN=jane', setup: 's1' });
  store.change(withKeys({ kind: 'ready', keys: [] }));
  expect(resumeKeySetup({ setup: 's1' })).toBe(true);
  await settle();
  expect(resumed).toEqual(['s1']);
});
