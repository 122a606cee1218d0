/** What is opened or pointed at before the picture is taken; the default is nothing. */
export const poses = {
  'roles-idle': (page) => page.locator('[data-row]').first().focus(),
  'roles-failed': (page) => page.locator('[data-state="failed"] [aria-controls]').first().click(),
  'roles-file-refused': (page) => page.locator('section > [aria-expanded]:has(b)').click(),
  'roles-no-service': (page) => page.locator('section > [aria-expanded]:has(b)').click(),
  'roles-many-keys': (page) => page.locator('header [aria-haspopup="dialog"]').click(),
  'roles-notes': (page) => page.locator('[aria-label="Notes"] [aria-expanded]').click(),
  'roles-device-gone': (page) => page.locator('[aria-label="Notes"] [aria-expanded]').click(),
  'roles-memory-only': (page) => page.locator('[aria-label="Notes"] [aria-expanded]').click(),
  'roles-door-closed': (page) => page.locator('[aria-label="Notes"] [aria-expanded]').click(),
  'roles-new-version': (page) => page.locator('section:has(> ul) [aria-expanded]').last().click(),
  'settings-update': (page) => page.locator('nav button').last().click(),
  'roles-2000': (page) => page.locator('[role="search"] input').fill('team-7 admin'),
  // As where the answer comes to a form that is open.
  'people-add-other-partition': (page) => page.locator('[aria-invalid="true"]').first().focus(),
  'people-role-apart': (page) => page.locator('[aria-invalid="true"]').first().focus(),
};

const openFromMenu = async (page, item, role = 'data-lake') => {
  await page.locator(`[aria-label="More for ${role}"]`).click();
  await page.getByRole('menuitem', { name: item }).click();
};

