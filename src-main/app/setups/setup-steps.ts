import { basicConstraints, keyUsage, serialOf, subjectKeyId, writeCertificate } from '../../card/certificates/certificate-writing.ts';
import { toPem } from '../../card/certificates/pem.ts';
import { isRsa } from '../../card/certificates/signing.ts';
import { isAtLeast } from '../../card/connection/version.ts';
import { keyDeletion } from '../../card/piv/piv-constants.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type FoundKey, momentsOf, withManagement, withPin } from '../piv/at-the-key.ts';
import { askOwnPin, replaceFactoryPin } from '../piv/choose-pin.ts';
import { keyInSlot, makeRequest, type Proof, proofOf, readSubject, slotSigner, unlessNotSigned } from '../piv/request.ts';
import type { Step } from '../plans/plan.ts';
import type { SetupRecord } from './setup-record.ts';
import { lookAgain as look, type SetupRun, slotOf } from './setup-run.ts';

const dayMillis = 86_400_000;
const subject = 'key';

const publicText = (publicKey: Uint8Array) => Buffer.from(publicKey).toString('base64');

/** The factory's PIN makes way. It can't be brought back: the person knows the new one, and that is the point. */
const changePin = (run: SetupRun): Step<SetupRecord> => ({
  name: 'pin',
  subject: 'pin',
  read: ({ pin }) => pin,
  mark: (record, pin) => ({ ...record, pin }),
  check: async () => {
    const key = await look(run);
    if (!key.ok) return key;
    run.change({ ...run.record(), pin: key.value.application.pin.isFactory === true ? 'todo' : 'done' });
    return ok(undefined);
  },
  do: async () => {
    const key = await look(run);
    if (!key.ok) return key;
    if (!key.value.application.pin.isFactory) return ok(async () => ({ ok: true }));
    const next = await askOwnPin(key.value, run.at);
    if (!next.ok) return next;
    return ok(async () => {
      const changed = await replaceFactoryPin(run.ports, key.value, next.value, run.at);
      return changed.ok ? changed : { ok: false, problem: changed.problem, unclear: true };
    });
  },
});

/** A random management key under the PIN, where the factory's is still in place. It can't be undone: whoever has the PIN has the new one. */
const protectManagement = (run: SetupRun): Step<SetupRecord> => ({
  name: 'management',
  subject: 'management',
  read: ({ management }) => management,
  mark: (record, management) => ({ ...record, management }),
  check: async () => {
    const key = await look(run);
    if (!key.ok) return key;
    run.change({ ...run.record(), management: key.value.application.managementKey.isFactory === true ? 'todo' : 'done' });
    return ok(undefined);
  },
  do: async () => {
    const key = await look(run);
    if (!key.ok) return key;
    if (!key.value.application.managementKey.isFactory) return ok(async () => ({ ok: true }));
    return ok(async () => {
      const done = await withManagement(
        key.value,
        run.at,
        async (change, pin) => (pin ? run.ports.keys.piv.protect({ ...change, pin: pin.bytes }) : failed({ code: 'pin-needed' })),
        true,
      );
      return done.ok ? { ok: true } : { ok: false, problem: done.problem, unclear: true };
    });
  },
});

