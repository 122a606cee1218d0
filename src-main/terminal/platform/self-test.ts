import { selfTestSaid } from '../../words/platform/self-test.ts';

/** What a system did when it was asked. Absent: there is no such thing on it. */
export interface PlatformFacts {
  /** `linux x64 6.12`. */
  readonly system: string;
  readonly node: string;
  readonly modules: readonly { readonly name: string; readonly loads: boolean }[];
  /** YubiKeys that are inserted; undefined where the card service does not answer. */
  readonly keys: number | undefined;
  /** Whether the kernel named this very process at the end of its own socket. */
  readonly peers?: boolean;
  /** Undefined where it answered. */
  readonly keyringFlaw: string | undefined;
  readonly launcher: { readonly program: string; readonly found: boolean };
  /** What the system says of the signature of an installed package. */
  readonly signature: 'unneeded' | 'unpackaged' | 'valid' | { readonly said: string };
  /** Whether a new file of ours is for its owner alone. */
  readonly ownModes?: boolean;
}

export interface SelfCheck {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly detail: string;
  readonly advice?: string;
}

const { names, advice } = selfTestSaid;

const signatureCheck = (signature: PlatformFacts['signature']): SelfCheck => {
  if (typeof signature === 'object')
    return { name: names.signature, state: 'problem', detail: selfTestSaid.unsigned(signature.said), advice };
  const said = { unneeded: selfTestSaid.unneeded, unpackaged: selfTestSaid.unpackaged, valid: selfTestSaid.signed } as const;
  return { name: names.signature, state: 'ok', detail: said[signature] };
};

/** The checks of `roletap doctor --platform`. Pure. */
export const selfChecks = (facts: PlatformFacts): readonly SelfCheck[] => {
  const { system, node, modules, keys, peers, keyringFlaw, launcher, signature, ownModes } = facts;
  const check = (name: string, isGood: boolean, good: string, bad: string, state: 'warning' | 'problem' = 'problem'): SelfCheck =>
    isGood ? { name, state: 'ok', detail: good } : { name, state, detail: bad, ...(state === 'problem' ? { advice } : {}) };
  const broken = modules.filter(({ loads }) => !loads).map(({ name }) => name);
  return [
    { name: names.runtime, state: 'ok', detail: selfTestSaid.runtime(node, system) },
    check(names.modules, broken.length === 0, selfTestSaid.modules(modules.map(({ name }) => name)), selfTestSaid.notLoaded(broken)),
    check(names.readers, keys !== undefined, selfTestSaid.readers(keys ?? 0), selfTestSaid.noReaders),
    ...(peers === undefined ? [] : [check(names.peers, peers, selfTestSaid.peers, selfTestSaid.noPeers)]),
    check(names.keyring, keyringFlaw === undefined, selfTestSaid.keyring, selfTestSaid.noKeyring(keyringFlaw ?? ''), 'warning'),
    check(names.launcher, launcher.found, selfTestSaid.launcher(launcher.program), selfTestSaid.noLauncher(launcher.program), 'warning'),
    signatureCheck(signature),
    ...(ownModes === undefined ? [] : [check(names.modes, ownModes, selfTestSaid.modes, selfTestSaid.openModes)]),
  ];
};

/** How each system is asked about the signature of `file`, an installed executable. Undefined: it signs no packages of this kind. Pure. */
export const signatureCommand = (platform: string, file: string): readonly [string, ...string[]] | undefined => {
  if (platform === 'darwin') return ['codesign', '--verify', '--strict', file];
  if (platform !== 'win32') return undefined;
  const quoted = file.replaceAll("'", "''");
  const script = `$s = Get-AuthenticodeSignature -LiteralPath '${quoted}'; if ($s.Status -ne 'Valid') { [Console]::Error.WriteLine($s.StatusMessage); exit 1 }`;
  return ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', script];
};
