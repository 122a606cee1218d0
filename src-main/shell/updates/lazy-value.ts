/** Stands in for the package lazy-val, which has no text of its licence: the same, for electron-updater (scripts/lib/bundle.mjs). */
export class Lazy<T> {
  private made: { readonly value: T } | undefined;
  private readonly create: () => T;

  constructor(create: () => T) {
    this.create = create;
  }

  get hasValue(): boolean {
    return this.made !== undefined;
  }

  get value(): T {
    this.made ??= { value: this.create() };
    return this.made.value;
  }

  set value(value: T) {
    this.made = { value };
  }
}