/** The key pair. Undo deletes it where the firmware can; elsewhere it stays in its slot, without a certificate. */
const generate = (run: SetupRun): Step<SetupRecord> => ({
  name: 'key',
  subject,
  read: ({ key }) => key,
  mark: (record, key) => ({ ...record, key }),
  check: async () => {
    const key = await look(run);
    if (!key.ok) return key;
    const held = keyInSlot(key.value, slotOf(run.record()));
    const { publicKey: _, ...rest } = run.record();
    // The slot was empty when the setup began.
    run.change(held.ok ? { ...rest, key: 'done', publicKey: publicText(held.value.publicKey) } : { ...rest, key: 'todo' });
    return ok(undefined);
  },
  do: async () => {
    const key = await look(run);
    if (!key.ok) return key;
    const { algorithm, pinPolicy, touchPolicy } = run.record();
    const slot = slotOf(run.record());
    const taken = key.value.application.slots.find((one) => one.slot === slot);
    if (taken) return failed({ code: 'slot-taken', slot: run.record().slot });
    return ok(async () => {
      const wanted = { slot, algorithm, pinPolicy, touchPolicy };
      const made = await withManagement(key.value, run.at, (change) => {
        if (isRsa(algorithm)) run.at.tell?.({ kind: 'rsa-key' });
        return run.ports.keys.piv.generate(change, wanted);
      });
      if (!made.ok) return { ok: false, problem: made.problem, unclear: true };
      run.change({ ...run.record(), publicKey: publicText(made.value) });
      return { ok: true };
    });
  },
  undo: async () => {
    if (run.record().key === 'todo') return ok(undefined);
    const key = await look(run);
    if (!key.ok) return key;
    const slot = slotOf(run.record());
    const held = keyInSlot(key.value, slot);
    if (!held.ok || publicText(held.value.publicKey) !== run.record().publicKey) return ok(undefined);
    const canDelete = isAtLeast(key.value.application.version, keyDeletion);
    const emptied = await withManagement(key.value, run.at, async (change) => {
      const gone = await run.ports.keys.piv.store(change, slot, undefined);
      return gone.ok && canDelete ? run.ports.keys.piv.deleteKey(change, slot) : gone;
    });
    if (emptied.ok && canDelete) run.change({ ...run.record(), key: 'todo' });
    return emptied;
  },
});

/** Self-signed: what an authority begins with. */
const selfCertificate = async (run: SetupRun, key: FoundKey): Promise<Result<string>> => {
  const { subject: typed, days = 3_652 } = run.record();
  const slot = slotOf(run.record());
  const name = readSubject(typed);
  if (!name.ok) return name;
  const held = keyInSlot(key, slot);
  if (!held.ok) return held;
  const { algorithm, publicKey } = held.value;
  const from = run.ports.now() - 60_000;
  const extensions = [basicConstraints(true, 0), keyUsage('signs-certificates'), subjectKeyId(publicKey)];
  const dates = { from, until: from + days * dayMillis };
  const content = { serial: serialOf(run.ports.random(16)), issuer: name.value, subject: name.value, publicKey, extensions, ...dates };
  const made = await withPin(key, run.at, (pin) =>
    unlessNotSigned(writeCertificate(content, slotSigner(run.ports, key, run.at, { slot, algorithm, pin }))),
  );
  if (!made.ok) return made;
  const stored = await withManagement(key, run.at, (change) => run.ports.keys.piv.store(change, slot, made.value));
  return stored.ok ? ok(toPem('CERTIFICATE', made.value)) : stored;
};

/** The request with the attestation behind it, or an authority's own certificate. Nothing to undo: a request that nobody signs opens nothing. */
const request = (run: SetupRun): Step<SetupRecord> => ({
  name: 'request',
  subject,
  read: ({ request: standing }) => standing,
  mark: (record, standing) => ({ ...record, request: standing }),
  do: async () => {
    const key = await look(run);
    if (!key.ok) return key;
    const { isAuthority, subject: typed } = run.record();
    const slot = slotOf(run.record());
    return ok(async () => {
      const made = isAuthority
        ? await selfCertificate(run, key.value)
        : await makeRequest(run.ports, key.value, { slot, subject: typed }, run.at);
      if (!made.ok) return { ok: false, problem: made.problem };
      run.change({ ...run.record(), pem: typeof made.value === 'string' ? made.value : made.value.pem });
      return { ok: true };
    });
  },
});

export const keySteps = (run: SetupRun): readonly Step<SetupRecord>[] => [
  changePin(run),
  protectManagement(run),
  generate(run),
  request(run),
];

/** What the YubiKey attests of the key that was made. */
export const proveKey = async (run: SetupRun): Promise<Result<Proof>> => {
  const key = await look(run);
  if (!key.ok) return key;
  const slot = slotOf(run.record());
  const held = keyInSlot(key.value, slot);
  if (!held.ok) return held;
  const attested = await run.ports.keys.piv.attest(key.value.keyId, slot, momentsOf(run.at));
  return attested.ok ? ok(await proofOf(run.ports, attested.value, { publicKey: held.value.publicKey, slot })) : attested;
};
