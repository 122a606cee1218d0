import type { Source } from '../../aws/profiles/profile-types.ts';
import { defined } from '../../base/defined.ts';
import { slotName } from '../../card/piv/piv.ts';
import type { CertificateNotice } from '../../contract/certificates/pages.ts';
import type { Millis } from '../../contract/values.ts';
import type { CertificateEnd, Settings } from '../ports.ts';
import { type ChangeSettings, type Store, withAlert, withoutAlerts } from '../state/store.ts';
import type { Agenda } from '../time/scheduler.ts';
import type { KeyCertificate } from './certificate-ports.ts';

const dayMillis = 86_400_000;
/** So many days before the end a person is told, the earliest first. */
const leads = [30, 7] as const;
/** Profiles whose certificate is remembered. */
const kept = 100;

/** A certificate, and where it is. */
export interface PlacedCertificate extends Pick<KeyCertificate, 'slot'> {
  readonly facts: Pick<KeyCertificate['facts'], 'subject' | 'validTo'>;
  readonly key: Pick<KeyCertificate['key'], 'serial'>;
}

/** Remembers when the certificate ends that opens a role. Written where it is another one than before. */
export const rememberEnd = (
  settings: { readonly get: () => Pick<Settings, 'certificateEnds'>; readonly change: ChangeSettings },
  profile: string,
  { facts, slot, key }: PlacedCertificate,
): void => {
  const { certificateEnds } = settings.get();
  const before = Object.hasOwn(certificateEnds, profile) ? certificateEnds[profile] : undefined;
  const end: CertificateEnd = { subject: facts.subject, slot: slotName(slot), until: facts.validTo, ...defined({ serial: key.serial }) };
  if (before?.until === end.until && before.subject === end.subject && before.slot === end.slot && before.serial === end.serial) return;
  settings.change((current) => {
    const others = Object.entries(current.certificateEnds).filter(([name]) => name !== profile);
    return { certificateEnds: Object.fromEntries([...others.slice(1 - kept), [profile, end]]) };
  });
};

/** A new certificate lies in a slot: the roles that the one before opened, with the same subject, end with it. */
export const renewEnds = (
  settings: { readonly get: () => Pick<Settings, 'certificateEnds'>; readonly change: ChangeSettings },
  { serial, slot }: { readonly serial?: number; readonly slot: string },
  { subject, until }: { readonly subject: string; readonly until: Millis },
): void => {
  const isIn = (end: CertificateEnd): boolean => end.slot === slot && end.serial === serial && end.until !== until;
  if (!Object.values(settings.get().certificateEnds).some(isIn)) return;
  settings.change(({ certificateEnds }) => ({
    certificateEnds: Object.fromEntries(
      Object.entries(certificateEnds).map(([profile, end]) => [
        profile,
        isIn(end) ? { subject, slot, until, ...defined({ serial }) } : end,
      ]),
    ),
  }));
};

interface Ending extends CertificateEnd {
  readonly profile: string;
}

/** One for each certificate, with the first of the roles that it opens. */
const endings = (sources: readonly Pick<Source, 'profile' | 'certificate'>[], ends: Settings['certificateEnds']): readonly Ending[] => {
  const found = new Map<string, Ending>();
  for (const { profile, certificate } of sources) {
    const end = certificate && Object.hasOwn(ends, profile) ? ends[profile] : undefined;
    const name = `${end?.serial} ${end?.slot} ${end?.until}`;
    if (end && !found.has(name)) found.set(name, { ...end, profile });
  }
  return [...found.values()];
};

const daysUntil = (until: Millis, now: Millis): number => Math.floor((until - now) / dayMillis);

/** Certificates that end within 30 days, or have ended, of roles that the files name. Pure. */
export const endingNotices = (
  sources: readonly Pick<Source, 'profile' | 'certificate'>[],
  { certificateEnds }: Pick<Settings, 'certificateEnds'>,
  now: Millis,
): readonly CertificateNotice[] =>
  endings(sources, certificateEnds).flatMap(({ profile, subject, until }) =>
    until - now > leads[0] * dayMillis ? [] : [{ kind: 'certificate-ends', profile, subject, until, days: daysUntil(until, now) } as const],
  );

/** Tells a person 30 days before a certificate ends, and again 7 days before: once each, whichever run it is. */
export const watchCertificateEnds = ({ store, agenda }: { readonly store: Store; readonly agenda: Agenda }): void => {
  const { settings } = store;
  const ahead = () => {
    const { files } = store.state();
    return files.kind === 'read' ? endings(files.profiles.sources, settings.get().certificateEnds) : [];
  };
  /** The lead that comes next, or is due; undefined when all was told. */
  const nextLead = ({ until, told }: Ending, now: Millis): 30 | 7 | undefined => {
    if (told === 7) return undefined;
    return told === 30 || until - now <= leads[1] * dayMillis ? 7 : 30;
  };
  agenda.add({
    moments: (now) =>
      ahead().flatMap((ending) => {
        const lead = nextLead(ending, now);
        return lead === undefined ? [] : [ending.until - lead * dayMillis];
      }),
    onDue: (now) => {
      for (const ending of ahead()) {
        const { profile, subject, until, told: _, ...place } = ending;
        const lead = nextLead(ending, now);
        if (lead === undefined || until - lead * dayMillis > now) continue;
        settings.change(({ certificateEnds }) => ({
          certificateEnds: { ...certificateEnds, [profile]: { ...place, subject, until, told: lead } },
        }));
        const id = `certificate ${profile}`;
        store.change(withoutAlerts((alert) => alert.id === id));
        store.change(withAlert({ id, kind: 'certificate-ends', profile, subject, ends: until, days: daysUntil(until, now) }));
      }
    },
  });
};
