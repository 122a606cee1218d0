import type { Snapshot } from '../../../src-main/contract/snapshot.ts';
import { certificateTexts } from '../../../src-main/words/certificates/page.ts';
import { fullName } from '../../../src-main/words/grammar.ts';
import { endedWords } from '../../../src-main/words/roles/role.ts';
import { boxTexts, deedTexts, deedWords } from '../../../src-main/words/window/box.ts';
import { kitTexts } from '../../../src-main/words/window/kit.ts';
import { headerTexts } from '../../../src-main/words/window/popover.ts';
import { sourcesOf } from '../../store/use-snapshot.ts';
import { type Deed, order } from '../role-deeds.ts';

/** Which drawing stands before it. */
export type DeedIcon = 'go' | 'end' | 'renew' | 'settings' | 'day' | 'add' | 'search' | 'key' | 'list' | 'copy' | 'undo' | 'file';

/** Something that concerns no single role, and can be done now. */
export interface StandingDeed {
  readonly key: string;
  readonly title: string;
  /** What else is typed for it, with a space between. */
  readonly words: string;
  readonly icon: DeedIcon;
  readonly deed: Deed;
  readonly keys?: string;
}

/** What is in the snapshot to be done beside the roles, made once for each snapshot. */
export const standingDeeds = (snapshot: Snapshot): readonly StandingDeed[] => [
  ...snapshot.ended.map((ended): StandingDeed => {
    const title = deedTexts.undo(endedWords(ended));
    return { key: `undo ${ended.id}`, title, words: deedWords.undo, icon: 'undo', deed: order('undoEnd', { ended: ended.id }) };
  }),
  ...sessionDeeds(snapshot),
  ...cardDeeds(snapshot),
  ...pageDeeds(snapshot),
  ...sourcesOf(snapshot).flatMap((source) => sourceDeeds(source, snapshot)),
  ...programDeeds(snapshot),
];

const sessionDeeds = ({ can, sessions, roles }: Snapshot): readonly StandingDeed[] => {
  const targets = new Set(roles.map(({ target }) => target));
  return [
    ...(can.endAll
      ? [{ key: 'end all', title: headerTexts.endAll, words: deedWords.endAll, icon: 'end', deed: order('endAll', null) } as const]
      : []),
    ...(can.renewAll
      ? [
          {
            key: 'renew all',
            title: headerTexts.renewAll,
            words: deedWords.renewAll,
            icon: 'renew',
            deed: order('renewAll', null),
          } as const,
        ]
      : []),
    // Those of no known role; the others are found with their roles.
    ...sessions
      .filter(({ target }) => !targets.has(target))
      .map(({ target, roleArn }) => {
        const title = deedTexts.endUnknown(target);
        return {
          key: `end ${target}`,
          title,
          words: `${deedWords.endAll} ${roleArn}`,
          icon: 'end',
          deed: order('end', { target }),
        } as const;
      }),
  ];
};

const cardDeeds = ({ card, can }: Snapshot): readonly StandingDeed[] =>
  card.kind !== 'present'
    ? []
    : card.keys.flatMap((key): readonly StandingDeed[] => [
        ...(key.oath === 'locked'
          ? [
              {
                key: `unlock ${key.id}`,
                title: deedTexts.unlock(fullName(key)),
                words: deedWords.unlock,
                icon: 'key',
                deed: order('unlock', { keyId: key.id }),
              } as const,
            ]
          : []),
        ...(can.copyCode ? key.accounts : []).map(
          ({ id, user, issuer, name, accountId }): StandingDeed => ({
            key: `code ${key.id} ${id}`,
            title: deedTexts.code(user ?? (issuer === undefined ? name : `${issuer}: ${name}`)),
            words: `${deedWords.code} ${issuer ?? ''} ${name} ${accountId ?? ''} ${key.serial ?? ''}`,
            icon: 'copy',
            deed: order('copyCode', { keyId: key.id, account: id }),
          }),
        ),
      ]);

const pageDeeds = ({ can }: Snapshot): readonly StandingDeed[] => [
  {
    key: 'settings',
    title: headerTexts.settings,
    words: deedWords.settings,
    icon: 'settings',
    deed: order('openSettings', null),
    keys: 'CommandOrControl+,',
  },
  { key: 'activity', title: headerTexts.activity, words: deedWords.activity, icon: 'day', deed: order('openActivity', null) },
  { key: 'people', title: headerTexts.people, words: deedWords.people, icon: 'list', deed: order('openTeam', null) },
  {
    key: 'add role',
    title: headerTexts.addByHand,
    words: deedWords.addByHand,
    icon: 'add',
    deed: order('openAddRole', { role: '', roleArn: '', source: '' }),
  },
  {
    key: 'add key',
    title: headerTexts.addKey,
    words: deedWords.addKey,
    icon: 'add',
    deed: order('openFirstRun', { door: 'key', source: '' }),
  },
  {
    key: 'set up',
    title: headerTexts.addDevice,
    words: deedWords.setUp,
    icon: 'key',
    deed: order('openEnroll', { source: '', path: 'iam' }),
  },
  {
    key: 'certificates',
    title: certificateTexts.open,
    words: deedWords.certificates,
    icon: 'key',
    deed: order('openCertificates', null),
  },
  ...(can.startDemo
    ? [{ key: 'demo', title: headerTexts.tryDemo, words: deedWords.demo, icon: 'go', deed: order('startDemo', null) } as const]
    : []),
];

const sourceDeeds = (source: string, { roles, discovery }: Snapshot): readonly StandingDeed[] => {
  const kind = roles.find((role) => role.source === source)?.sourceKind;
  const isReading = discovery.some((view) => view.source === source && view.state === 'reading');
  const open = order('openDevices', { source });
  const look = order('lookAccessKeys', { source }).command;
  return [
    ...(isReading
      ? []
      : [
          {
            key: `find ${source}`,
            title: headerTexts.findRoles(source),
            words: deedWords.findRoles,
            icon: 'search',
            deed: order('findRoles', { source }),
          } as const,
        ]),
    { key: `devices ${source}`, title: deedTexts.devicesOf(source), words: deedWords.devices, icon: 'list', deed: open },
    // A sign-in and a program have no access key of the user's.
    ...(kind === undefined || kind === 'store'
      ? [
          {
            key: `rotate ${source}`,
            title: deedTexts.rotate(source),
            words: deedWords.rotate,
            icon: 'key',
            deed: { ...open, also: look },
          } as const,
        ]
      : []),
  ];
};

const programDeeds = ({ preferences }: Snapshot): readonly StandingDeed[] => [
  ...(['light', 'dark', 'system'] as const)
    .filter((theme) => theme !== preferences.theme)
    .map(
      (theme): StandingDeed => ({
        key: `theme ${theme}`,
        title: deedTexts[theme],
        words: deedWords.theme,
        icon: 'settings',
        deed: order('setPreference', { name: 'theme', value: theme }),
      }),
    ),
  { key: 'refresh', title: kitTexts.refresh, words: deedWords.refresh, icon: 'renew', deed: order('refresh', null), keys: 'F5' },
  { key: 'log', title: deedTexts.log, words: deedWords.log, icon: 'file', deed: order('openLog', null) },
  { key: 'folder', title: deedTexts.folder, words: deedWords.folder, icon: 'file', deed: order('openFolder', null) },
  { key: 'keys', title: boxTexts.shortcuts, words: deedWords.shortcuts, icon: 'list', deed: { kind: 'shortcuts' }, keys: '?' },
  { key: 'quit', title: headerTexts.quit, words: deedWords.quit, icon: 'end', deed: order('quit', null) },
];
