import type { CommandName, CommandPayload } from '../contract/commands.ts';
import type { TapContext } from './context.ts';

/** The commands of the devices' screen and of a key's password. */
export type DevicesCommand = Extract<
  CommandName,
  | 'openDevices'
  | 'closeDevices'
  | 'removeDevice'
  | 'confirmRemove'
  | 'resyncDevice'
  | 'cleanLeftover'
  | 'renameAccount'
  | 'setPassword'
  | 'removePassword'
  | 'forgetPassword'
  | 'copyAdvice'
>;

export type DevicesHandlers = { readonly [N in DevicesCommand]: (payload: CommandPayload<N>) => boolean };

/** Each gives whether the command could be taken now. */
export const createDevicesHandlers = (_context: TapContext): DevicesHandlers => ({
  openDevices: () => false,
  closeDevices: () => false,
  removeDevice: () => false,
  confirmRemove: () => false,
  resyncDevice: () => false,
  cleanLeftover: () => false,
  renameAccount: () => false,
  setPassword: () => false,
  removePassword: () => false,
  forgetPassword: () => false,
  copyAdvice: () => false,
});
