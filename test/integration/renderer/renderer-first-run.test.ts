import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** The welcome and the pages behind its doors in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();
const id = 'AKIAIOSFODNN7EXAMPLE';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const idField = (page: Page) => page.getByLabel('Access key ID');
const secretField = (page: Page) => page.getByLabel('Secret access key');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** The access keys that were sent, as text. A picture of bytes crosses the driver as an object. */
const sentKeys = (page: Page) =>
  page.evaluate(() =>
    window.gallery.sent.flatMap(({ name, payload }) =>
      name === 'checkKey' ? [new TextDecoder().decode((payload as { readonly key: Uint8Array }).key)] : [],
    ),
  );
const paste = (page: Page, text: string) =>
  page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

describe('the welcome', () => {
  test('has a door for each place where keys may be, and the demo', async () => {
    const page = await open('welcome');
    for (const name of [/^I have an access key/, /^I have an invite/, /^My keys are in ~\/.aws already/, /^My keys are somewhere else/])
      await page.getByRole('button', { name }).click();
    await press(page, 'Try the demo');
    expect(await sent(page)).toEqual([
      ...['key', 'invite', 'files', 'elsewhere'].map((door) => ({ name: 'openFirstRun', payload: { door, source: '' } })),
      { name: 'startDemo', payload: null },
    ]);
  });

  test('tells of a card service that is missing', async () => {
    const page = await open('welcome-no-service');
    expect(await page.getByRole('main').textContent()).toContain('Also: ');
  });
});

describe('an invite', () => {
  const drop = (page: Page, content: string, name = 'kim.invite') =>
    page.evaluate(
      ([text = '', file = '']) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([text], file));
        document.querySelector('form')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
      },
      [content, name],
    );

  test('goes to main as it was dropped or chosen, and not when it is far too large', async () => {
    const page = await open('invite-form');
    await drop(page, '{"roletap":"invite"}');
    await page.locator('input[type="file"]').setInputFiles({ name: 'lee.invite', mimeType: '', buffer: Buffer.from('{}') });
    await expect.poll(async () => (await sent(page)).length).toBe(2);
    expect(await sent(page)).toEqual([
      { name: 'openInvite', payload: { file: 'kim.invite', content: '{"roletap":"invite"}' } },
      { name: 'openInvite', payload: { file: 'lee.invite', content: '{}' } },
    ]);
    await drop(page, 'x'.repeat(1024 * 1024 + 1));
    await page.getByRole('alert').waitFor();
    expect(await sent(page)).toHaveLength(2);
  });

  test('shows account, user, roles and region, and takes the passphrase out of its field at once', async () => {
    const page = await open('invite-sealed');
    expect(await page.getByRole('definition').allTextContents()).toEqual([
      'acme-main (111122223333)',
      'jane',
      'Deploy and team/ReadOnly',
      'eu-central-1',
      'https://acme-main.signin.aws.amazon.com/console',
    ]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('invite-passphrase');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([]);
    await page.keyboard.type('correct horse');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Passphrase').inputValue()).toBe('');
    const typed = await page.evaluate(() =>
      window.gallery.sent.map(({ payload }) => new TextDecoder().decode((payload as { readonly passphrase: Uint8Array }).passphrase)),
    );
    expect(typed).toEqual(['correct horse']);
    await next(page, 'invite-wrong');
    await page.getByRole('alert').getByText('The invite doesn’t open').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('invite-passphrase');
    await press(page, 'Use another file');
    expect((await sent(page)).at(-1)).toEqual({ name: 'closeInvite', payload: null });
  });

  test('asks AWS again where it could not be reached, and for a key where there is none in it', async () => {
    const page = await open('invite-offline');
    await press(page, 'Try again');
    expect(await sent(page)).toEqual([{ name: 'retryKey', payload: null }]);
    await next(page, 'invite-open');
    await page.getByText('Your one-time password is on the clipboard. Roletap clears it in 20 s.').waitFor();
    await idField(page).fill(id);
    await secretField(page).fill(secret);
    await press(page, 'Check key');
    expect(await sentKeys(page)).toEqual([`${id}\n${secret}`]);
  });
});

