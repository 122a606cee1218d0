import { CardFault } from './card-connection.ts';
import { firstFaultOf } from './pcsc-faults.ts';

/** The parts of the binding that are used; it is loaded when first needed, so that a computer without PC/SC has no service instead of no program. */
export type Binding = typeof import('smartcard');
export type Context = InstanceType<Binding['Context']>;

/** A new context of the service. Rejects with `CardFault`. */
export const openContext = async (): Promise<{ readonly binding: Binding; readonly context: Context }> => {
  let binding: Binding;
  try {
    binding = await import('smartcard');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') throw new CardFault('no-binding');
    // No libpcsclite on this computer.
    throw new CardFault('no-service', 'no library');
  }
  try {
    return { binding, context: new binding.Context() };
  } catch (error) {
    throw firstFaultOf(error);
  }
};
