import { describe, expect, it } from 'vitest';
import { type ClipboardFormats, createClipboard } from '../../../../src-main/shell/system/clipboard.adapter.ts';

const fakeSystem = () => {
  const system = { text: '', formats: {} as ClipboardFormats, picture: undefined as Uint8Array | undefined, broken: false };
  const check = () => {
    if (system.broken) throw new Error('no display');
  };
  return Object.assign(system, {
    read: async () => {
      check();
      return system.text;
    },
    write: async (text: string, formats: ClipboardFormats) => {
      check();
      Object.assign(system, { text, formats });
    },
    clear: async () => {
      check();
      Object.assign(system, { text: '', picture: undefined });
    },
    readPicture: async () => {
      check();
      return system.picture;
    },
  });
};

describe('the clipboard', () => {
  it('is cleared of a secret that is still there, once', async () => {
    const system = fakeSystem();
    const clipboard = createClipboard(system, 'linux');
    expect(await clipboard.writeSecret('123456')).toEqual({ ok: true, value: undefined });
    await clipboard.clearSecret();
    expect(system.text).toBe('');
    system.text = '123456';
    await clipboard.clearSecret();
    expect(system.text).toBe('123456');
  });

  it('keeps what somebody copied after the secret, and text that is none', async () => {
    const system = fakeSystem();
    const clipboard = createClipboard(system, 'linux');
    await clipboard.writeSecret('123456');
    system.text = 'a letter';
    await clipboard.clearSecret();
    expect(system.text).toBe('a letter');
    await clipboard.writeSecret('123456');
    await clipboard.writeText('aws --profile prod-tap');
    await clipboard.clearSecret();
    expect(system.text).toBe('aws --profile prod-tap');
  });

  it.each([
    ['linux', ['x-kde-passwordManagerHint']],
    ['darwin', ['org.nspasteboard.ConcealedType', 'org.nspasteboard.TransientType']],
    ['win32', ['ExcludeClipboardContentFromMonitorProcessing', 'CanIncludeInClipboardHistory', 'CanUploadToCloudClipboard']],
  ])('marks a secret in the way of %s, and other text not', async (platform, marks) => {
    const system = fakeSystem();
    const clipboard = createClipboard(system, platform);
    await clipboard.writeSecret('123456');
    expect(Object.keys(system.formats)).toEqual(marks);
    await clipboard.writeText('open');
    expect(system.formats).toEqual({});
  });

  it('is a problem when the system has none', async () => {
    const system = fakeSystem();
    system.broken = true;
    const clipboard = createClipboard(system, 'linux');
    expect(await clipboard.writeSecret('123456')).toEqual({ ok: false, problem: { code: 'clipboard-missing' } });
    await clipboard.clearSecret();
    expect(await clipboard.read()).toEqual({ ok: false, problem: { code: 'clipboard-missing' } });
    await clipboard.wipe();
  });

  it('gives what a person copied, text before a picture, and is wiped of it', async () => {
    const system = fakeSystem();
    const clipboard = createClipboard(system, 'linux');
    expect(await clipboard.read()).toEqual({ ok: true, value: undefined });
    system.picture = Uint8Array.of(1, 2);
    expect(await clipboard.read()).toEqual({ ok: true, value: { kind: 'picture', bytes: Uint8Array.of(1, 2) } });
    system.text = 'a secret';
    expect(await clipboard.read()).toEqual({ ok: true, value: { kind: 'text', text: 'a secret' } });
    await clipboard.wipe();
    expect(await clipboard.read()).toEqual({ ok: true, value: undefined });
  });
});
