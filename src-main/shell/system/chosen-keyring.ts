/** Desktops for which Chromium takes the Secret Service, and those for which it takes KWallet (components/os_crypt, `SelectBackend`). */
const withSecretService = new Set(['gnome', 'unity', 'x-cinnamon', 'pantheon', 'xfce', 'deepin', 'ukui']);

/**
 * Which keyring Chromium chooses on Linux, without opening one: Electron 25 tells only by opening it, and that stops everything until the keyring is
 * unlocked. `passwordStore` is the switch of that name. It may turn out that nobody answers; then sealing fails.
 */
export const chosenKeyring = (
  passwordStore: string,
  env: Readonly<Record<string, string | undefined>>,
): 'basic_text' | 'gnome_libsecret' | 'kwallet' => {
  if (passwordStore === 'basic') return 'basic_text';
  if (passwordStore.startsWith('gnome')) return 'gnome_libsecret';
  if (passwordStore.startsWith('kwallet')) return 'kwallet';
  const desktops = (env.XDG_CURRENT_DESKTOP ?? '').toLowerCase().split(':');
  if (desktops.includes('kde')) return 'kwallet';
  return desktops.some((desktop) => withSecretService.has(desktop)) ? 'gnome_libsecret' : 'basic_text';
};
