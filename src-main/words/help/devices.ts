import type { HelpTable } from './help-table.ts';

/** The commands that care for YubiKeys and MFA devices, and those about Roletap itself. */
export const deviceHelp: HelpTable = {
  keys: { usage: ['keys'], does: 'list connected YubiKeys', example: ['keys', 'serial, model, firmware and state'] },
  accounts: {
    usage: ['accounts'],
    does: 'list the OATH accounts on your YubiKeys',
    example: ['accounts --key 12345678', 'those on one YubiKey'],
  },
  rename: {
    usage: ['rename ACCOUNT NEW'],
    does: 'rename an OATH account on a YubiKey',
    example: ['rename jane AWS:jane@111122223333', 'the codes stay the same'],
  },
  password: {
    usage: ['password set', 'password remove'],
    does: 'set or remove a YubiKey’s OATH password',
    more: 'Type the new password, or pass it on standard input.',
    example: ['password set', 'asks for the new one twice'],
  },
  devices: {
    usage: ['devices'],
    does: 'list an IAM user’s MFA devices and the YubiKeys they are on',
    example: ['devices --source jane', 'jane’s devices, and what was left behind'],
  },
  resync: {
    usage: ['resync DEVICE'],
    does: 'resync a device with AWS (two codes)',
    example: ['resync jane', 'for codes that AWS rejects again and again'],
  },
  remove: {
    usage: ['remove DEVICE', 'remove --resume ID', 'remove --undo ID'],
    does: 'remove a device from AWS and its OATH account from the YubiKey',
    options: { '--resume ID, --undo ID': 'continue an interrupted removal, or enable the device again' },
    example: ['remove jane-old', 'shows the other ways in, then asks'],
  },
  lost: {
    usage: ['lost [DEVICE]'],
    does: 'replace a lost key: remove its device, update your profiles, add a spare',
    more: 'Without another device, it shows what to send to your administrator.',
    example: ['lost jane', 'run it again to continue where it stopped'],
  },
  doctor: {
    usage: ['doctor'],
    does: 'check that everything is ready for tapping in',
    options: { '--platform': 'check what differs between systems: keyring, native modules, signature' },
    example: ['doctor', 'needs no touch, and says what to fix'],
  },
  prompt: {
    usage: ['prompt SHELL'],
    does: 'print the lines that show the role and its time left in your prompt',
    more: 'SHELL is bash, zsh, fish or starship.',
    example: ['prompt zsh', 'for ~/.zshrc: `eval "$(roletap prompt zsh)"`'],
  },
  completion: {
    usage: ['completion SHELL'],
    does: 'print shell completion',
    more: 'SHELL is bash, zsh, fish or powershell.',
    example: ['completion bash', 'for ~/.bashrc: `eval "$(roletap completion bash)"`'],
  },
  demo: {
    usage: ['demo'],
    does: 'try everything with a virtual YubiKey and a simulated AWS',
    example: ['demo', 'your own files aren’t touched'],
  },
  help: {
    usage: ['help [COMMAND]'],
    does: 'show help for all commands or one',
    example: ['help tap', 'the same as `roletap tap --help`'],
  },
};