describe('an access key', () => {
  test('goes to main once, as bytes, and leaves the fields at once', async () => {
    const page = await open('key-form');
    await idField(page).fill(id);
    await secretField(page).fill(secret);
    await press(page, 'Check key');
    expect(await sentKeys(page)).toEqual([`${id}\n${secret}`]);
    expect(await secretField(page).inputValue()).toBe('');
    expect(await page.content()).not.toContain(secret);
  });

  test('leaves the fields with their page, or with the window, where it was never sent', async () => {
    const page = await open('key-form');
    /** What a field that is taken off the page, or that is on a page that goes, still holds. */
    const held = () => page.evaluate(() => (window as unknown as { held: HTMLInputElement }).held.value);
    const hold = async () => {
      await secretField(page).fill(secret);
      await page.evaluate(() => Object.assign(window, { held: document.querySelector('#key-secret') }));
      expect(await held()).toBe(secret);
    };
    await hold();
    await next(page, 'roles');
    expect(await held()).toBe('');
    await next(page, 'key-form');
    await hold();
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    expect(await held()).toBe('');
  });

  test('leaves the field of the ID as well where a secret was typed there', async () => {
    const page = await open('key-form');
    await idField(page).fill(secret);
    await secretField(page).fill(id);
    await press(page, 'Check key');
    expect([await idField(page).inputValue(), await secretField(page).inputValue()]).toEqual(['', '']);
  });

  test.each(['ID', 'secret'])('fills both fields from what is pasted into that of the %s', async (field) => {
    const page = await open('key-form');
    await (field === 'ID' ? idField(page) : secretField(page)).focus();
    await paste(page, `Access key ID,Secret access key\r\n${id},${secret}\r\n`);
    expect([await idField(page).inputValue(), await secretField(page).inputValue()]).toEqual([id, secret]);
    await page.keyboard.press('Enter');
    expect(await sentKeys(page)).toEqual([`${id}\n${secret}`]);
  });

  test('comes out of a file that is chosen or dropped; another file is told', async () => {
    const page = await open('key-form');
    const choose = async (name: string, text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await press(page, 'Choose file…');
      await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    };
    await choose('other.csv', 'User name,Password\njane,x\n');
    await page.getByRole('alert').getByText('other.csv').waitFor();
    await choose('jane_accessKeys.csv', `\ufeffAccess key ID,Secret access key\r\n${id},${secret}\r\n`);
    await expect.poll(() => secretField(page).inputValue()).toBe(secret);
    expect(await page.getByRole('alert').count()).toBe(0);
    await secretField(page).fill('');
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'key.csv', { type: 'text/csv' }));
      document.querySelector('#key-form')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, `${id},${secret}`);
    await expect.poll(() => secretField(page).inputValue()).toBe(secret);
  });

  test('is in no field where the file that is dropped, or the text that is pasted, has two: one row is asked for', async () => {
    const page = await open('key-form');
    const rows = [`jane,${id},${secret}`, `bob,AKIAI44QH8DHBEXAMPLE,${secret.replace('w', 'x')}`];
    const text = `User name,Access key ID,Secret access key\r\n${rows.join('\r\n')}\r\n`;
    const told = page.getByText('contains more than one access key. Leave one row below the header, then try again.');
    const expectNothing = async () => {
      expect([await idField(page).inputValue(), await secretField(page).inputValue()]).toEqual(['', '']);
      expect(await idField(page).getAttribute('aria-invalid')).toBe('true');
      expect(await sent(page)).toEqual([]);
    };
    await idField(page).focus();
    await paste(page, text);
    await told.waitFor();
    await expectNothing();
    await next(page, 'roles');
    await next(page, 'key-form');
    expect(await told.count()).toBe(0);
    await page.evaluate((content) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], 'credentials.csv', { type: 'text/csv' }));
      document.querySelector('#key-form')?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, text);
    await told.waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('credentials.csv');
    await expectNothing();
  });

  test('is hidden until it is asked to be shown', async () => {
    const page = await open('key-form');
    expect(await secretField(page).getAttribute('type')).toBe('password');
    await press(page, 'Show secret');
    expect(await secretField(page).getAttribute('type')).toBe('text');
    await press(page, 'Hide secret');
    expect(await secretField(page).getAttribute('type')).toBe('password');
  });

  test.each([
    ['key-form-cut', 'key-secret'],
    ['key-form-root', 'key-id'],
  ] as const)('has the focus where it is wrong: %s', async (screen, field) => {
    const page = await open('key-form-checking');
    await next(page, screen);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe(field);
    expect(await page.locator(`#${field}`).getAttribute('aria-invalid')).toBe('true');
    // The same once more, as every snapshot brings it, leaves the focus where the person took it.
    await page.getByRole('button', { name: 'Choose file…' }).focus();
    await next(page, screen);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Choose file…');
  });

  test('is tried again on a click where AWS could not be asked', async () => {
    const page = await open('key-form-offline');
    await press(page, 'Try again');
    expect(await sent(page)).toEqual([{ name: 'retryKey', payload: null }]);
  });

  test('gets a name and a region, and only what is shown is added', async () => {
    const page = await open('key-profile');
    await page.getByLabel('Region').fill('eu-west-1');
    const draft = { profile: 'jane', region: 'eu-west-1', keepIn: 'keyring' };
    expect((await sent(page)).at(-1)).toEqual({ name: 'planKey', payload: { draft } });
    await press(page, 'Add profile');
    expect((await sent(page)).at(-1)).toEqual({ name: 'addKey', payload: { draft } });
    await press(page, 'Use another key');
    expect((await sent(page)).at(-1)).toEqual({ name: 'forgetKey', payload: null });
  });

  test('is sealed with a passphrase where there is no store: bytes that leave the field at once', async () => {
    const page = await open('key-profile-no-store');
    await press(page, 'Use a passphrase');
    await press(page, 'Add profile');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('key-passphrase');
    await page.getByLabel('Passphrase').fill('correct horse');
    await press(page, 'Add profile');
    expect(await page.getByLabel('Passphrase').inputValue()).toBe('');
    const typed = await page.evaluate(() =>
      window.gallery.sent.flatMap(({ name, payload }) =>
        name === 'addKey' ? [new TextDecoder().decode((payload as { readonly passphrase: Uint8Array }).passphrase)] : [],
      ),
    );
    expect(typed).toEqual(['correct horse']);
  });

  test('can stay in the file where there is no store', async () => {
    const page = await open('key-profile-no-store');
    await press(page, 'Use the credentials file');
    expect(await sent(page)).toEqual([
      { name: 'planKey', payload: { draft: { profile: 'jane', region: 'eu-central-1', keepIn: 'file' } } },
    ]);
  });
});

