export function buildSite(places: { readonly output: string; readonly work: string }): Promise<number>;
export function siteLink(href: string): string;
