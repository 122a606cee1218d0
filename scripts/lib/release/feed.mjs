import { createPrivateKey, createPublicKey, sign } from 'node:crypto';

/** The file that an installed copy asks for, by the system it runs on. */
export const feedName = (platform) => ({ darwin: 'latest-mac.yml', win32: 'latest.yml' })[platform] ?? 'latest-linux.yml';

const signedBytes = ({ version, notes, files }) =>
  Buffer.from(`roletap update 1\n${JSON.stringify([version, notes, files.map(({ url, sha512 }) => [url, sha512])])}\n`);

/** The public half of an Ed25519 key, as an app carries it (SubjectPublicKeyInfo in base64). `pem`: a private or a public key. */
export const publicKeyOf = (pem) => {
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The signing key has to be of the kind Ed25519.');
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
};

/**
 * What the feed says of a release, as JSON, which is YAML too. `files`: `{ url, size, sha512 }`. `pem` signs version, notes, names and hashes; src-main/shell/updates
 * checks that. `staging`: the percentage of installed copies that take it; not signed, since it grows after the release.
 */
export function feedText({ version, notes, files, pem, staging }) {
  const signature = sign(null, signedBytes({ version, notes, files }), createPrivateKey(pem)).toString('base64');
  const share = staging === undefined ? {} : { stagingPercentage: staging };
  return `${JSON.stringify({ version, files, path: files[0].url, sha512: files[0].sha512, releaseNotes: notes, ...share, signature }, undefined, 2)}\n`;
}

/** A percentage as the environment gives it; undefined where it gives none. Throws at anything else. */
export const stagingFrom = (text) => {
  if (text === undefined || text === '') return undefined;
  if (!/^(?:\d{1,2}|100)$/.test(text)) throw new Error(`ROLETAP_STAGING has to be 0 to 100, not ${text}.`);
  return Number(text);
};

/**
 * What a build carries to update itself: electron-builder's settings, or undefined where no feed is named. ROLETAP_FEED: the feed's address. ROLETAP_SIGNING_KEY
 * signs it; ROLETAP_NEXT_KEY (PEM) is built in beside it, so that the key can change with a later release. Throws where one is missing or of no use.
 */
export function updateSettings({ ROLETAP_FEED: url, ROLETAP_SIGNING_KEY: pem, ROLETAP_NEXT_KEY: next }) {
  if (!url) return undefined;
  const { protocol, hostname } = new URL(url);
  // This computer's own is one for tests.
  if (protocol !== 'https:' && !(protocol === 'http:' && hostname === '127.0.0.1'))
    throw new Error(`ROLETAP_FEED has to begin with https://, not ${url}.`);
  if (!pem) throw new Error('ROLETAP_FEED needs ROLETAP_SIGNING_KEY: an app takes no update that nobody signed.');
  return { publish: { provider: 'generic', url }, extraMetadata: { updateKeys: [pem, next].filter(Boolean).map(publicKeyOf).join(' ') } };
}

/** The same as options of electron-builder's command line. */
export const updateOptions = (env) => {
  const settings = updateSettings(env);
  if (settings === undefined) return [];
  const { publish, extraMetadata } = settings;
  return [
    `--config.publish.provider=${publish.provider}`,
    `--config.publish.url=${publish.url}`,
    `--config.extraMetadata.updateKeys=${extraMetadata.updateKeys}`,
  ];
};