describe('the progress list', () => {
  const current = (page: Page) => page.locator('[aria-current="step"] b').textContent();

  test.each([
    ['setup-no-key', 'YubiKey', undefined, undefined],
    ['setup-device', 'MFA device', 'Set up', { name: 'openEnroll', payload: { source: 'jane', path: 'iam' } }],
    ['setup-unfinished', 'MFA device', 'Continue setup', { name: 'resumeEnroll', payload: { enroll: '8f1e' } }],
    ['setup-roles', 'Roles', 'Find roles', { name: 'findRoles', payload: { source: 'jane' } }],
    ['setup-tap', 'First tap', 'Tap in to deploy', { name: 'tap', payload: { role: 'deploy' } }],
  ] as const)('has one next step in %s: %s', async (screen, step, button, command) => {
    const page = await open(screen);
    expect(await current(page)).toBe(step);
    if (button === undefined) return;
    await press(page, button);
    expect(await sent(page)).toEqual([command]);
  });

  test('has the next step of what comes later as well', async () => {
    const page = await open('setup-device');
    await press(page, 'Find roles');
    expect(await sent(page)).toEqual([{ name: 'findRoles', payload: { source: 'jane' } }]);
  });

  test('stands in the popover until there is something to tap', async () => {
    const page = await open('popover-setup');
    expect(await current(page)).toBe('MFA device');
    await press(page, 'Set up');
    expect(await sent(page)).toEqual([{ name: 'openEnroll', payload: { source: 'jane', path: 'iam' } }]);
  });

  test('is one line above roles whose YubiKey has no device, and opens', async () => {
    const page = await open('roles-setup-device');
    await press(page, 'Set up');
    expect(await sent(page)).toEqual([{ name: 'openEnroll', payload: { source: 'jane', path: 'iam' } }]);
    await press(page, 'All steps');
    expect(await current(page)).toBe('MFA device');
    await next(page, 'roles');
    expect(await page.locator('[data-setup]').count()).toBe(0);
  });

  test('says that all is done, with the line to copy, and what was done meanwhile', async () => {
    const page = await open('setup-tap');
    await next(page, 'setup-done');
    await page.getByRole('heading', { name: 'You’re all set' }).waitFor();
    expect(await page.locator('pre').textContent()).toBe('aws --profile deploy-tap');
    expect(await page.locator('[data-window="wide"] > [role="status"]').textContent()).toContain('First tap, done.');
    expect(await page.locator('[aria-current]').count()).toBe(0);
  });
});

