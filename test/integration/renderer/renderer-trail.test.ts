import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** What CloudTrail saw, on the page of the day, in Debian's Chromium. */
const { open } = galleryBrowser();

describe('the trail of a day', () => {
  test('is asked for when somebody looks there, once', async () => {
    const page = await open('activity');
    expect(await sent(page)).toEqual([]);
    await page.getByRole('button', { name: 'AWS', exact: true }).click();
    await expect.poll(() => sent(page)).toEqual([{ name: 'readTrail', payload: { regions: [] } }]);
    await next(page, 'activity-trail');
    await page.getByRole('region', { name: 'Events, newest first' }).waitFor();
    await page.getByRole('button', { name: 'Picture' }).click();
    await page.getByRole('button', { name: 'AWS', exact: true }).click();
    expect(await sent(page)).toHaveLength(1);
  });

  test('shows sessions, the device of the last sign-in, calls, errors, and what was not done here', async () => {
    const page = await open('activity-trail');
    await page.getByRole('button', { name: 'AWS', exact: true }).click();
    expect(await page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/^prod-admin .* · 4 calls, 1 error · s3, ec2 · 198\.51\.100\.7$/),
    ]);
    const devices = page.getByRole('list', { name: 'Sign-ins' }).getByRole('listitem');
    expect(await devices.allTextContents()).toEqual([
      expect.stringMatching(/^jane last signed in with arn:aws:iam::111122223333:mfa\/jane, /),
    ]);
    await page.getByText('data-lake isn’t open').waitFor();
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(8);
    expect(await rows.nth(1).locator('td').last().textContent()).toBe('AccessDenied');
    expect(await rows.nth(5).textContent()).toContain('not from this computer');
    expect(await rows.nth(6).textContent()).toContain('with an access key');
    expect(await rows.nth(7).textContent()).toContain('AWS left out details, which are too large');
    await page.getByRole('button', { name: 'Not from this computer' }).click();
    expect(await rows.count()).toBe(1);
    await page.getByRole('button', { name: 'Everyone in the account' }).click();
    expect(await rows.count()).toBe(2);
    expect(await rows.nth(1).textContent()).toContain('someone else');
    await page.getByText('CloudTrail can be up to 15 minutes behind.').waitFor();
  });

  test('reads again in other regions, and keeps few rows of 5,000 in the document', async () => {
    const page = await open('activity-trail-5000');
    await page.getByRole('button', { name: 'AWS', exact: true }).click();
    const list = page.getByRole('region', { name: 'Events, newest first' });
    await list.waitFor();
    expect(await page.locator('tbody tr').count()).toBeLessThan(60);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('5001');
    await page.getByRole('textbox', { name: 'Regions' }).fill('eu-west-1, ap-south-1');
    await page.getByRole('button', { name: 'Read again' }).click();
    expect(await sent(page)).toEqual([{ name: 'readTrail', payload: { regions: ['eu-west-1', 'ap-south-1'] } }]);
  });
});
