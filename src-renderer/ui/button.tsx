import type { ComponentProps } from 'react';
import { kitTexts } from '../../src-main/words/window/kit.ts';
import * as styles from './button.module.css';
import { CrossIcon } from './drawings/icons.tsx';

const kinds = {
  plain: styles.plain,
  primary: styles.primary,
  /** Takes something away for good. */
  danger: styles.danger,
  small: styles.small,
  icon: styles.icon,
  /** Reads like a link in a sentence. */
  link: styles.link,
  /** No look of its own: the place that it is in gives one. */
  bare: '',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: keyof typeof kinds;
  /** Red words: it begins something that takes away, and asks first. */
  readonly isHarsh?: boolean;
}

/** Every button of the window. `className` places it; how it looks is its kind. */
export const Button = ({ kind = 'plain', isHarsh = false, className, ...rest }: ButtonProps) => {
  const classes = [kinds[kind], isHarsh ? styles.harsh : '', className ?? ''].filter((name) => name !== '').join(' ');
  return <button type="button" className={classes === '' ? undefined : classes} {...rest} />;
};

/** Puts away a thing that was told; `title` is the thing's own, for those who hear it. */
export const DismissButton = ({
  title,
  className,
  onDismiss,
}: {
  readonly title: string;
  readonly className?: string;
  readonly onDismiss: () => void;
}) => (
  <Button kind="icon" className={className} aria-label={kitTexts.dismissOf(title)} title={kitTexts.dismiss} onClick={onDismiss}>
    <CrossIcon size={14} />
  </Button>
);