describe('keys that are elsewhere', () => {
  test('in the AWS files: each source and what is wrong, with a next step', async () => {
    const page = await open('files-found');
    await press(page, 'Set up acme-ci');
    expect(await sent(page)).toEqual([{ name: 'openFirstRun', payload: { door: 'files', source: 'acme-ci' } }]);
    expect(await page.getByRole('main').textContent()).toContain('legacy');
    expect(await page.locator('[data-stray]').allTextContents()).toEqual([
      expect.stringContaining('/home/jane/.zshrc, line 12'),
      expect.stringContaining('credentials.bak'),
    ]);
    await press(page, 'Keep in key store: jane’s access key');
    expect((await sent(page)).at(-1)).toEqual({ name: 'planKeyMove', payload: { source: 'jane', what: 'keep' } });
    await next(page, 'files-keep');
    await press(page, 'Move key');
    expect((await sent(page)).at(-1)).toEqual({ name: 'confirmKeyMove', payload: { source: 'jane', yes: true } });
    await next(page, 'files-kept');
    expect(await page.getByRole('button', { name: 'Keep in key store: jane’s access key' }).count()).toBe(0);
    await press(page, 'Rotate access key…');
    expect((await sent(page)).slice(-2)).toEqual([
      { name: 'openDevices', payload: { source: 'jane' } },
      { name: 'lookAccessKeys', payload: { source: 'jane' } },
    ]);
    await next(page, 'files-none');
    await press(page, 'I have an access key');
    expect((await sent(page)).at(-1)).toEqual({ name: 'openFirstRun', payload: { door: 'key', source: '' } });
  });

  test('with another program: a profile stands there once it is in the file, and is checked on a click', async () => {
    const page = await open('elsewhere');
    expect(await page.getByRole('button', { name: /^Copy the lines for/ }).count()).toBe(5);
    await next(page, 'elsewhere-found');
    await press(page, 'Check acme');
    expect(await sent(page)).toEqual([{ name: 'checkSource', payload: { source: 'acme' } }]);
    expect(await page.locator('[data-check="works"]').textContent()).toContain('Works');
  });
});
