/** Content of an element: text, a list of `member`s, or elements in order. Undefined elements are left out. */
export type XmlNode = string | number | boolean | readonly XmlNode[] | { readonly [name: string]: XmlNode | undefined };

const namespaces: Readonly<Record<string, string>> = {
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
};

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);

const render = (node: XmlNode): string => {
  if (typeof node !== 'object') return escapeXml(String(node));
  if (Array.isArray(node)) return node.map((member: XmlNode) => `<member>${render(member)}</member>`).join('');
  return Object.entries(node)
    .map(([name, child]) => (child === undefined ? '' : `<${name}>${render(child)}</${name}>`))
    .join('');
};

/** A successful answer of the AWS query protocol; calls without output have no result element. */
export const successXml = (service: string, action: string, requestId: string, result: XmlNode | undefined): string => {
  const inner = result === undefined ? '' : `<${action}Result>${render(result)}</${action}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${action}Response xmlns="${namespaces[service] ?? ''}">${inner}${metadata}</${action}Response>`;
};

/** A refusal of the AWS query protocol. */
export const errorXml = (service: string, status: number, code: string, message: string, requestId: string): string =>
  `<ErrorResponse xmlns="${namespaces[service] ?? namespaces.sts}"><Error><Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type>` +
  `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;

/** ISO 8601 with whole seconds, as AWS writes it. */
export const isoSeconds = (millis: number): string => `${new Date(millis).toISOString().slice(0, 19)}Z`;
