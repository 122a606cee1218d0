import type { SecretBox } from '../../src-main/storage/sealed-entries.ts';

/** A keyring that counts and can be changed: `id` stands for its key; while `locked` it answers nobody. */
export const fakeKeyring = () => {
  const keyring = { kind: 'gnome_libsecret', prefix: 'v11', id: 'first', sealAgain: false, broken: false, calls: 0 };
  let unlocked: Promise<void> = Promise.resolve();
  const called = async () => {
    keyring.calls += 1;
    await unlocked;
    if (keyring.broken) throw new Error('dismissed');
  };
  const box: SecretBox = {
    backend: () => keyring.kind,
    seal: async (text) => {
      await called();
      return Buffer.from(`${keyring.prefix}${keyring.id}:${Buffer.from(text).toString('hex')}`);
    },
    unseal: async (sealed) => {
      await called();
      const [head, text = ''] = Buffer.from(sealed).toString().split(':');
      if (head !== `${keyring.prefix}${keyring.id}`) throw new Error('cannot open');
      return { text: Buffer.from(text, 'hex').toString(), sealAgain: keyring.sealAgain };
    },
    isPretence: (sealed) => Buffer.from(sealed).toString().startsWith('v10'),
  };
  /** Returns the way to unlock it. */
  const lock = () => {
    let unlock = () => {};
    unlocked = new Promise((resolve) => {
      unlock = resolve;
    });
    return unlock;
  };
  return Object.assign(keyring, { box, lock });
};
