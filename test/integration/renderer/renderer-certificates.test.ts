import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** The page of certificates in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();

describe('the page of certificates', () => {
  test('shows of each key its tries, what is the factory’s, and its slots with their certificates', async () => {
    const page = await open('certificates', { timezoneId: 'UTC', locale: 'en-GB' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Certificates');
    const key = page.getByRole('region', { name: 'Certificates on YubiKey 5C NFC 12345678' });
    expect(await key.textContent()).toContain(
      'Firmware 5.7.4 · 3 of 3 PIN tries left, 3 of 3 PUK tries left · The PIN protects the management key.',
    );
    const slot = key.getByRole('listitem').filter({ hasText: 'CN=jane,O=Example' });
    expect(await slot.textContent()).toContain('Slot 82');
    expect(await slot.textContent()).toContain('Issued by CN=Example CA,O=Example, valid 24 August 2026 – 24 August 2027');
    expect(await slot.textContent()).toContain('P-256 key, made on this YubiKey, PIN: once, touch: every 15 s');
    expect(await key.getByRole('listitem').filter({ hasText: 'CN=jane-build' }).textContent()).toContain('Ends in 6 days');
    expect(await key.getByRole('listitem').filter({ hasText: 'CN=jane-2025' }).textContent()).toContain('Expired');
    const fresh = page.getByRole('region', { name: 'Certificates on YubiKey 5 Nano 23456789' });
    expect(await fresh.textContent()).toContain('Factory default: PIN, PUK and management key');
    expect(await fresh.textContent()).toContain('PUK blocked');
  });

  test('has serial number and fingerprint of a certificate behind its details, by keyboard', async () => {
    const page = await open('certificates');
    await page.getByRole('button', { name: 'Details of slot 82' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByText('158453421976120344310912786650187654321').filter({ visible: true }).count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([{ name: 'closePage', payload: null }]);
  });

  test('says of a Security Key what it is, and of nothing that there is nothing', async () => {
    const page = await open('certificates-none');
    expect(await page.getByRole('region', { name: 'Certificates on Security Key NFC 12345678' }).textContent()).toContain('Security Key');
    expect(await page.getByText('can’t be read').count()).toBe(1);
    const none = await open('certificates-no-key');
    await none.getByText('Insert a YubiKey to see its certificates.').waitFor();
    expect(await none.getByRole('button', { name: 'Refresh' }).isDisabled()).toBe(true);
  });

  test('is read anew on Refresh, and is reached from the menu, the box and a key of the devices', async () => {
    const page = await open('certificates');
    await page.getByRole('button', { name: 'Refresh' }).click();
    expect(await sent(page)).toEqual([{ name: 'readCertificates', payload: null }]);
    const opens = [{ name: 'openCertificates', payload: null }];
    const popover = await open('roles');
    await popover.getByRole('button', { name: 'More', exact: true }).click();
    await popover.getByRole('menuitem', { name: 'Certificates' }).click();
    expect(await sent(popover)).toEqual(opens);
    const box = await open('roles');
    await box.keyboard.type('piv');
    await box.keyboard.press('Enter');
    expect(await sent(box)).toEqual(opens);
    const devices = await open('devices');
    await devices
      .getByRole('button', { name: /^Certificates on / })
      .first()
      .click();
    expect(await sent(devices)).toEqual(opens);
  });
});

describe('a PIN that is blocked', () => {
  test('is unblocked with the PUK, unless that is blocked as well; the factory’s gives way to one’s own', async () => {
    const page = await open('certificates-blocked');
    await page.getByRole('button', { name: 'Unblock PIN: YubiKey 5C NFC 12345678' }).click();
    expect(await sent(page)).toEqual([{ name: 'unblockPin', payload: { keyId: '12345678' } }]);
    const lost = page.getByRole('region', { name: 'Certificates on YubiKey 5 Nano 23456789' });
    expect(await lost.textContent()).toContain('PIN and PUK are blocked. Only a reset of PIV helps');
    expect(await lost.getByRole('button', { name: /^Unblock/ }).count()).toBe(0);
    const factory = await open('certificates');
    await factory.getByRole('button', { name: 'Choose PIN: YubiKey 5 Nano 23456789' }).click();
    expect(await sent(factory)).toEqual([{ name: 'choosePin', payload: { keyId: '23456789' } }]);
  });

  test('has its PUK asked for with the tries that are left, in a field that is emptied', async () => {
    const page = await open('certificates-puk');
    const sheet = page.getByRole('dialog');
    await sheet.getByText('sets a new PIN with it. 2 tries left.').waitFor();
    await sheet.getByLabel('PUK').fill('12345678');
    await page.keyboard.press('Enter');
    expect(await sheet.getByLabel('PUK').inputValue()).toBe('');
    const [answer] = await sent(page);
    expect(answer).toMatchObject({ name: 'answerPin', payload: { lastTry: false } });
  });
});

describe('a new key on the page of certificates', () => {
  test('takes a retired slot unless another one is chosen, and says what of the factory’s goes', async () => {
    const page = await open('certificates-setup');
    await page.getByText('You choose yours first').waitFor();
    await page.getByText('becomes a random one under your PIN').waitFor();
    await page.getByLabel('Subject').fill('CN=jane');
    await page.getByRole('button', { name: 'Make key' }).click();
    await page.getByLabel('Slot').selectOption('9c');
    await page.getByLabel('Kind of key').selectOption('RSA-2048');
    await page.getByText('An RSA key can take minutes.').waitFor();
    await page.getByLabel('Touch', { exact: true }).selectOption('For each signature');
    await page.getByLabel('Asks for the PIN').selectOption('For each signature');
    await page.getByLabel('Subject').press('Enter');
    const order = { keyId: '23456789', subject: 'CN=jane', authority: false, way: { kind: 'request' } } as const;
    expect(await sent(page)).toEqual([
      { name: 'startKeySetup', payload: { ...order, slot: '82', algorithm: 'p256', pin: 'once', touch: 'cached' } },
      { name: 'startKeySetup', payload: { ...order, slot: '9c', algorithm: 'rsa-2048', pin: 'always', touch: 'always' } },
    ]);
  });

  test('says why no slot can be chosen while the YubiKey is out or is being read', async () => {
    for (const [screen, why] of [
      ['certificates-setup-gone', 'Insert this YubiKey again to choose a slot.'],
      ['certificates-setup-reading', 'Reading the PIV application…'],
    ] as const) {
      const page = await open(screen);
      await page.getByLabel('Subject').fill('CN=jane');
      await page.keyboard.press('Enter');
      expect(await page.getByLabel('Slot').evaluate((slot) => slot === document.activeElement)).toBe(true);
      const told = await page.getByLabel('Slot').getAttribute('aria-describedby');
      expect(await page.locator(`[id="${told}"]`).textContent()).toBe(why);
      expect(await sent(page)).toEqual([]);
    }
  });

  test('warns of a key that never asks', async () => {
    const page = await open('certificates-setup');
    const touch = page.getByLabel('Touch', { exact: true });
    const warning = page.getByRole('status').filter({ hasText: 'can use the key' });
    expect(await warning.count()).toBe(0);
    await touch.selectOption('Never');
    await warning.filter({ hasText: 'a program that knows the PIN' }).waitFor();
    await page.getByLabel('Asks for the PIN').selectOption('Never');
    await warning.filter({ hasText: 'Anyone who has this YubiKey can use the key, and so can any program' }).waitFor();
    await touch.selectOption('Once every 15 s');
    await warning.filter({ hasText: 'It never asks for the PIN.' }).waitFor();
  });

  test('isn’t needed for a certificate that is on the YubiKey already', async () => {
    const page = await open('certificates-setup-existing');
    await page.getByRole('button', { name: 'Use for a role: CN=jane,O=Example' }).click();
    expect(await sent(page)).toEqual([{ name: 'openCertificateRole', payload: { keyId: '12345678', slot: '82' } }]);
    expect(await (await open('certificates-setup-authority')).getByRole('button', { name: /^Use for a role/ }).count()).toBe(0);
  });

  test('for a CA skips slots that hold something, and wants a touch each time', async () => {
    const page = await open('certificates-setup-authority');
    expect(await page.getByLabel('Slot').locator('option').allTextContents()).not.toContain('Slot 82');
    await page.getByLabel('Subject').fill(' ');
    await page.getByRole('button', { name: 'Make CA' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    await page.getByLabel('Subject').fill('CN=Example CA');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([
      {
        name: 'startKeySetup',
        payload: {
          keyId: '12345678',
          slot: '85',
          algorithm: 'p256',
          pin: 'once',
          touch: 'always',
          subject: 'CN=Example CA',
          authority: true,
          way: { kind: 'request' },
        },
      },
    ]);
  });

  test('that was begun is continued after a wrong PIN, and Escape goes back before it closes', async () => {
    const page = await open('certificates-setup-failed');
    expect(await page.getByRole('alert').textContent()).toContain('2');
    expect(await page.getByLabel('Subject').count()).toBe(0);
    await page.getByText('Waiting for its certificate. Slot 85 of YubiKey 12345678').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([
      { name: 'resumeKeySetup', payload: { setup: 's1' } },
      { name: 'leaveCertificateStage', payload: null },
    ]);
  });

  test('is listed while it is not finished, to be continued or undone', async () => {
    const page = await open('certificates-unfinished');
    await page.getByText('Stored the certificate for CN=jane,O=Example in slot 82.').waitFor();
    await page.getByRole('button', { name: 'Show request: CN=deploy' }).click();
    await page.getByRole('button', { name: 'Continue: CN=jane-spare' }).click();
    await page.getByRole('button', { name: 'Undo: CN=jane-spare' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Undo: CN=jane-spare' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove key' }).click();
    await page.getByRole('button', { name: 'Undo: CN=jane-build' }).click();
    await page.getByText('The key and its certificate stay on the YubiKey.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard request' }).click();
    await page.getByRole('button', { name: 'Renew CN=jane-build' }).click();
    expect(await sent(page)).toEqual([
      { name: 'resumeKeySetup', payload: { setup: 's1' } },
      { name: 'resumeKeySetup', payload: { setup: 's2' } },
      { name: 'undoKeySetup', payload: { setup: 's2' } },
      { name: 'undoKeySetup', payload: { setup: 's3' } },
      { name: 'openRenewal', payload: { keyId: '12345678', slot: '83' } },
    ]);
  });

  test('takes the certificate that was waited for, with its chain: chosen at its row or its YubiKey, or dropped on the page', async () => {
    const page = await open('certificates-unfinished');
    const file = (name: string, text: string) => ({ name, mimeType: '', buffer: Buffer.from(text) });
    const choose = async (button: string, ...files: ReturnType<typeof file>[]) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: button }).click();
      await (await chooser).setFiles(files);
    };
    await choose('Store certificate… CN=deploy', file('a.pem', 'a'), file('ca.pem', 'b'));
    await choose('Store certificate… on YubiKey 5C NFC 12345678', file('a.pem', 'c'));
    const drop = async (sizes: readonly number[]) => {
      const dropped = await page.evaluateHandle((lengths) => {
        const transfer = new DataTransfer();
        for (const length of lengths) transfer.items.add(new File(['d'.repeat(length)], 'd.pem'));
        return transfer;
      }, sizes);
      await page.getByText('drop its file on this page').dispatchEvent('drop', { dataTransfer: dropped });
    };
    await drop([1, 1]);
    await drop([300_000]);
    await page.getByText('That’s too large for a certificate.').waitFor();
    await drop([0]);
    await page.getByText('That file can’t be read.').waitFor();
    const bytes = (text: string) => ({ 0: text.charCodeAt(0) });
    expect(JSON.parse(JSON.stringify(await sent(page)))).toEqual([
      { name: 'importCertificate', payload: { keyId: '', files: [bytes('a'), bytes('b')] } },
      { name: 'importCertificate', payload: { keyId: '12345678', files: [bytes('c')] } },
      { name: 'importCertificate', payload: { keyId: '', files: [bytes('d'), bytes('d')] } },
    ]);
  });

  test('asks for a new PIN twice and empties both fields, for the last try only with a yes', async () => {
    const page = await open('certificates-new-pin');
    await page.getByLabel('New PIN', { exact: true }).fill('12345');
    await page.getByLabel('Repeat PIN').fill('12345');
    await page.keyboard.press('Enter');
    await page.getByText('A PIN has 6 to 8 digits or letters, without accents.').waitFor();
    await page.keyboard.type('314159');
    await page.getByLabel('Repeat PIN').fill('314158');
    await page.keyboard.press('Enter');
    await page.getByText('The PINs don’t match.').waitFor();
    expect(await page.getByLabel('Repeat PIN').inputValue()).toBe('');
    await page.getByLabel('Repeat PIN').fill('314159');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('New PIN', { exact: true }).inputValue()).toBe('');
    const pin = Object.fromEntries([...'314159'].map((digit, at) => [at, digit.charCodeAt(0)]));
    expect(JSON.parse(JSON.stringify(await sent(page)))).toEqual([
      { name: 'answerPin', payload: { waiting: expect.any(String), pin, lastTry: false } },
    ]);
    const last = await open('certificates-pin');
    const [field, unlock] = [last.getByLabel('PIN', { exact: true }), last.getByRole('button', { name: 'Unlock' })];
    await field.fill('31415');
    await last.getByLabel('Use the last try').check();
    await unlock.click();
    await last.getByText('A PIN has 6 to 8 digits or letters, without accents.').waitFor();
    expect([await field.inputValue(), await sent(last)]).toEqual(['', []]);
    await last.getByLabel('Use the last try').uncheck();
    await field.fill('314159');
    expect(await unlock.isDisabled()).toBe(true);
    await last.getByLabel('Use the last try').check();
    expect(await unlock.isDisabled()).toBe(false);
  });

  test('takes no management key that can’t be one, and one in groups', async () => {
    const page = await open('certificates-management-key-wrong');
    const field = page.getByLabel('Management key (hexadecimal)');
    await page.getByText('Wrong management key. Try another.').waitFor();
    await field.fill('0909');
    await page.keyboard.press('Enter');
    await page.getByText('A management key has 32, 48 or 64 hexadecimal digits.').waitFor();
    expect(await sent(page)).toEqual([]);
    await field.fill('0909 '.repeat(8));
    await page.keyboard.press('Enter');
    expect((await sent(page)).map(({ name }) => name)).toEqual(['answerPin']);
  });

  test('is renewed with a request, by AWS Private CA, or by a CA on a YubiKey', async () => {
    const page = await open('certificates-renew');
    await page.getByRole('heading', { name: 'Renew CN=jane-build' }).waitFor();
    const renew = page.getByRole('button', { name: 'Renew', exact: true });
    await renew.click();
    await page.getByLabel('AWS Private CA').check();
    await renew.click();
    expect(await page.locator('form [role="alert"]').allTextContents()).toEqual([
      expect.stringMatching(/^That isn’t the ARN of a private CA/),
      'Choose one.',
    ]);
    const arn = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
    await page.getByLabel('ARN of the private CA').fill(arn);
    await renew.click();
    await page.getByLabel('Ask AWS with').selectOption('jane');
    await renew.click();
    await page.getByLabel('A CA on a YubiKey').check();
    await page.getByLabel('Valid for days').fill('30');
    await renew.click();
    const payload = { keyId: '12345678', slot: '83', source: '', subject: '' };
    expect(await sent(page)).toEqual([
      { name: 'renewCertificate', payload: { ...payload, way: { kind: 'request' } } },
      { name: 'renewCertificate', payload: { ...payload, way: { kind: 'private-ca', arn, days: 365 }, source: 'jane' } },
      {
        name: 'renewCertificate',
        payload: { ...payload, way: { kind: 'ca-key', serial: 12345678, slot: '9c', days: 30, proved: true } },
      },
    ]);
  });

  test('is requested for a key that has none, with a subject', async () => {
    const page = await open('certificates-bare-key');
    await page.getByRole('button', { name: 'Request a certificate for slot 85' }).click();
    await next(page, 'certificates-first');
    await page.getByRole('heading', { name: 'Request a certificate' }).waitFor();
    const subject = page.getByLabel('Subject');
    const request = page.getByRole('button', { name: 'Request a certificate', exact: true });
    await subject.fill('');
    await request.click();
    expect(await subject.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Fill this in.').waitFor();
    await subject.fill('CN=deploy');
    await page.keyboard.press('Enter');
    const place = { keyId: '12345678', slot: '85' };
    expect(await sent(page)).toEqual([
      { name: 'openRenewal', payload: place },
      { name: 'renewCertificate', payload: { ...place, source: '', subject: 'CN=deploy', way: { kind: 'request' } } },
    ]);
  });

  test('that ends soon is renewed from its notice, and from the note below it', async () => {
    const page = await open('roles-certificate-ends');
    await page.getByRole('button', { name: 'Renew…' }).click();
    await page.getByRole('region', { name: 'Notes' }).getByRole('button').first().click();
    for (const button of await page.getByRole('button', { name: 'Renew…' }).all()) await button.click();
    await page.getByText('Waiting for a certificate: CN=jane-build').waitFor();
    await page.getByRole('button', { name: 'Store certificate…' }).click();
    const names = (await sent(page)).map(({ name, payload }) => [name, JSON.stringify(payload)]);
    expect(names).toContainEqual(['answerAlert', '{"alert":"certificate dev"}']);
    expect(names).toContainEqual(['renewRole', '{"profile":"staging"}']);
    expect(names).toContainEqual(['openCertificates', 'null']);
  });

  test('has its request saved or copied, and its certificate pasted', async () => {
    const page = await open('certificates-request');
    await page.getByText('This key can’t leave the YubiKey').waitFor();
    await page.getByRole('button', { name: 'Save request…' }).click();
    await page.getByRole('button', { name: 'Copy request' }).click();
    await page.getByLabel('Or paste it').fill('-----BEGIN');
    await page.getByRole('button', { name: 'Store certificate' }).click();
    const [save, copy, stored] = await sent(page);
    expect([save?.name, copy?.name, stored?.name]).toEqual(['saveCertificateText', 'copyCertificateText', 'importCertificate']);
  });
});

describe('AWS’s side on the page of certificates', () => {
  const arns = 'arn:aws:rolesanywhere:eu-central-1:111122223333:';
  const roleArn = 'arn:aws:iam::111122223333:role/Developer';

  test('is typed or pasted, with the trust policy to copy, for a certificate that is there', async () => {
    const page = await open('certificates-role');
    await page.getByLabel('Profile name').fill('dev');
    await page.getByRole('button', { name: 'Test and save' }).click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('id')?.endsWith('roleArn'))).toBe(true);
    expect(await page.locator('form [role="alert"]').allTextContents()).toEqual([
      'Fill this in.',
      ...Array.from({ length: 2 }, () => 'Paste the ARN, or choose a profile above to look it up with.'),
    ]);
    await page.getByLabel('Role ARN').fill(roleArn);
    await page.getByLabel('Trust anchor ARN').fill(`${arns}trust-anchor/a1`);
    await page.getByLabel('ARN of the profile of Roles Anywhere').fill(`${arns}profile/p1`);
    for (const format of ['JSON', 'Terraform', 'CloudFormation']) await page.getByRole('button', { name: `Copy as ${format}` }).click();
    await page.getByLabel('Role ARN').press('Enter');
    const policy = { trustAnchorArn: `${arns}trust-anchor/a1`, subject: 'CN=jane,O=Example' };
    const role = {
      name: 'dev',
      roleArn,
      trustAnchorArn: `${arns}trust-anchor/a1`,
      profileArn: `${arns}profile/p1`,
      source: '',
      region: '',
    };
    expect(await sent(page)).toEqual([
      ...(['json', 'terraform', 'cloudformation'] as const).map((format) => ({ name: 'copyTrustPolicy', payload: { ...policy, format } })),
      { name: 'useCertificate', payload: { keyId: '12345678', slot: '82', role } },
    ]);
  });

  test('is listed with a profile, and what stays empty is left to be found or made', async () => {
    const page = await open('certificates-role-listed');
    await page.getByLabel('Profile name').fill('dev');
    await page.getByLabel('Role ARN').fill(roleArn);
    await page.getByLabel('Look at AWS with').selectOption('jane');
    await page.getByLabel('Region').fill('eu-central-1');
    await page.getByRole('button', { name: 'List from AWS' }).click();
    await page.getByLabel('Trust anchor ARN').selectOption('example-ca');
    expect(await page.getByLabel('Trust anchor ARN').locator('option').allTextContents()).toContain('old-ca (disabled)');
    await page.getByRole('button', { name: 'Test and save' }).click();
    const role = { name: 'dev', roleArn, trustAnchorArn: `${arns}trust-anchor/a1`, profileArn: '', source: 'jane', region: 'eu-central-1' };
    expect(await sent(page)).toEqual([
      { name: 'listAnywhere', payload: { source: 'jane', region: 'eu-central-1' } },
      { name: 'useCertificate', payload: { keyId: '12345678', slot: '82', role } },
    ]);
  });

  test('goes with a new key to AWS Private CA, asked with a profile where no role says which', async () => {
    const page = await open('certificates-setup');
    await page.getByLabel('Subject').fill('CN=jane');
    await page.getByLabel('AWS Private CA').check();
    const arn = 'arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
    await page.getByLabel('ARN of the private CA').fill('hello');
    const make = page.getByRole('button', { name: 'Make key' });
    await make.click();
    await page.getByText('That isn’t the ARN of a private CA').waitFor();
    await page.getByLabel('ARN of the private CA').fill(arn);
    await make.click();
    await page.getByText('Choose one.').waitFor();
    expect(await sent(page)).toEqual([]);
    await page.getByLabel('Ask AWS with').selectOption('jane');
    await make.click();
    expect(await sent(page)).toMatchObject([
      { name: 'startKeySetup', payload: { subject: 'CN=jane', way: { kind: 'private-ca', arn, days: 365 }, source: 'jane' } },
    ]);
    await page.getByRole('switch', { name: 'Open an AWS role with it' }).click();
    await page.getByLabel('Look at AWS with').selectOption('jane');
    expect(await page.getByLabel('Ask AWS with').count()).toBe(0);
  });

  test('that was refused can be another one: what was typed is there, and is tested again', async () => {
    const page = await open('certificates-role-refused');
    await page.getByRole('alert').filter({ hasText: 'AWS denied the role' }).waitFor();
    const anchor = page.getByLabel('Trust anchor ARN');
    expect(await anchor.inputValue()).toBe(`${arns}trust-anchor/a2`);
    await anchor.fill(`${arns}trust-anchor/a1`);
    await page.getByRole('button', { name: 'Test and save' }).click();
    const typed = { name: 'dev', roleArn, trustAnchorArn: `${arns}trust-anchor/a1`, profileArn: `${arns}profile/p1` };
    expect(await sent(page)).toEqual([
      { name: 'useCertificate', payload: { keyId: '12345678', slot: '82', role: { ...typed, source: '', region: '' } } },
    ]);
  });

  test('goes with a new key in one go: a CA on a YubiKey signs, the role is proved', async () => {
    const page = await open('certificates-setup');
    await page.getByLabel('Subject').fill('CN=jane');
    await page.getByLabel('A CA on a YubiKey').check();
    await page.getByLabel('Valid for days').fill('90');
    await page.getByRole('switch', { name: 'Open an AWS role with it' }).click();
    await page.getByRole('button', { name: 'Make key' }).click();
    expect(await sent(page)).toEqual([]);
    await page.getByLabel('Profile name').fill('dev');
    await page.getByLabel('Role ARN').fill(roleArn);
    await page.getByLabel('Look at AWS with').selectOption('jane');
    await page.getByRole('button', { name: 'Make key' }).click();
    const [start] = await sent(page);
    expect(start).toMatchObject({
      name: 'startKeySetup',
      payload: {
        way: { kind: 'ca-key', serial: 12345678, slot: '9c', days: 90, proved: true },
        role: { name: 'dev', roleArn, trustAnchorArn: '', profileArn: '', source: 'jane', region: '' },
      },
    });
  });

  test('demands in its trust policy what a CA on a YubiKey will write into the certificate', async () => {
    const page = await open('certificates-setup');
    await page.getByLabel('Subject').fill('CN=jane');
    await page.getByLabel('A CA on a YubiKey').check();
    await page.getByRole('switch', { name: 'Open an AWS role with it' }).click();
    await page.getByLabel('Trust anchor ARN').fill(`${arns}trust-anchor/a1`);
    await page.getByRole('button', { name: 'Copy as JSON' }).click();
    await page.getByRole('checkbox', { name: 'Sign only if the YubiKey proves the key' }).click();
    await page.getByRole('button', { name: 'Copy as Terraform' }).click();
    const policy = { trustAnchorArn: `${arns}trust-anchor/a1`, subject: 'CN=jane' };
    expect(await sent(page)).toEqual([
      { name: 'copyTrustPolicy', payload: { ...policy, format: 'json', proof: { asksPin: true, wantsTouch: true } } },
      { name: 'copyTrustPolicy', payload: { ...policy, format: 'terraform' } },
    ]);
  });

  test('says what it is at, and what was made', async () => {
    const working = await open('certificates-role-working');
    expect(await working.getByRole('status').filter({ hasText: 'Opening the role once…' }).count()).toBe(1);
    await working.getByRole('button', { name: 'Stop' }).click();
    expect(await sent(working)).toEqual([{ name: 'stopCertificateWork', payload: null }]);
    const done = await open('certificates-role-done');
    await done.getByRole('heading', { name: 'dev is in your list' }).waitFor();
    await done.getByText('Made in AWS: the trust anchor, the role and the profile of Roles Anywhere.').waitFor();
    await done.getByRole('button', { name: 'Use in tools…' }).click();
    expect(await sent(done)).toEqual([{ name: 'openTools', payload: { role: 'dev' } }]);
  });

  test('creates the role with permissions and a longest session, where a profile may call AWS', async () => {
    const page = await open('certificates-role');
    expect(await page.getByLabel('Create this role in AWS').count()).toBe(0);
    await page.getByLabel('Profile name').fill('dev');
    await page.getByLabel('Role ARN').fill(roleArn);
    await page.getByLabel('Look at AWS with').selectOption('jane');
    await page.getByLabel('Region').fill('eu-central-1');
    await page.getByLabel('Create this role in AWS').check();
    await page.getByText('Roletap makes it with the role.').waitFor();
    await page.getByLabel('Managed policies').fill('arn:aws:iam::aws:policy/ReadOnlyAccess, arn:aws:iam::aws:policy/job-function/Billing');
    await page.getByLabel('Longest session').selectOption('14400');
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByLabel('Create this role in AWS').uncheck();
    await page.getByRole('button', { name: 'Test and save' }).click();
    const role = { name: 'dev', roleArn, trustAnchorArn: '', profileArn: '', source: 'jane', region: 'eu-central-1' };
    const create = {
      policies: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::aws:policy/job-function/Billing'],
      maxSessionSeconds: 14_400,
    };
    expect(await sent(page)).toEqual([
      { name: 'useCertificate', payload: { keyId: '12345678', slot: '82', role: { ...role, create } } },
      { name: 'useCertificate', payload: { keyId: '12345678', slot: '82', role } },
    ]);
  });

  test('that may not create the role has its trust policy to copy, and the policy that would allow it', async () => {
    const page = await open('certificates-role-denied');
    await page.getByText('Not allowed to create the role?').waitFor();
    await page.getByRole('button', { name: 'Copy as Terraform' }).click();
    await page.getByRole('button', { name: 'Copy policy that allows iam:CreateRole' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await sent(page)).toEqual([
      {
        name: 'copyTrustPolicy',
        payload: { trustAnchorArn: `${arns}trust-anchor/a1`, subject: 'CN=jane,O=Example', format: 'terraform' },
      },
      { name: 'copyNeededPolicy', payload: null },
      { name: 'resumeKeySetup', payload: { setup: 's3' } },
    ]);
  });
});

describe('a CA’s desk on the page of certificates', () => {
  test('is opened at its slot, and opens a request that is pasted', async () => {
    const page = await open('certificates');
    await page.getByRole('button', { name: 'Sign a request: CN=Example CA,O=Example' }).click();
    expect(await sent(page)).toEqual([{ name: 'openSigning', payload: { keyId: '12345678', slot: '9c' } }]);
    const empty = await open('certificates-sign-empty');
    await empty.getByText('You haven’t signed any certificates yet.').waitFor();
    await empty.getByLabel('Or paste it').fill('-----BEGIN');
    await empty.getByRole('button', { name: 'Open request' }).click();
    const [opened] = await sent(empty);
    expect(opened?.name).toBe('openRequest');
    // None of two that are dropped at once is left out: whoever reads them says that they are two.
    const both = await open('certificates-sign-empty');
    const dropped = await both.evaluateHandle(() => {
      const transfer = new DataTransfer();
      for (const name of ['jane.csr', 'dev.csr']) transfer.items.add(new File([name.slice(0, 1)], name));
      return transfer;
    });
    await both.getByRole('button', { name: 'Open request' }).dispatchEvent('drop', { dataTransfer: dropped });
    await expect.poll(() => sent(both)).toMatchObject([{ name: 'openRequest', payload: { name: 'jane.csr, dev.csr', files: [{}, {}] } }]);
  });

  test('shows what is asked for and proved, and signs under the rules that are chosen', async () => {
    const page = await open('certificates-sign');
    await page.getByRole('heading', { name: 'A certificate for CN=dev, P-256 key' }).waitFor();
    await page.getByText('This key can’t leave the YubiKey').waitFor();
    await page.getByRole('checkbox', { name: 'the key requires a touch' }).uncheck();
    await page.getByLabel('Valid for days').fill('0');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Valid for days').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Valid for days').fill('90');
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ name: 'signRequest', payload: { days: 90, demands: ['origin', 'pin'] } }]);
  });

  test('gives AWS the revocation list, for a trust anchor that is typed or listed', async () => {
    const page = await open('certificates-revoked');
    const anchor = 'arn:aws:rolesanywhere:eu-central-1:111122223333:trust-anchor/a1';
    await page.getByRole('button', { name: 'Import into AWS' }).click();
    await page.getByLabel('Import with').selectOption('jane');
    await page.getByLabel('Region').fill('eu-central-1');
    await page.getByRole('button', { name: 'List from AWS' }).click();
    await page.getByLabel('Trust anchor ARN').fill(anchor);
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([
      { name: 'listAnywhere', payload: { source: 'jane', region: 'eu-central-1' } },
      { name: 'importRevocationList', payload: { source: 'jane', trustAnchorArn: anchor } },
    ]);
    const done = await open('certificates-list-imported');
    await done.getByText('AWS has the revocation list: arn:aws:rolesanywhere').waitFor();
    expect(await done.getByRole('button', { name: 'Import into AWS' }).count()).toBe(0);
  });

  test('keeps a register: what this CA signed is revoked after a question, and the list is saved', async () => {
    const page = await open('certificates-signed');
    await page.getByText('Signed CN=jane until 21 November 2027').waitFor();
    await page.getByRole('button', { name: 'Revoke… CN=jane' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Revoke… CN=jane' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke certificate' }).click();
    expect(await page.getByRole('button', { name: 'Revoke… CN=old' }).count()).toBe(0);
    expect(await sent(page)).toEqual([{ name: 'revokeCertificate', payload: { number: '158453421976120344310912786650187654321' } }]);
    const list = await open('certificates-revoked');
    await list.getByText('The revocation list has 1 certificate.').waitFor();
    await list.getByRole('button', { name: 'Save revocation list…' }).click();
    await list.getByRole('button', { name: 'Make revocation list' }).click();
    expect(await sent(list)).toEqual([
      { name: 'saveCertificateText', payload: null },
      { name: 'revokeCertificate', payload: { number: '' } },
    ]);
  });
});
