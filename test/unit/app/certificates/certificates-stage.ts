import { utf8 } from '../../../../src-main/base/bytes.ts';
import type { VirtualYubiKey } from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { createKey, openApp } from '../../../fakes/world.ts';

export const pin = '654321';

/** Certificates of openssl are valid from the moment that they are made. */
const now = Math.floor(Date.now() / 60_000) * 60_000 + 3_600_000;

/** The page of certificates, open in a window, over a YubiKey that was prepared and read. */
export const openCertificatesPage = async (prepare: (key: VirtualYubiKey) => void | Promise<void>) => {
  const clock = createFakeClock(now);
  const key = createKey(clock, { pin, firmware: '5.7.4', accounts: [], touchPolicy: 'automatic' });
  await prepare(key);
  const opened = await openApp({ clock, yubikeys: { usb: key }, kind: 'tray' });
  const { app, until } = opened;
  const page = () => app.snapshot().certificates;
  app.run('openCertificates', undefined);
  await until(({ certificates }) => certificates?.keys[0]?.state === 'ready');
  const run = (name: Parameters<typeof app.run>[0], payload: unknown): boolean => app.run(name, payload).accepted;
  let answered = '';
  /** What is asked for, once it is. */
  const asked = async () => {
    const { waiting } = await until((snapshot) => snapshot.waiting.some(({ kind, id }) => kind === 'pin' && id !== answered));
    const question = waiting.find(({ kind, id }) => kind === 'pin' && id !== answered);
    answered = question?.id ?? '';
    return question;
  };
  const type = async (typed: string) => {
    const question = await asked();
    app.run('answerPin', { waiting: question?.id, pin: utf8(typed), lastTry: false });
    return question;
  };
  return {
    ...opened,
    key,
    page,
    run,
    type,
    asked,
    keyId: () => page()?.keys[0]?.keyId ?? '',
    /** A piece of work to its end; `typed` answers the question that comes. */
    done: async (begin: () => boolean, ...typed: readonly string[]) => {
      if (!begin()) throw new Error('it was not taken');
      for (const text of typed) await type(text);
      await until(({ certificates }) => certificates !== undefined && certificates.working === undefined);
    },
  };
};
