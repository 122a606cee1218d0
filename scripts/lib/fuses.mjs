import fuses from '@electron/fuses';

const { FuseV1Options, getCurrentFuseWire } = fuses;

/** Bytes in the executable. */
const on = '1'.charCodeAt(0);
const off = '0'.charCodeAt(0);

/** What the package must show, by the names of electron-builder.yml. */
const wanted = {
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  GrantFileProtocolExtraPrivileges: false,
};

/**
 * Reads the fuses out of a packaged executable: `{ state: { name: 'on' | 'off' | 'absent' }, wrong: [names] }`. A runtime that is
 * older than a fuse does not have it ("absent"), which is wrong unless `mayBeAbsent` says so.
 */
export async function readFuses(executable, { mayBeAbsent = [] } = {}) {
  const wire = await getCurrentFuseWire(executable);
  const state = {};
  const wrong = [];
  for (const [name, value] of Object.entries(wanted)) {
    const found = wire[FuseV1Options[name]];
    state[name] = found === on ? 'on' : found === off ? 'off' : 'absent';
    const right = state[name] === (value ? 'on' : 'off') || (state[name] === 'absent' && mayBeAbsent.includes(name));
    if (!right) wrong.push(name);
  }
  return { state, wrong };
}
