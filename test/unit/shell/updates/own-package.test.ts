import { describe, expect, it } from 'vitest';
import { Lazy } from '../../../../src-main/shell/updates/lazy-value.ts';
import {
  isForCopy,
  isFromRepository,
  isSafeFeed,
  ownAppImage,
  ownPackage,
  packageManner,
} from '../../../../src-main/shell/updates/own-package.ts';

describe('where this copy came from', () => {
  it('is an AppImage only where the program runs out of it, whatever a terminal in another AppImage hands on', () => {
    const env = { APPIMAGE: '/home/jane/Roletap.AppImage', APPDIR: '/tmp/.mount_Role' };
    expect(ownAppImage(env, '/tmp/.mount_Role/roletap')).toBe('/home/jane/Roletap.AppImage');
    expect(ownAppImage(env, '/opt/Roletap/roletap')).toBeUndefined();
    expect(ownAppImage({ APPIMAGE: env.APPIMAGE }, '/opt/Roletap/roletap')).toBeUndefined();
    expect(ownPackage('linux', undefined, env, '/tmp/.mount_Role/roletap')).toBe('app-image');
  });

  it('is what the package says of itself, and nothing for a copy without a package', () => {
    expect(ownPackage('linux', 'deb\n', {}, '/opt/Roletap/roletap')).toBe('deb');
    expect(ownPackage('linux', 'rpm', {}, '/opt/Roletap/roletap')).toBe('rpm');
    expect(ownPackage('linux', 'pacman', {}, '/opt/Roletap/roletap')).toBeUndefined();
    expect(ownPackage('linux', undefined, {}, '/opt/Roletap/roletap')).toBeUndefined();
    expect(ownPackage('darwin', undefined, {}, '')).toBe('mac');
    expect(ownPackage('win32', undefined, {}, '')).toBe('windows');
  });

  it('is a repository where the package manager knows the package from one, or cannot be asked', () => {
    const table = (...sources: readonly string[]) =>
      ['roletap:', '  Installed: 1.2.3', '  Candidate: 1.2.3', '  Version table:', ' *** 1.2.3 100', ...sources, ''].join('\n');
    const dpkg = '        100 /var/lib/dpkg/status';
    expect(isFromRepository('deb', table(dpkg))).toBe(false);
    expect(isFromRepository('deb', table('        500 https://packages.example stable/main amd64 Packages', dpkg))).toBe(true);
    expect(isFromRepository('deb', undefined)).toBe(true);
    expect(isFromRepository('rpm', '@commandline\n')).toBe(false);
    expect(isFromRepository('rpm', 'commandline')).toBe(false);
    expect(isFromRepository('rpm', '\n')).toBe(false);
    expect(isFromRepository('rpm', 'roletap-stable\n')).toBe(true);
    expect(isFromRepository('rpm', undefined)).toBe(true);
  });

  it('is put in place by who may: root, pkexec where it can ask, or the person', () => {
    const here = { root: false, pkexec: true, display: true };
    expect(packageManner(here)).toBe('password');
    expect(packageManner({ ...here, root: true, pkexec: false })).toBe('quit');
    expect(packageManner({ ...here, display: false })).toBe('hand');
    expect(packageManner({ ...here, pkexec: false })).toBe('hand');
  });

  it('asks no feed that others on the network can read or change', () => {
    expect(isSafeFeed('https://updates.example/roletap')).toBe(true);
    expect(isSafeFeed('http://127.0.0.1:8080/')).toBe(true);
    for (const url of ['http://updates.example/', 'http://127.0.0.1.evil.example/', 'file:///tmp/feed', 'feed', ''])
      expect(isSafeFeed(url), url).toBe(false);
  });
});

it('makes a lazy value once, as electron-updater expects it of the package', () => {
  let made = 0;
  const lazy = new Lazy(() => ++made);
  expect(lazy.hasValue).toBe(false);
  expect([lazy.value, lazy.value, made, lazy.hasValue]).toEqual([1, 1, 1, true]);
  lazy.value = 7;
  expect(lazy.value).toBe(7);
});

describe('a file of a release', () => {
  it('is for a copy of its kind and its processor alone', () => {
    const fits = (kind: Parameters<typeof isForCopy>[0], processor: string, names: readonly string[]) =>
      names.filter((name) => isForCopy(kind, processor, name));
    const linux = ['Roletap-1.3.0.AppImage', 'Roletap-1.3.0-arm64.AppImage', 'Roletap-x86_64.AppImage', 'roletap_1.3.0_amd64.deb'];
    const others = ['roletap_1.3.0_arm64.deb', 'roletap-1.3.0.x86_64.rpm', 'roletap-1.3.0.aarch64.rpm', 'roletap_1.3.0_armhf.deb'];
    const rest = ['Roletap-1.3.0-mac.zip', 'Roletap-1.3.0-arm64-mac.zip', 'Roletap-1.3.0-universal-mac.zip', 'Roletap Setup 1.3.0.exe'];
    const all = [...linux, ...others, ...rest].map((name) => `https://updates.example/arm64.AppImage/${name}`);
    const names = (...given: Parameters<typeof fits>) => fits(...given).map((name) => name.split('/').at(-1));
    expect(names('app-image', 'x64', all)).toEqual([linux[0], linux[2]]);
    expect(names('app-image', 'arm64', all)).toEqual([linux[1]]);
    expect(names('deb', 'x64', all)).toEqual([linux[3]]);
    expect(names('rpm', 'arm64', all)).toEqual([others[2]]);
    expect(names('mac', 'arm64', all)).toEqual([rest[1], rest[2]]);
    expect(names('windows', 'arm64', all)).toEqual([rest[3]]);
  });
});
