import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';
import { wideScreens } from '../../support/gallery/snapshots-wide.ts';

/** The wizard and the devices' screen in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();
const focusText = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
const spoken = (page: Page) => page.locator('[data-window="wide"] > [role="status"]');
const enroll = 'enroll 1';

describe('the wizard by keyboard', () => {
  test('goes from the user over the key to the two codes, the profiles and the end', async () => {
    const page = await open('wizard-user');
    await page.getByRole('radio', { name: /^jane/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await next(page, 'wizard-key-odd');
    expect(await focusText(page)).toBe('Which YubiKey?');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    expect(await focusText(page)).toBe('The YubiKey is full');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('jane-5c');
    await page.keyboard.press('Enter');
    await next(page, 'wizard-codes-first');
    expect(await focusText(page)).toBe('Touch your YubiKey');
    await next(page, 'wizard-profiles');
    await page.getByRole('checkbox', { name: 'data-lake' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await next(page, 'wizard-done');
    expect(await focusText(page)).toBe('You’re all set');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const choice = { enroll, keyId: 'reader 1', deviceName: 'jane', touch: false, spare: 'device' };
    expect(await sent(page)).toEqual([
      { name: 'enrollUser', payload: { enroll, source: 'acme-staging' } },
      { name: 'enrollNext', payload: { enroll } },
      { name: 'enrollKey', payload: choice },
      { name: 'enrollKey', payload: { ...choice, touch: true } },
      { name: 'enrollKey', payload: { ...choice, touch: true, deviceName: 'jane-5c' } },
      { name: 'enrollNext', payload: { enroll } },
      { name: 'enrollProfiles', payload: { enroll, profiles: ['prod-admin', 'dev-power'] } },
      { name: 'enrollClose', payload: { enroll } },
    ]);
  });

  test('leads to adding an access key where no profile has one, and leaves no run behind', async () => {
    const page = await open('wizard-user-none');
    await page.getByRole('button', { name: 'Add an access key' }).click();
    expect(await sent(page)).toEqual([
      { name: 'enrollClose', payload: { enroll } },
      { name: 'openFirstRun', payload: { door: 'key', source: '' } },
    ]);
  });

  test('Escape closes at once while nothing exists', async () => {
    const page = await open('wizard-user');
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'enrollClose', payload: { enroll } }]);
  });

  test('Escape asks first when something exists, says what, and a second Escape stays', async () => {
    const page = await open('wizard-codes-refused');
    await page.keyboard.press('Escape');
    const question = page.getByRole('dialog', { name: 'Close without finishing?' });
    expect(await question.textContent()).toContain('mfa/janenot enabled');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Finish later' }).click();
    expect(await sent(page)).toEqual([{ name: 'enrollClose', payload: { enroll } }]);
  });

  test('undo says what it does, in order, before it is sent', async () => {
    const page = await open('wizard-found');
    await page.getByRole('button', { name: 'Undo and close' }).click();
    const question = page.getByRole('dialog');
    expect(await question.getByRole('listitem').allTextContents()).toEqual([
      'Delete mfa/jane in AWS',
      'Delete the OATH account mfa/jane from YubiKey 12345678',
    ]);
    expect(await sent(page)).toEqual([]);
    await question.getByRole('button', { name: 'Undo and close' }).click();
    expect(await sent(page)).toEqual([{ name: 'enrollUndo', payload: { enroll } }]);
  });
});

describe('the wizard’s foot', () => {
  test('has two buttons at most; what is seldom wanted is in a menu, and asks before it leaves things behind', async () => {
    const page = await open('wizard-found');
    expect(await page.locator('footer > button:not([aria-haspopup])').allTextContents()).toEqual(['Undo and close', 'Continue']);
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Stop without undoing' }).click();
    const question = page.getByRole('dialog', { name: 'Stop without undoing?' });
    expect(await question.textContent()).toContain('mfa/jane');
    expect(await sent(page)).toEqual([]);
    await question.getByRole('button', { name: 'Stop without undoing' }).click();
    expect(await sent(page)).toEqual([{ name: 'enrollLeave', payload: { enroll } }]);
  });

  test('leads from one way to the other and back', async () => {
    const page = await open('wizard-user');
    await page.getByRole('button', { name: 'Set it up in the AWS console instead' }).click();
    expect(await sent(page)).toEqual([{ name: 'enrollPath', payload: { enroll, path: 'console' } }]);
  });
});

describe('a touch', () => {
  test('for the codes is asked in place, announced, and can be given up', async () => {
    const page = await open('wizard-codes-first');
    expect(await page.locator('dialog').count()).toBe(0);
    await next(page, 'wizard-codes-second');
    await expect.poll(() => spoken(page).textContent()).toBe('Touch it again.');
    await page.getByRole('button', { name: 'Cancel touch' }).click();
    expect(await sent(page)).toEqual([{ name: 'cancel', payload: { waiting: 'question 1' } }]);
  });

  test('for a session is a sheet that says what it is for', async () => {
    const page = await open('wizard-session-touch');
    const sheet = page.getByRole('dialog', { name: 'Touch your YubiKey' });
    expect(await sheet.textContent()).toContain('to open an MFA session');
  });

  test('is not asked while the next code is waited for: the page counts, and the wait can be given up', async () => {
    const page = await open('wizard-proof-step');
    expect(await page.locator('dialog').count()).toBe(0);
    expect(await page.locator('[data-working]').textContent()).toContain('Next code in');
    await page.getByRole('button', { name: 'Stop waiting' }).click();
    expect(await sent(page)).toEqual([{ name: 'cancel', payload: { waiting: 'question 1' } }]);
  });

  test('shows no digit of a code that goes to AWS by itself', async () => {
    const page = await open('wizard-codes-second');
    expect(await page.locator('#wizard-page [data-tone]').first().textContent()).toBe('First code received');
  });
});

describe('the secret of the console path', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

  test('is sent once, and the field is empty after', async () => {
    const page = await open('wizard-secret');
    const field = page.getByLabel('Secret key or otpauth link');
    expect(await field.getAttribute('type')).toBe('password');
    await field.fill(secret);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ name: 'enrollSecret', payload: { enroll, secret } }]);
    expect(await field.inputValue()).toBe('');
    expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain(secret);
  });

  test('on the clipboard is left to main, which wipes it there; nothing gets into the field', async () => {
    const page = await open('wizard-secret');
    const field = page.getByLabel('Secret key or otpauth link');
    await field.focus();
    await page.evaluate((text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, secret);
    await page.getByRole('button', { name: 'Paste from clipboard' }).click();
    expect(await field.inputValue()).toBe('');
    expect(await sent(page)).toEqual([
      { name: 'enrollPaste', payload: { enroll } },
      { name: 'enrollPaste', payload: { enroll } },
    ]);
  });

  test('as a picture is sent as bytes, by the file chooser and by dropping it', async () => {
    const page = await open('wizard-secret');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose file…' }).click();
    await (await chooser).setFiles({ name: 'code.png', mimeType: 'image/png', buffer: Buffer.from([1, 2, 3]) });
    await expect.poll(async () => (await sent(page)).length).toBe(1);
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([4, 5])], 'code.png', { type: 'image/png' }));
      document.querySelector('[data-over]')?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await expect.poll(async () => (await sent(page)).length).toBe(2);
    const bytes = await page.evaluate(() =>
      window.gallery.sent.map(({ name, payload }) => [name, Array.from((payload as { picture: Uint8Array }).picture)]),
    );
    expect(bytes).toEqual([
      ['enrollPicture', [1, 2, 3]],
      ['enrollPicture', [4, 5]],
    ]);
  });

  test('counts down to a half minute that is long enough to type two codes in, on the page itself', async () => {
    const page = await open('wizard-two-codes-wait');
    expect(await page.locator('dialog').count()).toBe(0);
    expect(await page.locator('main form').textContent()).toMatch(/MFA code 1.*next pair in 12 s.*MFA code 2.*after the first/);
    await page.getByRole('button', { name: 'Stop waiting' }).click();
    expect(await sent(page)).toMatchObject([{ name: 'cancel' }]);
  });

  test('leaves two codes to copy, each with its own button', async () => {
    const page = await open('wizard-two-codes');
    await page.getByRole('button', { name: 'Copy MFA code 2' }).click();
    expect(await sent(page)).toEqual([{ name: 'enrollCopyCode', payload: { enroll, index: 1 } }]);
  });
});

describe('a failure', () => {
  test('takes the focus, says what exists, and offers the ways on', async () => {
    const page = await open('wizard-creating');
    await next(page, 'wizard-failed-name-taken');
    expect(await focusText(page)).toBe('That device name is taken');
    expect(await page.locator('[aria-label="What exists now"] dl').textContent()).toBe(
      'In AWSmfa/janenot enabledOn YubiKey 12345678no matching account',
    );
    await page.getByRole('button', { name: /^Replace/ }).click();
    await page.getByRole('button', { name: 'Choose another name' }).click();
    expect(await sent(page)).toEqual([
      { name: 'enrollNext', payload: { enroll } },
      { name: 'enrollBack', payload: { enroll } },
    ]);
  });

  test('of a permission has the policy to copy', async () => {
    const page = await open('wizard-user');
    await next(page, 'wizard-failed-denied');
    await page.getByRole('button', { name: 'Copy policy' }).click();
    expect(await sent(page)).toEqual([{ name: 'copyAdvice', payload: { what: 'policy', source: 'jane', device: '' } }]);
  });
});

describe('the devices', () => {
  test('are removed after the question what else lets one in; Escape keeps them', async () => {
    const page = await open('devices');
    const device = wideScreens.devices.devices?.devices[0]?.serial;
    await page.getByRole('button', { name: 'Remove mfa/jane', exact: true }).click();
    await next(page, 'devices-confirm-last');
    expect(await page.getByRole('dialog').textContent()).toContain('None. This is the user’s last MFA device');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Remove last device' }).click();
    const payload = { source: 'jane', device };
    expect(await sent(page)).toEqual([
      { name: 'removeDevice', payload },
      { name: 'confirmRemove', payload: { ...payload, yes: false } },
      { name: 'confirmRemove', payload: { ...payload, yes: true } },
    ]);
  });

  test('can be resynced, renamed on their key, cleaned up, and handed to an administrator', async () => {
    const page = await open('devices');
    await page.getByRole('button', { name: 'Resync mfa/jane' }).click();
    await page.getByRole('button', { name: 'Rename mfa/jane’s account' }).click();
    await page.getByLabel('Account name on YubiKey 12345678').fill('AWS:jane');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Clean up mfa/jane-2023' }).click();
    await page.getByRole('button', { name: 'Lost? mfa/jane-yk-23456789' }).click();
    await page.getByRole('button', { name: 'Copy commands for administrator' }).click();
    const arn = (name: string) => `arn:aws:iam::111122223333:mfa/${name}`;
    expect(await sent(page)).toEqual([
      { name: 'resyncDevice', payload: { source: 'jane', device: arn('jane') } },
      { name: 'renameAccount', payload: { keyId: 'reader 0', account: arn('jane'), name: 'AWS:jane' } },
      { name: 'cleanLeftover', payload: { source: 'jane', item: `reader 0 ${arn('jane-2023')}` } },
      { name: 'copyAdvice', payload: { what: 'lost-key', source: 'jane', device: arn('jane-yk-23456789') } },
    ]);
  });

  test('offers another device to profiles that name one that is gone', async () => {
    const page = await open('devices-mend');
    await page.getByRole('button', { name: 'Update profiles' }).click();
    expect(await sent(page)).toEqual([
      {
        name: 'mendProfiles',
        payload: { source: 'jane', gone: 'arn:aws:iam::111122223333:mfa/jane-yk-98765432', device: 'arn:aws:iam::111122223333:mfa/jane' },
      },
    ]);
  });

  test('offer the accounts that no profile uses, and lead to the question which device each is', async () => {
    const page = await open('devices-import');
    const section = page.getByRole('region', { name: 'On your YubiKeys, not used by a profile' });
    expect(await section.locator('p[data-matters]').allTextContents()).toEqual([
      'On YubiKey 12345678. It probably belongs to mfa/jane-phone.',
      'On YubiKey 12345678. It’s unclear which device it belongs to.',
    ]);
    const account = 'Amazon Web Services:jane-phone@111122223333';
    await section.getByRole('button', { name: `Use… ${account}` }).click();
    await next(page, 'wizard-import');
    expect(await focusText(page)).toBe('Which MFA device is it?');
    expect(await page.getByRole('button', { name: 'Undo and close' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Test with a code' }).click();
    await page.getByRole('button', { name: 'Back' }).click();
    const device = 'arn:aws:iam::111122223333:mfa/jane-phone';
    expect(await sent(page)).toEqual([
      { name: 'importAccount', payload: { source: 'jane', keyId: 'reader 0', account } },
      { name: 'enrollDevice', payload: { enroll, device } },
      { name: 'enrollBack', payload: { enroll } },
    ]);
  });

  test('show the access keys when they are asked for, and ask before one goes', async () => {
    const shown = await open('devices');
    await shown.getByRole('button', { name: 'Show access keys' }).click();
    expect(await sent(shown)).toEqual([{ name: 'lookAccessKeys', payload: { source: 'jane' } }]);
    const one = await open('devices-access-keys');
    await one.getByRole('button', { name: 'Rotate access key…' }).click();
    const asked = await one.getByRole('dialog').innerText();
    expect(asked).toContain('something else has this key');
    expect(asked).toContain('The profile default has the same access key and gets the new one, too.');
    await one.getByLabel('Delete the old key').selectOption('After 14 days');
    await one.getByRole('button', { name: 'Rotate access key', exact: true }).click();
    expect(await sent(one)).toEqual([{ name: 'rotateAccessKey', payload: { source: 'jane', drop: '', graceDays: 14 } }]);
    const two = await open('devices-access-keys-two');
    await two.getByRole('button', { name: 'Delete and rotate… AKIAI44QH8DHBEXAMPLE' }).click();
    await two.getByRole('button', { name: 'Cancel' }).click();
    expect(await sent(two)).toEqual([]);
    const done = await open('devices-rotated');
    await done.getByRole('button', { name: 'Bring it back' }).click();
    await done.getByRole('button', { name: 'Delete now…' }).click();
    await done.getByRole('button', { name: 'Delete old key', exact: true }).click();
    expect((await sent(done)).map(({ name }) => name)).toEqual(['undoRotation', 'finishRotation']);
  });

  test('show what moving an access key changes, and ask for a passphrase where there is no keyring', async () => {
    const shown = await open('devices-key-in-file');
    await shown.getByRole('button', { name: 'Keep in key store…' }).click();
    expect(await sent(shown)).toEqual([{ name: 'planKeyMove', payload: { source: 'jane', what: 'keep' } }]);
    const plan = await open('devices-keep');
    const form = plan.getByRole('form', { name: 'Keep this access key in Roletap’s key store?' });
    expect(await form.innerText()).toContain('/home/jane/.aws/credentials');
    await form.getByRole('button', { name: 'Leave unchanged' }).click();
    await form.getByRole('button', { name: 'Move key' }).click();
    expect((await sent(plan)).map(({ payload }) => payload)).toEqual([
      { source: 'jane', yes: false },
      { source: 'jane', yes: true },
    ]);
    const bare = await open('devices-keep-passphrase');
    expect(await bare.getByRole('alert').innerText()).toContain('Can’t open your keyring');
    await bare.getByRole('button', { name: 'Move key' }).click();
    expect(await sent(bare)).toEqual([]);
    await bare.getByLabel('Passphrase').fill('correct horse');
    await bare.keyboard.press('Enter');
    const [given] = await sent(bare);
    const payload = given?.payload as { readonly passphrase: Uint8Array } | undefined;
    expect(new TextDecoder().decode(payload?.passphrase)).toBe('correct horse');
    expect(given).toMatchObject({ name: 'confirmKeyMove', payload: { source: 'jane', yes: true } });
    expect(await bare.getByLabel('Passphrase').inputValue()).toBe('');
    const kept = await open('devices-kept');
    await kept.getByRole('button', { name: 'Put back in file…' }).click();
    expect(await sent(kept)).toEqual([{ name: 'planKeyMove', payload: { source: 'jane', what: 'put-back' } }]);
  });

  test('give programs the access key itself after a question, and end that at once', async () => {
    const off = await open('devices-kept');
    const label = /Give programs the access key itself/;
    expect(await off.getByText('Off: programs get an MFA session, which needs a touch and ends by itself.').isVisible()).toBe(true);
    await off.getByRole('switch', { name: label }).click();
    const question = off.getByRole('dialog', { name: 'Give programs this access key?' });
    expect(await question.innerText()).toContain('Whoever reads it has it until you rotate the key.');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await sent(off)).toEqual([]);
    expect(await off.getByRole('switch', { name: label }).isChecked()).toBe(false);
    await off.getByRole('switch', { name: label }).click();
    await question.getByRole('button', { name: 'Give access key' }).click();
    expect(await sent(off)).toEqual([{ name: 'shareKey', payload: { source: 'jane', on: true } }]);
    const on = await open('devices-shared');
    expect(await on.getByText('On: programs that use “jane” get its access key, without MFA.').isVisible()).toBe(true);
    await on.getByRole('switch', { name: label }).click();
    expect(await sent(on)).toEqual([{ name: 'shareKey', payload: { source: 'jane', on: false } }]);
    const inFile = await open('devices-key-in-file');
    expect(await inFile.getByRole('switch', { name: label }).count()).toBe(0);
  });

  test('keep the focus of who moves an access key with a keyboard alone, at each step', async () => {
    const page = await open('devices-key-in-file');
    const focused = () => page.evaluate(() => document.activeElement?.textContent || document.activeElement?.id);
    await page.getByRole('button', { name: 'Keep in key store…' }).focus();
    const steps = [
      ['devices-moving', 'Moving the access key…'],
      ['devices-keep', 'Keep this access key in Roletap’s key store?'],
      ['devices-key-in-file', 'Keep in key store…'],
      ['devices-keep', 'Keep this access key in Roletap’s key store?'],
      ['devices-moving', 'Moving the access key…'],
      ['devices-keep-passphrase', 'key-passphrase'],
      ['devices-moving', 'Moving the access key…'],
      ['devices-kept', /^Moved to the key store/],
    ] as const;
    for (const [screen, place] of steps) {
      await next(page, screen);
      await expect.poll(focused, { message: screen }).toMatch(place);
    }
    // From there the next key goes on, and not to the top of the page.
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Rotate access key…');
    // A focus that the person took elsewhere stays there.
    await page.getByRole('button', { name: 'Refresh' }).focus();
    await next(page, 'devices-moving');
    await next(page, 'devices-key-in-file');
    expect(await focused()).toContain('Refresh');
  });

  test('have a password that is typed twice, sent once, and kept in no field', async () => {
    const page = await open('devices-none');
    await page.getByRole('button', { name: 'Password for YubiKey 12345678' }).click();
    const [first, second] = [page.getByLabel('New password').first(), page.getByLabel('Repeat password').first()];
    await first.fill('correct horse');
    await second.fill('correct house');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('don’t match');
    await second.fill('correct horse');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ name: 'setPassword', payload: { keyId: 'reader 0', password: 'correct horse', remember: true } }]);
    expect([await first.inputValue(), await second.inputValue()]).toEqual(['', '']);
  });

  test('offer to remove or to forget a password only for a YubiKey that has one', async () => {
    const page = await open('devices-none');
    const offered = async (serial: string) => {
      await page.getByRole('button', { name: `Password for YubiKey ${serial}` }).click();
      const key = page.locator('li', { has: page.getByText(serial, { exact: true }) });
      expect(await key.getByLabel('New password').isVisible()).toBe(true);
      return key.getByRole('button', { name: /Remove password|Forget/ }).allInnerTexts();
    };
    expect(await offered('23456789')).toEqual([]);
    expect(await offered('12345678')).toEqual(['Remove password…', 'Forget on this computer']);
  });

  test('close on Escape', async () => {
    const page = await open('devices');
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'closeDevices', payload: null }]);
  });
});

describe('the popover', () => {
  test('leads to the wizard, to the devices and back into what is not finished', async () => {
    const page = await open('roles-unfinished');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Set up a YubiKey…' }).click();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'MFA devices…' }).click();
    await page.getByRole('button', { name: /^Continue/ }).click();
    expect(await sent(page)).toEqual([
      { name: 'openEnroll', payload: { source: '', path: 'iam' } },
      { name: 'openDevices', payload: { source: 'jane' } },
      { name: 'resumeEnroll', payload: { enroll } },
    ]);
  });

  test('offers to set up the YubiKey where a role lacks an account on it', async () => {
    const page = await open('roles-idle');
    await page.evaluate(() =>
      window.gallery.changeRole('dev-power', {
        kind: 'failed',
        problem: { code: 'account-missing', account: 'arn:aws:iam::111122223333:mfa/jane', serials: [12345678] },
      }),
    );
    await page.getByRole('button', { name: 'What to do' }).click();
    await page.getByRole('button', { name: 'Set up this YubiKey' }).click();
    expect(await sent(page)).toEqual([{ name: 'openEnroll', payload: { source: 'jane', path: 'iam' } }]);
  });

  test('asks no question that the wizard asks', async () => {
    const page = await open('wizard-session-touch', {}, 'popover');
    expect(await page.locator('dialog').count()).toBe(0);
  });
});
