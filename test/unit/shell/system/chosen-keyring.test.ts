import { describe, expect, it } from 'vitest';
import { chosenKeyring } from '../../../../src-main/shell/system/chosen-keyring.ts';

describe('the keyring that Chromium chooses', () => {
  it.each([
    ['', undefined, 'basic_text'],
    ['', 'i3', 'basic_text'],
    ['', 'GNOME', 'gnome_libsecret'],
    ['', 'ubuntu:GNOME', 'gnome_libsecret'],
    ['', 'KDE', 'kwallet'],
    ['basic', 'GNOME', 'basic_text'],
    ['gnome-libsecret', undefined, 'gnome_libsecret'],
    ['gnome', 'KDE', 'gnome_libsecret'],
    ['kwallet6', 'GNOME', 'kwallet'],
  ])('with --password-store=%j on desktop %s is %s', (passwordStore, desktop, keyring) => {
    expect(chosenKeyring(passwordStore, { XDG_CURRENT_DESKTOP: desktop })).toBe(keyring);
  });
});
