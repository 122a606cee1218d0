import { app } from 'electron';
import { runtimeFolder } from '../../storage/login-file.adapter.ts';
import { createKeptSecrets, type KeptSecrets, type KeptSecretsNeeds } from '../../storage/secrets/kept-secrets.adapter.ts';
import { createKeyring } from '../../storage/secrets/keyring.adapter.ts';
import { noKeyring } from '../../storage/secrets/keyring.ts';
import { openOldKey } from './electron-versions.adapter.ts';

/** What is kept under the system's keyring, with what older versions kept under Electron's. `--password-store=basic` is for those who want no keyring. */
export const openKeptSecrets = (needs: Omit<KeptSecretsNeeds, 'keyring' | 'openOld' | 'runtimeFolder'>): KeptSecrets =>
  createKeptSecrets({
    ...needs,
    keyring: app.commandLine.getSwitchValue('password-store') === 'basic' ? noKeyring : createKeyring(process),
    openOld: openOldKey,
    runtimeFolder: runtimeFolder(process.env, process.platform, process.getuid?.()),
  });
