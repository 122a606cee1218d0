import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Lines as `sha256sum --check` reads them. `files`: `{ name, hash }`. */
export const sumsText = (files) => files.map(({ name, hash }) => `${hash}  ${name}\n`).join('');

/** A detached Ed25519 signature over `bytes`, in base64; `pem` is a private key in PKCS #8. */
export function signed(bytes, pem) {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('The signing key has to be of the kind Ed25519.');
  return {
    signature: `${sign(null, bytes, key).toString('base64')}\n`,
    publicKey: createPublicKey(key).export({ type: 'spki', format: 'pem' }),
  };
}

/**
 * What was built of what, as an in-toto statement with SLSA's provenance (slsa.dev, v1). It is a description until a signature is over it: the workflow
 * has GitHub attest the same files.
 */
export const provenance = ({ files, commit, repository, command, versions }) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: files.map(({ name, hash }) => ({ name, digest: { sha256: hash } })),
  predicateType: 'https://slsa.dev/provenance/v1',
  predicate: {
    buildDefinition: {
      buildType: `${repository}/build`,
      externalParameters: { command },
      internalParameters: versions,
      resolvedDependencies: [{ uri: `git+${repository}`, digest: { gitCommit: commit } }],
    },
    runDetails: { builder: { id: `${repository}/builder` } },
  },
});

/** A template with its `{{names}}` filled in. Throws at a name that nobody has a value for. */
export const filled = (template, values) =>
  template.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`Nothing is known for {{${name}}}.`);
    return values[name];
  });
