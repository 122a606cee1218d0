import { describe, expect, it } from 'vitest';
import { createKeyReadings } from '../../../../src-main/app/certificates/key-readings.ts';
import { certificatesView } from '../../../../src-main/app/snapshot/certificates-view.ts';
import { withPage } from '../../../../src-main/app/state/page-changes.ts';
import { pageOf } from '../../../../src-main/app/state/page-state.ts';
import { createStore, withKeys } from '../../../../src-main/app/state/store.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import type { PivView } from '../../../../src-main/contract/certificates/piv.ts';
import { failed, ok, type Result } from '../../../../src-main/contract/result.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const keyOf = (serial: number): Key => ({ id: String(serial), serial, name: 'YubiKey 5 NFC', formFactor: 'usb-a-keychain' }) as Key;
const piv = (serial: number): PivView => ({ serial, version: '5.7.4', slots: [] }) as unknown as PivView;

const stage = (answers: (serial: number) => Result<PivView> = (serial) => ok(piv(serial))) => {
  const store = createStore(createMemorySettings());
  const looked: number[] = [];
  const certificates = {
    look: async (serial = 0) => {
      looked.push(serial);
      return answers(serial);
    },
  };
  const readings = createKeyReadings({ store, certificates }, createJobs(failed({ code: 'cancelled' })));
  const plug = (...serials: readonly number[]) => store.change(withKeys({ kind: 'ready', keys: serials.map(keyOf), others: [] }));
  const view = () => {
    const page = pageOf(store.state(), 'certificates');
    return page && certificatesView(page, store.state()).keys.map(({ serial, state, piv: read }) => [serial, state, read !== undefined]);
  };
  return {
    store,
    looked,
    readings,
    plug,
    view,
    open: () => store.change(withPage({ kind: 'certificates', id: '1', readings: new Map(), stage: { kind: 'keys' } })),
  };
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the readings of the page of certificates', () => {
  it('are made once for each key, also for one that comes later, and never while the page is shut', async () => {
    const { plug, open, looked, view } = stage();
    plug(1);
    await settled();
    expect(looked).toEqual([]);
    open();
    expect(view()).toEqual([[1, 'reading', false]]);
    await settled();
    plug(1, 2);
    await settled();
    plug(1, 2);
    await settled();
    expect(looked).toEqual([1, 2]);
    expect(view()).toEqual([
      [1, 'ready', true],
      [2, 'ready', true],
    ]);
  });

  it('go with their key: one that comes back is read anew', async () => {
    const { plug, open, looked, view } = stage();
    open();
    plug(1);
    await settled();
    plug();
    await settled();
    expect(view()).toEqual([]);
    plug(1);
    await settled();
    expect(looked).toEqual([1, 1]);
  });

  it('keep what was there while they are made again, and say why one failed', async () => {
    let fails = false;
    const { plug, open, readings, view } = stage((serial) => (fails ? failed({ code: 'security-key' }) : ok(piv(serial))));
    open();
    plug(1);
    await settled();
    fails = true;
    readings.again();
    expect(view()).toEqual([[1, 'reading', true]]);
    await settled();
    expect(view()).toEqual([[1, 'failed', false]]);
  });
});