/** States of a screen that have a picture of their own: name -> screen and pose. */
export const extra = {
  'roles-menu-idle': {
    screen: 'roles-favourites',
    pose: async (page) => {
      await page.locator('[data-row="prod-readonly"]').focus();
      await page.keyboard.press('ArrowRight');
    },
  },
  'roles-search-alias': { screen: 'roles-favourites', pose: (page) => page.locator('[role="search"] input').fill('acme-prod') },
  'roles-row-focus': { screen: 'roles-favourites', pose: (page) => page.locator('[data-row="network-ops"]').focus() },
  'header-add': { screen: 'roles-favourites', pose: (page) => page.getByRole('button', { name: 'Add', exact: true }).click() },
  'dialog-environment': { screen: 'roles-favourites', pose: (page) => openFromMenu(page, 'Copy environment…') },
  'dialog-console': { screen: 'roles-browsers', pose: (page) => openFromMenu(page, 'Open console in…', 'ops') },
  'dialog-account': { screen: 'roles-favourites', pose: (page) => openFromMenu(page, 'Account name and colour…') },
  'roles-setup-open': { screen: 'roles-setup-device', pose: (page) => page.locator('[data-setup] [aria-expanded]').click() },
  'alerts-all': { screen: 'alerts', pose: (page) => page.locator('[aria-label="Alerts"] > [aria-expanded]').click() },
  'discovery-open': { screen: 'discovery-unread', pose: (page) => page.locator('[data-discovery] [aria-expanded]').click() },
  'sheet-touch-asked-open': { screen: 'sheet-touch-asked-many', pose: (page) => page.locator('dialog [aria-expanded]').click() },
  'activity-why': { screen: 'activity-refused', pose: (page) => page.locator('main li [aria-expanded]').first().click() },
  'activity-table': { screen: 'activity', pose: (page) => page.locator('header [aria-pressed]').nth(1).click() },
  'activity-trail': { screen: 'activity-trail', pose: (page) => page.locator('header [aria-pressed]').nth(2).click() },
  'activity-trail-5000': { screen: 'activity-trail-5000', pose: (page) => page.locator('header [aria-pressed]').nth(2).click() },
  'activity-filtered': { screen: 'activity-busy', pose: (page) => page.locator('main select').first().selectOption('team-3') },
  'zoom-200-activity-table': {
    screen: 'activity',
    size: { width: 360, height: 250 },
    pose: (page) => page.locator('header [aria-pressed]').nth(1).click(),
  },
  'zoom-200-activity': { screen: 'activity', size: { width: 360, height: 250 }, pose: undefined },
  'roles-menu': { screen: 'roles', pose: (page) => page.locator('[aria-label="More for prod-admin"]').click() },
  'roles-search-nothing': { screen: 'roles', pose: (page) => page.locator('[role="search"] input').fill('mainframe') },
  'roles-notes-closed': { screen: 'roles-notes', pose: undefined },
  'zoom-200-roles': { screen: 'roles', size: { width: 196, height: 300 }, pose: undefined },
  'zoom-200-alerts': { screen: 'alerts', size: { width: 196, height: 300 }, pose: undefined },
  'zoom-200-touch': { screen: 'sheet-touch', size: { width: 196, height: 300 }, pose: undefined },
  'zoom-200-welcome': { screen: 'welcome', size: { width: 196, height: 300 }, pose: undefined },
  'zoom-200-setup': { screen: 'roles-setup-device', size: { width: 196, height: 300 }, pose: undefined },
  'key-form-zoom-200': { screen: 'key-form-cut', size: { width: 360, height: 250 }, pose: undefined },
  'setup-zoom-200': { screen: 'setup-tap', size: { width: 360, height: 250 }, pose: undefined },
  'wizard-zoom-200': { screen: 'wizard-codes-second', size: { width: 360, height: 250 }, pose: undefined },
  'wizard-secret-found-zoom-200': { screen: 'wizard-secret-found', size: { width: 360, height: 250 }, pose: undefined },
  'zoom-200-box': {
    screen: 'roles-favourites',
    size: { width: 196, height: 300 },
    pose: (page) => page.locator('[role="search"] input').fill('prod'),
  },
  'wizard-rtl': { screen: 'wizard-codes-second', pose: (page) => page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl')) },
  'wizard-ask-close': { screen: 'wizard-codes-refused', pose: (page) => page.keyboard.press('Escape') },
  'devices-password': { screen: 'devices-phone', pose: (page) => page.locator('[aria-label^="Password for"]').click() },
  'settings-guarded': { screen: 'settings', pose: (page) => page.getByRole('button', { name: 'Guarded roles' }).click() },
  'settings-files': { screen: 'settings', pose: (page) => page.getByRole('button', { name: 'Files and profiles' }).click() },
  'settings-general': { screen: 'settings', pose: (page) => page.getByRole('button', { name: 'General' }).click() },
  'settings-shortcut': { screen: 'settings', pose: (page) => page.locator('[data-listening]').click() },
  'settings-general-taken': { screen: 'settings-changed', pose: (page) => page.getByRole('button', { name: 'General' }).click() },
  'settings-data-failed': { screen: 'settings-changed', pose: (page) => page.getByRole('button', { name: 'Data' }).click() },
  'settings-reset': { screen: 'settings', pose: (page) => page.getByRole('button', { name: 'Reset…' }).click() },
  'people-simulate-odd': {
    screen: 'people-simulate',
    pose: async (page) => {
      await page.locator('#simulate-actions').fill('s3:GetObject, frob');
      await page.locator('#simulate-resources').fill('reports/2026');
      await page.locator('footer [type="submit"]').click();
    },
  },
  'people-orphans': { screen: 'people-no-owner', pose: (page) => page.locator('summary').last().click() },
  'people-simulate-zoom-200': { screen: 'people-simulate', size: { width: 360, height: 250 }, pose: undefined },
  'people-simulate-answer-zoom-200': {
    screen: 'people-simulate-answer',
    size: { width: 360, height: 250 },
    pose: (page) => page.locator('[data-action]').last().scrollIntoViewIfNeeded(),
  },
  'settings-zoom-200': { screen: 'settings', size: { width: 360, height: 250 }, pose: undefined },
  'tools-more': { screen: 'tools-checked', pose: (page) => page.locator('main li').last().scrollIntoViewIfNeeded() },
  'role-remove': { screen: 'role-change', pose: (page) => page.getByRole('button', { name: 'Remove…' }).click() },
  'role-arn-typed': {
    screen: 'role-new',
    pose: (page) => page.getByLabel('Role ARN').fill('arn:aws-us-gov:iam::777788889999:role/teams/data/Reader'),
  },
  'rtl-roles': { screen: 'roles', pose: (page) => page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl')) },
};
