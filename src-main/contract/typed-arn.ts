/** A role's ARN as it is typed, for the picture only: main checks it when it is saved. */
export type TypedArn =
  | { readonly kind: 'empty' | 'partial' | 'other' }
  /** `name` may have `*` or `?` in it, which are to be replaced. */
  | {
      readonly kind: 'role' | 'pattern';
      readonly partition: string;
      readonly accountId: string;
      readonly path: string;
      readonly name: string;
    };

const whole = /^arn:(aws[a-z-]*):iam::(\d{12}|\*|):role(\/(?:[^\s]*\/)?)([^\s/]+)$/;
/** What an ARN of a role can begin with. */
const beginning = 'arn:aws:iam::000000000000:role/';

export const readTypedArn = (typed: string): TypedArn => {
  const text = typed.trim();
  if (text === '') return { kind: 'empty' };
  const parts = whole.exec(text);
  if (parts) {
    const [, partition = '', accountId = '', path = '/', name = ''] = parts;
    const isPattern = /[*?]/.test(`${accountId}${path}${name}`) || accountId === '';
    return { kind: isPattern ? 'pattern' : 'role', partition, accountId, path, name };
  }
  const digits = text.replace(/\d/g, '0').replace(/^arn:aws[a-z-]+:/, 'arn:aws:');
  return { kind: beginning.startsWith(digits) ? 'partial' : 'other' };
};

/** A name for a role that has none: the role's own, as a profile's name is written. */
export const suggestedName = (arn: TypedArn): string => (arn.kind === 'role' ? arn.name.replace(/[^A-Za-z0-9_.@+-]/g, '-') : '');
