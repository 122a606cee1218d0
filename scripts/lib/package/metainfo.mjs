import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.mjs';

/** Pictures of the window, as the tests draw them, with what they show. */
const pictures = [
  ['roles.light.png', 'Roles to open with a touch'],
  ['devices.light.png', 'YubiKeys and their accounts'],
  ['activity.light.png', 'What was opened, by whom, and when'],
];

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Versions of the changelog with a day, newest first: `## 1.2.3 (2026-11-30)`. */
export const releasesIn = (changelog) =>
  [...changelog.matchAll(/^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$/gm)].map(([, version, date]) => ({ version, date }));

/** What software centres show (AppStream 1.0, freedesktop.org). `date`: of a version that the changelog has no day for. */
export function metainfo({ version, homepage, description, date }) {
  const found = releasesIn(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'));
  const releases = found.some((one) => one.version === version) ? found : [{ version, date }, ...found];
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>example.roletap</id>
  <name>Roletap</name>
  <summary>Use your YubiKey as your AWS MFA device</summary>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <developer id="example.roletap"><name>Roletap</name></developer>
  <description>
    <p>${escaped(description)}.</p>
    <p>Click a role in the tray and touch your YubiKey: the AWS CLI, Terraform and every SDK on this computer have temporary credentials for that role until the countdown ends.</p>
  </description>
  <launchable type="desktop-id">roletap.desktop</launchable>
  <provides><binary>roletap</binary></provides>
  <url type="homepage">${escaped(homepage)}</url>
  <categories><category>Utility</category><category>Development</category></categories>
  <screenshots>
${pictures
  .map(
    ([file, caption], index) =>
      `    <screenshot${index === 0 ? ' type="default"' : ''}><caption>${caption}</caption><image>${escaped(homepage)}/screens/${file}</image></screenshot>`,
  )
  .join('\n')}
  </screenshots>
  <releases>
${releases.map((one) => `    <release version="${one.version}" date="${one.date}"/>`).join('\n')}
  </releases>
  <content_rating type="oars-1.1"/>
</component>
`;
}

/** The files that the pictures are. */
export const metainfoPictures = pictures.map(([file]) => `docs/screens/${file}`);
