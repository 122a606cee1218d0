import { describe, expect, test } from 'vitest';
import { galleryBrowser, next, sent } from '../../support/gallery/browser.ts';

/** Requiring MFA on the people's page, in Debian's Chromium, on a bridge that keeps what is sent. */
const { open } = galleryBrowser();

describe('requiring MFA', () => {
  test('is begun from the people, of a group, of one person, or of everyone but one user', async () => {
    const page = await open('people');
    await page.getByRole('button', { name: 'Set up', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Require MFA…' }).click();
    await next(page, 'people-enforce');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Require MFA');
    const look = page.getByRole('button', { name: 'Safe to enforce?' });
    expect(await look.isDisabled()).toBe(true);
    await page.getByLabel('Group', { exact: true }).fill('developers');
    await look.click();
    await page.getByRole('radio', { name: /One person/ }).check();
    expect(await look.isDisabled()).toBe(true);
    await page.getByLabel('User', { exact: true }).fill('kim');
    await look.click();
    await page.getByRole('radio', { name: /Everyone but one user/ }).check();
    await page.getByLabel('User for emergencies').fill('ada');
    await page.getByLabel('User for emergencies').press('Enter');
    expect((await sent(page)).filter(({ name }) => name === 'lookEnforce').map(({ payload }) => payload)).toEqual([
      { source: 'prod-admin', scope: { kind: 'group', group: 'developers' } },
      { source: 'prod-admin', scope: { kind: 'pilot', group: 'developers', user: 'kim' } },
      { source: 'prod-admin', scope: { kind: 'account', breakGlass: 'ada' } },
    ]);
  });

  test('offers the groups: the person’s own in their row, all for a group, and says why it offers none', async () => {
    const page = await open('people-enforce-groups');
    const group = page.getByLabel('Group', { exact: true });
    const offered = () => group.locator('option').allInnerTexts();
    expect([await group.inputValue(), await offered()]).toEqual(['developers', ['Choose a group', 'developers (4 members)']]);
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    expect((await sent(page)).at(-1)?.payload).toMatchObject({ scope: { kind: 'pilot', group: 'developers', user: 'bob' } });
    await next(page, 'people-enforce');
    await next(page, 'people-enforce-groups');
    await page.getByRole('radio', { name: /^A group/ }).check();
    expect(await offered()).toEqual(['Choose a group', 'developers (4 members)', 'ops (2 members)', 'contractors']);
    await group.selectOption('ops');
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    expect((await sent(page)).at(-1)?.payload).toMatchObject({ scope: { kind: 'group', group: 'ops' } });
    await next(page, 'people-enforce-typed');
    await page.getByText('Missing permission: iam:ListGroups').waitFor();
    await group.fill('developers');
  });

  test('offers a group’s members to try it with, and for emergencies who has MFA and is in no group', async () => {
    const page = await open('people-enforce-account');
    const user = (name: string) => page.getByLabel(name, { exact: true });
    const offered = (name: string) => user(name).locator('option').allInnerTexts();
    expect(await offered('User for emergencies')).toEqual(['Choose a user', 'ada', 'dan']);
    await user('User for emergencies').selectOption('dan');
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    await page.getByRole('radio', { name: /One person/ }).check();
    expect(await offered('User')).toEqual(['Choose a user', 'bob', 'carol', 'erin', 'frank']);
    // Whoever is in one group only is tried with that.
    await user('User').selectOption('frank');
    expect(await page.getByLabel('Group', { exact: true }).inputValue()).toBe('ops');
    await page.getByLabel('Group', { exact: true }).selectOption('developers');
    expect(await offered('User')).toEqual(['Choose a user', 'frank', 'bob', 'carol', 'erin']);
    await user('User').selectOption('carol');
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    expect((await sent(page)).map(({ payload }) => payload)).toMatchObject([
      { scope: { kind: 'account', breakGlass: 'dan' } },
      { scope: { kind: 'pilot', group: 'developers', user: 'carol' } },
    ]);
  });

  test('names who would be locked out, first in the list, and only lets them set up MFA', async () => {
    const page = await open('people-enforce-unsafe');
    await page.getByText('Not safe to enforce: this would lock out bob. MFA devices couldn’t be read for erin.').waitFor();
    expect(await page.locator('tr[data-member]').allInnerTexts()).toEqual([
      'bob\t0 devices',
      'erin\tunknown',
      'ada\t2 devices',
      'carol\t1 device',
    ]);
    expect(await page.getByRole('button', { name: 'Require MFA', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Change' }).click();
    expect(await page.getByLabel('Group', { exact: true }).inputValue()).toBe('developers');
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    await page.getByRole('button', { name: 'Let them set up MFA' }).click();
    expect((await sent(page)).map(({ name }) => name)).toEqual(['lookEnforce', 'carryEnforce']);
  });

  test.each([
    [720, 360],
    [360, 300],
  ])('brings the answer into view, however far down it was asked, %i by %i', async (width, height) => {
    const page = await open('people-enforce-account');
    await page.setViewportSize({ width, height });
    await page.getByLabel('User for emergencies').selectOption('dan');
    await page.getByRole('button', { name: 'Safe to enforce?' }).click();
    await next(page, 'people-enforce-unsafe');
    const answer = await page.getByText('Not safe to enforce').boundingBox();
    const body = await page.getByRole('main').boundingBox();
    expect(answer?.y).toBeGreaterThanOrEqual(Math.max(0, body?.y ?? Number.NaN));
    expect(answer?.y).toBeLessThan(height);
  });

  test('of an account is said of everyone in it', async () => {
    const page = await open('people-enforce-everyone');
    expect(await page.locator('tr[data-step] th').allInnerTexts()).toEqual([
      'Let everyone in account 111122223333 manage their own MFA',
      'Wait until everyone has MFA',
      'Deny everyone in account 111122223333 everything else without MFA',
    ]);
  });

  test('is put on with one click where it is safe, and taken back with one', async () => {
    const page = await open('people-enforce-safe');
    await page.getByText('Safe to enforce: 4 of 4 have MFA.').waitFor();
    await page.getByRole('button', { name: 'Require MFA', exact: true }).click();
    await next(page, 'people-enforce-on');
    expect(await page.getByRole('button', { name: 'Require MFA', exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Stop requiring MFA' }).click();
    await page.keyboard.press('Escape');
    expect(await sent(page)).toEqual([
      { name: 'carryEnforce', payload: { what: 'enforce' } },
      { name: 'carryEnforce', payload: { what: 'release' } },
      { name: 'closeEnforce', payload: null },
    ]);
  });

  test('that stopped halfway is found among the people, with its steps, and continued or undone', async () => {
    const page = await open('people-unfinished');
    await page.getByText('Requiring MFA for account 111122223333 isn’t finished: 1 of 3 steps done.').waitFor();
    await page.getByRole('button', { name: 'Show the plan for account 111122223333' }).click();
    await next(page, 'people-enforce-left');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Not finished');
    expect(await page.locator('tr[data-step]').allInnerTexts()).toEqual([
      'Let developers manage their own MFA\tiam:PutGroupPolicy\tdone',
      'Deny developers everything else without MFA\tiam:PutGroupPolicy\tin progress',
      'Deny erin everything else without MFA\tiam:PutUserPolicy\tto do',
    ]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await next(page, 'people-enforce-looking');
    await page.getByRole('button', { name: 'Stop' }).click();
    await next(page, 'people-enforce-over');
    await page.getByText('Finished for developers.').waitFor();
    expect((await sent(page)).map(({ payload }) => payload)).toEqual([{ id: '7f40' }, { what: 'resume' }, { what: 'undo' }, null]);
  });
});
