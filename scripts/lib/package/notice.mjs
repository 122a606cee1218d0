import { createHash } from 'node:crypto';

/** Licences that ask for nothing but their text, as SPDX writes them. */
const permissive = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Unlicense', 'CC0-1.0'];

const isPermissive = (licence) =>
  permissive.includes(licence) ||
  /^\((.+)\)$/
    .exec(licence ?? '')?.[1]
    .split(/ (?:OR|AND) /)
    .every(isPermissive);

/** What speaks against shipping these packages, a line each: none with a licence of another kind, or without its text. */
export const objectionsTo = (packages) =>
  packages.flatMap(({ name, version, licence, text }) => [
    ...(isPermissive(licence) ? [] : [`${name} ${version}: the licence ${licence ?? 'unknown'} is not on the list`]),
    ...(text === undefined ? [`${name} ${version}: its licence has no text`] : []),
  ]);

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1);

/** Each package once, in the order of names. */
export const withoutTwins = (packages) => [...new Map(packages.map((one) => [`${one.name} ${one.version}`, one])).values()].sort(byName);

/**
 * The text of NOTICE.txt: every package with its version and licence, and each licence's text once, below the packages that have it. `runtimes`: what ships
 * as a whole with a file of licences of its own, `{ name, version, file }`.
 */
export function noticeText(packages, runtimes) {
  const texts = new Map();
  for (const one of packages) {
    const key = createHash('sha256').update(one.text.replace(/\s+/g, ' ').trim()).digest('hex');
    const found = texts.get(key) ?? { names: [], text: one.text };
    found.names.push(`${one.name} ${one.version} (${one.licence})`);
    texts.set(key, found);
  }
  const line = '-'.repeat(80);
  const parts = [...texts.values()].map(({ names, text }) => `${line}\n${names.join('\n')}\n${line}\n\n${text.replaceAll('\r\n', '\n')}\n`);
  return `Roletap contains software of other people, under their licences.\n\nWhole programs, with a file of their own:\n\n${runtimes
    .map(({ name, version, file }) => `  ${name} ${version}: ${file}`)
    .join('\n')}\n\nPackages that are bundled into it:\n\n${parts.join('\n')}`;
}

/** The parts as CycloneDX 1.6, without a time, so that the same parts give the same bytes. `integrity`: of a package, as the lock file writes it. */
export function billOfMaterials({ name, version, packages, runtimes, integrity }) {
  const component = (one) => {
    const digest = /^sha512-(.+)$/.exec(integrity(one) ?? '')?.[1];
    return {
      type: 'library',
      'bom-ref': purl(one),
      name: one.name,
      version: one.version,
      purl: purl(one),
      licenses: one.licence.startsWith('(') ? [{ expression: one.licence }] : [{ license: { id: one.licence } }],
      ...(digest ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] } : {}),
    };
  };
  const own = `pkg:generic/${name}@${version}`;
  const whole = runtimes.map((one) => ({
    type: 'framework',
    'bom-ref': `pkg:generic/${one.name}@${one.version}`,
    name: one.name,
    version: one.version,
  }));
  const components = [...packages.map(component), ...whole];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': own, name, version, licenses: [{ license: { id: 'MIT' } }] } },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((one) => one['bom-ref']) }],
  };
}

const purl = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
