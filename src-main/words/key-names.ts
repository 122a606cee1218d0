/** How a YubiKey is called in a sentence; one that hides its serial has none. */

/** `YubiKey 12345678`, or `the YubiKey`. */
export const theKey = (serial?: number): string => (serial === undefined ? 'the YubiKey' : `YubiKey ${serial}`);

/** The same at the start of a sentence. */
export const TheKey = (serial?: number): string => (serial === undefined ? 'The YubiKey' : `YubiKey ${serial}`);

/** `YubiKey 12345678`, or `your YubiKey`: of a key that a person is to take. */
export const yourKey = (serial?: number): string => (serial === undefined ? 'your YubiKey' : `YubiKey ${serial}`);

/** The model with its serial: `YubiKey 5C NFC 12345678`. */
export const fullName = ({ name, serial }: { readonly name: string; readonly serial?: number }): string =>
  serial === undefined ? name : `${name} ${serial}`;
