import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** Consoles of several roles at once, in the terminal as it is built. */
describe('consoles side by side', () => {
  let stage: Stage;
  let plugged: PluggedKey;
  let bin: string;
  let config: string;
  /** What scripts need, without the computer's own browsers. */
  let tools: string;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
  });

  const put = (file: string, text: string, mode = 0o644): string => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
    return file;
  };

  beforeEach(() => {
    bin = join(stage.home.folder, 'bin');
    tools = join(stage.home.folder, 'tools');
    mkdirSync(tools);
    symlinkSync('/bin/sh', join(tools, 'sh'));
    config = stage.home.environment.XDG_CONFIG_HOME ?? join(stage.home.environment.HOME ?? '', '.config');
  });

  const run = (words: readonly string[], environment: Record<string, string> = {}) =>
    stage.roletap(words, { environment: { PATH: `${bin}:${tools}`, ...environment } });
  const touched = async (words: readonly string[], environment: Record<string, string> = {}) => {
    const running = run(words, environment);
    await plugged.blinking();
    plugged.key.touch();
    return running.ended;
  };
  const logins = () => stage.simulator.requests.filter(({ action }) => action === 'login');
  const twoProfiles = (name: string) =>
    put(
      join(config, name, 'Local State'),
      JSON.stringify({ profile: { info_cache: { Default: { name: 'Home' }, 'Profile 1': { name: 'Work' } } } }),
    );
  /** A browser that notes how it was started, and comes for the link as one would. */
  const standIn = (name: string, ends = 0) => {
    const noted = join(stage.home.folder, `${name}.json`);
    const does = `const words=process.argv.slice(1);require("node:fs").writeFileSync(${JSON.stringify(noted)},JSON.stringify(words));
const last=words.at(-1);const address=last.startsWith("ext+container:")?new URLSearchParams(last.slice(14)).get("url"):last;
if(${ends})process.exit(${ends});fetch(address).then((answer)=>answer.text())`;
    put(join(bin, name), `#!/bin/sh\nexec '${process.execPath}' -e '${does.replaceAll('\n', ' ')}' -- "$@"\n`, 0o755);
    return () => JSON.parse(readFileSync(noted, 'utf8')) as readonly string[];
  };

  test('a container of Firefox’s opens by the add-on that leads into it, and is refused without', async () => {
    const profile = join(stage.home.environment.HOME ?? '', '.mozilla/firefox/x.team');
    put(join(dirname(profile), 'profiles.ini'), '[General]\nVersion=2\n\n[Profile0]\nName=team\nIsRelative=1\nPath=x.team\n');
    put(
      join(profile, 'containers.json'),
      JSON.stringify({
        identities: [
          { public: true, name: 'Acme & Co' },
          { public: false, name: 'hidden' },
          { public: true, l10nId: 'user-context-banking' },
        ],
      }),
    );
    const noted = standIn('firefox');
    const listed = await run(['browsers', '--json']).ended;
    expect(listed.json()).toEqual({
      browsers: [
        { id: 'firefox/team', label: 'Firefox, team' },
        { id: 'firefox/team/Acme & Co', label: 'Firefox, team, Acme & Co', lacksAddOn: true },
        { id: 'firefox/team/Banking', label: 'Firefox, team, Banking', lacksAddOn: true },
      ],
    });
    const refused = await run(['console', 'dev', '--browser', 'acme']).ended;
    expect(refused.stderr).toContain('Open external links in a container');
    expect(stage.simulator.requests).toEqual([]);
    put(join(profile, 'extensions.json'), JSON.stringify({ addons: [{ id: '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}', active: true }] }));
    const opened = await touched(['console', 'dev', '--browser', 'acme', '--json']);
    expect(opened.json()).toMatchObject({ browser: 'firefox/team/Acme & Co' });
    expect(noted()).toEqual(['-P', 'team', expect.stringMatching(/^ext\+container:name=Acme%20%26%20Co&url=http%3A%2F%2F127\.0\.0\.1/)]);
    await expect.poll(logins).toHaveLength(1);
  });

  test('the link is on no command line', async () => {
    twoProfiles('google-chrome');
    const noted = standIn('google-chrome');
    expect((await touched(['console', 'dev', '--browser', 'chrome/Profile 1'])).code).toBe(0);
    expect(noted()).toEqual(['--profile-directory=Profile 1', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/)]);
    expect(noted().join(' ')).not.toMatch(/SigninToken|federation/);
  });

  test('a browser that is unknown, gone, in use elsewhere, or without a service of that name is told before a touch', async () => {
    twoProfiles('google-chrome');
    const noted = standIn('google-chrome');
    const unknown = await run(['console', 'dev', '--browser', 'chrom/Default']).ended;
    expect(unknown.stderr).toContain('The closest is chrome/Default.');
    expect((await run(['console', 'dev', '--service', 'EC2/../x']).ended).stderr).toContain('isn’t a service');
    expect((await run(['console', 'dev', '--region', 'cn-north-1']).ended).stderr).toContain('isn’t a region');
    expect(stage.simulator.requests).toEqual([]);
    expect((await touched(['console', 'dev', '--browser', 'Work'])).code).toBe(0);
    expect(noted()).toHaveLength(2);
    // Another computer has the person's home on its disk, and the browser open.
    symlinkSync('another-computer-4711', join(config, 'google-chrome/SingletonLock'));
    expect((await run(['console', 'dev']).ended).stderr).toContain('another computer (another-computer)');
    standIn('google-chrome', 21);
    put(join(config, 'google-chrome/Local State'), JSON.stringify({ profile: { info_cache: { Default: { name: 'Home' } } } }));
    expect((await run(['console', 'dev']).ended).stderr).toContain('doesn’t exist any more');
    expect((await run(['console', 'dev', '--browser', 'system', '--json']).ended).stdout).toContain('xdg-open');
  });

  test('a browser that ends because its profile is in use says so', async () => {
    twoProfiles('google-chrome');
    standIn('google-chrome', 21);
    expect((await touched(['console', 'dev', '--browser', 'Home'])).stderr).toContain('in use elsewhere');
  });
});
