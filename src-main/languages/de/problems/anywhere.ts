import type { AnywhereProblem, CertificateFlaw } from '../../../contract/problems/anywhere.ts';
import { date, listed, theKey } from '../grammar.ts';
import { Again, again, type WordsFor } from './table.ts';

type Facts<C extends AnywhereProblem['code']> = Extract<AnywhereProblem, { readonly code: C }>;
type Wanted = Pick<Facts<'certificate-missing'>, 'wanted' | 'slot' | 'serial'>;

const flawed: { readonly [F in CertificateFlaw]: (subject: string, at: string) => readonly [title: string, happened: string] } = {
  expired: (subject, at) => ['Das Zertifikat ist abgelaufen', `${subject} war bis ${at} gültig, AWS nimmt es nicht mehr an.`],
  'not-yet': (subject, at) => ['Das Zertifikat gilt noch nicht', `${subject} gilt ab ${at}, AWS nimmt es noch nicht an.`],
  ca: (subject) => ['Das ist das Zertifikat einer CA', `${subject} darf Zertifikate ausstellen. Damit öffnet AWS keine Rolle.`],
  usage: (subject) => ['Der Schlüssel darf nicht signieren', `${subject} hat nicht die Verwendung digitalSignature, die AWS verlangt.`],
  hash: (subject) => ['Das Zertifikat ist zu schwach signiert', `${subject} wurde mit MD5 oder SHA-1 ausgestellt, was AWS ablehnt.`],
  key: (subject) => ['AWS nimmt diese Schlüsselart nicht an', `Der Schlüssel von ${subject} ist weder RSA noch P-256 oder P-384.`],
  subject: () => ['Das Zertifikat hat keinen Inhaber', 'AWS verlangt ein Zertifikat mit einem Inhaber, etwa CN=jane.'],
};

const chainWords = ({ profile, file, why, errno }: Facts<'chain-bad'>): string => {
  if (why === 'errno') return `Das Profil „${profile}“ nimmt seine Zertifikate aus ${file}, und diese Datei ist nicht lesbar (${errno}).`;
  if (why === 'none') return `Das Profil „${profile}“ nimmt seine Zertifikate aus ${file}, und dort ist keines in PEM oder DER.`;
  if (why === 'long') return `${file} enthält mehr als 5 Zwischenzertifikate, AWS nimmt 5.`;
  return `Ein Zertifikat in ${file} hat das davor nicht ausgestellt.`;
};

const kinds = { 'trust-anchor': 'Vertrauensanker', profile: 'Roles-Anywhere-Profil', role: 'Rolle' } as const;
const titles = {
  'trust-anchor': 'Kein ARN eines Vertrauensankers',
  profile: 'Kein ARN eines Profils',
  role: 'Kein ARN einer Rolle',
} as const;
const examples = {
  'trust-anchor': 'arn:aws:rolesanywhere:REGION:ACCOUNT:trust-anchor/ID',
  profile: 'arn:aws:rolesanywhere:REGION:ACCOUNT:profile/ID',
  role: 'arn:aws:iam::ACCOUNT:role/NAME',
} as const;

const refusals: { readonly [W in Facts<'certificate-refused'>['why']]: readonly [title: string, happened: string, advice: string] } = {
  untrusted: [
    'AWS vertraut dem Zertifikat nicht',
    'Kein Vertrauensanker dieses Kontos hat es ausgestellt, oder es wurde gesperrt.',
    'Steht eine CA dazwischen, das Zertifikat noch einmal importieren, mit dem der CA dahinter. Sonst bei der Administration nachfragen, ob der Vertrauensanker eingeschaltet ist.',
  ],
  signature: [
    'Schlüssel und Zertifikat passen nicht',
    'AWS hat die Signatur des YubiKeys mit dem Zertifikat geprüft, und sie passt nicht.',
    'Das Zertifikat importieren, das für den Schlüssel in diesem Slot ausgestellt wurde.',
  ],
  'session-name': [
    'AWS lehnt den Sitzungsnamen ab',
    'Das Roles-Anywhere-Profil erlaubt keine eigenen Sitzungsnamen.',
    '`role_session_name` aus dem Profil entfernen oder die Administration bitten, eigene Sitzungsnamen zu erlauben.',
  ],
  denied: [
    'AWS verweigert die Rolle',
    'AWS nennt keinen Grund. Das Zertifikat gilt und passt zum Schlüssel, also liegt es an Einstellungen in AWS.',
    'Bei der Administration prüfen lassen: Vertrauensanker und Profil ein, Rolle im Profil, Vertrauensrichtlinie mit AssumeRole, TagSession, SetSourceIdentity.',
  ],
};

