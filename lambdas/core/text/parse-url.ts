/**
 * An address, or undefined when it is none. Not by `URL.canParse`: that of Node 20, once compiled for speed, takes `é` for
 * broken UTF-8 and says no to hosts such as `http://équateur.example`.
 */
export function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