/** Behind "mit". */
const wantedCertificate = ({ wanted, slot, serial }: Wanted): string =>
  [
    wanted === '' ? `${slot === undefined ? 'einem' : 'dem'} Zertifikat` : `dem Zertifikat ${wanted}`,
    ...(slot === undefined ? [] : [`im Slot ${slot}`]),
    ...(serial === undefined ? [] : [`auf ${theKey(serial, 'dem')}`]),
  ].join(' ');

export const anywhereProblems: WordsFor<AnywhereProblem['code']> = {
  'certificate-missing': ({ profile, has, ...facts }, where) => ({
    title: 'Zertifikat nicht auf diesem YubiKey',
    happened: `Das Profil „${profile}“ öffnet sich mit ${wantedCertificate(facts)}. Gefunden: ${listed(has)}.`,
    advice: `Den YubiKey einstecken, der es hat, dann ${again(where)}.`,
  }),
  'certificates-several': ({ profile, choices }, where) => ({
    title: 'Mehrere Zertifikate passen',
    happened: `Das Profil „${profile}“ lässt sich mit jedem davon öffnen: ${listed(choices)}.`,
    advice: `Nur einen dieser YubiKeys eingesteckt lassen${where === 'terminal' ? ' oder einen nennen: `--key SERIAL`' : ''}.`,
  }),
  'certificate-flawed': ({ subject, why, at }, where) => {
    const [title, happened] = flawed[why](subject, at === undefined ? '' : date(at));
    const advice =
      why === 'not-yet'
        ? `${Again(where)}, sobald es gilt, oder die Uhr dieses Computers prüfen.`
        : 'Bei der Administration ein neues Zertifikat holen.';
    return { title, happened, advice };
  },
  'chain-bad': (facts) => {
    // The file may hold the certificate itself, or its chain.
    const isFile = facts.why === 'errno' || facts.why === 'none';
    return {
      title: isFile ? 'Zertifikatsdatei unbrauchbar' : 'Die Zertifikatskette ist unvollständig',
      happened: chainWords(facts),
      advice: isFile
        ? 'Den Pfad im Profil korrigieren oder die Zertifikate dort ablegen.'
        : 'Die Zwischenzertifikate dort als PEM ablegen, zuerst das, welches das eigene ausgestellt hat.',
    };
  },
  'anywhere-arn-bad': ({ profile, what, value }) => ({
    title: titles[what],
    happened:
      profile === undefined
        ? value === ''
          ? `Nicht angegeben: ${kinds[what]}.`
          : `Angegeben ist ${value} (${kinds[what]}).`
        : value === ''
          ? `Im Profil „${profile}“ fehlt: ${kinds[what]}.`
          : `Im Profil „${profile}“ steht ${value} (${kinds[what]}).`,
    advice: `Er sieht so aus: \`${examples[what]}\`.`,
  }),
  'anywhere-apart': ({ profile, what, values: [one, other] }) => ({
    title: `Die ARNs nennen zwei ${{ partition: 'Partitionen', region: 'Regionen', account: 'Konten' }[what]}`,
    happened:
      what === 'region'
        ? `${profile === undefined ? 'Sie nennen' : `„${profile}“ nennt`} die Regionen ${one} und ${other}. AWS verlangt Vertrauensanker, Roles-Anywhere-Profil und Sitzung in einer Region.`
        : what === 'partition'
          ? `${profile === undefined ? 'Sie gehören zu den' : `„${profile}“ nennt ARNs der`} Partitionen ${one} und ${other}. AWS verlangt Vertrauensanker, Profil, Rolle und Region in einer Partition.`
          : `${profile === undefined ? 'Sie nennen' : `„${profile}“ nennt`} die Konten ${one} und ${other}. AWS verlangt Vertrauensanker, Profil und Rolle in einem Konto.`,
    advice:
      profile === undefined
        ? 'Die ARNs neu kopieren, aus einem Konto und einer Region.'
        : 'Die Administration nach den drei ARNs fragen, die zusammengehören.',
  }),
  'helper-line-bad': ({ profile, option, why }, where) => ({
    title: why === 'none' ? 'Dort ist keine Zeile mit aws_signing_helper' : 'Zeile mit aws_signing_helper unbrauchbar',
    happened:
      why === 'missing'
        ? `In credential_process von „${profile}“ fehlt ${option}.`
        : why === 'uri'
          ? `${option} in „${profile}“ ist kein vollständiger PKCS#11-URI.`
          : why === 'none'
            ? `Das Profil „${profile}“ ruft aws_signing_helper nicht auf, und Roletap hat keine solche Zeile übernommen.`
            : why === 'script'
              ? `credential_process von „${profile}“ ruft es aus einem Shell-Skript auf, das noch mehr tut. Das liest Roletap nicht.`
              : `credential_process von „${profile}“ nimmt das Zertifikat aus ${option}, was Roletap nicht liest.`,
    advice:
      why === 'none'
        ? where === 'terminal'
          ? 'Die Rollen auflisten, die Zertifikate öffnen: `roletap anywhere roles`.'
          : '„In Tools verwenden…“ erneut öffnen und sehen, wie das Profil jetzt funktioniert.'
        : why === 'script'
          ? 'aws_signing_helper in der Zeile direkt aufrufen. Bis dahin funktioniert das Profil wie bisher.'
          : why === 'store'
            ? 'Das Zertifikat auf dem YubiKey mit einem PKCS#11-URI angeben. Bis dahin funktioniert das Profil wie bisher.'
            : 'Die Zeile im Profil korrigieren, wie die Dokumentation des Programms sie zeigt.',
  }),
  'certificate-refused': ({ profile, why }) => {
    const [title, happened, advice] = refusals[why];
    return { title, happened: `Profil „${profile}“: ${happened}`, advice };
  },
  'pin-in-file': ({ profile, file, line }) => ({
    title: 'Eine PIN steht in einer Datei',
    happened: `${file}, Zeile ${line}: credential_process von „${profile}“ enthält die PIN des YubiKeys. Wer die Datei liest, kennt sie.`,
    advice: '`pin-value` aus der Zeile entfernen. Roletap fragt stattdessen nach der PIN.',
  }),
  'anywhere-not-ready': ({ profile, what, arn, why }) => ({
    title:
      why === 'role'
        ? 'Im Profil fehlt die Rolle'
        : what === 'profile'
          ? 'Das Profil ist deaktiviert'
          : 'Der Vertrauensanker ist deaktiviert',
    happened:
      why === 'role'
        ? `${arn} enthält die Rolle nicht, die „${profile}“ öffnet.`
        : `${arn} ist deaktiviert. Darüber öffnet AWS keine Rolle für „${profile}“.`,
    advice:
      why === 'role'
        ? 'Die Rolle in das Roles-Anywhere-Profil aufnehmen oder ein anderes Profil nennen.'
        : 'In AWS aktivieren oder ein anderes Element nennen.',
  }),
  'subject-undemandable': ({ subject }) => ({
    title: 'AWS kann diesen Namen nicht prüfen',
    happened: `AWS verwirft ${subject}, bevor eine Vertrauensrichtlinie es verlangen kann: Jedes Zertifikat derselben Zertifizierungsstelle würde die Rolle öffnen.`,
    advice: 'Im CN nur Buchstaben, Ziffern und Leerzeichen verwenden.',
  }),
  'private-ca-refused': ({ awsCode }) =>
    awsCode === 'ResourceNotFoundException'
      ? {
          title: 'AWS kennt diese Private CA nicht',
          happened: 'Es gibt keine Private CA mit dieser ARN. Es wurde kein Zertifikat ausgestellt.',
          advice: 'Konto, Region und ID in der ARN prüfen.',
        }
      : {
          title: 'AWS Private CA lehnt ab',
          happened: `AWS Private CA meldet ${awsCode}. Es wurde kein Zertifikat ausgestellt.`,
          advice: 'Prüfen, ob die CA aktiv ist und Zertifikate für Endstellen ausstellt.',
        },
  'anywhere-unknown': ({ profile, region }) => ({
    title: 'AWS kennt den Vertrauensanker nicht',
    happened: `„${profile}“ nennt einen Vertrauensanker oder ein Roles-Anywhere-Profil, das es in ${region} nicht gibt.`,
    advice: 'Die Administration nach den jetzigen ARNs fragen.',
  }),
};
