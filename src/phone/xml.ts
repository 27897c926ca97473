/** XML as far as TwiML needs it: elements, attributes, text, comments, CDATA. Anything doubtful is an error. */

/** An element; its text is what stands directly in it. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** What is no XML; `at` counts characters from 0. */
export class XmlError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(`${message} at character ${at}`);
    this.name = 'XmlError';
  }
}

const namePattern = /[A-Za-z_][\w.-]*/y;
const attributePattern = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const skippedPattern = /(?:\s+|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)*/y;
const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads one document. Throws `XmlError`. */
export function parseXml(source: string): Element {
  const text = source.replace(/^\ufeff/, '');
  const start = skip(text, 0);
  if (text.startsWith('<!DOCTYPE', start)) throw new XmlError('a document type is not taken', start);
  const { element, end } = readElement(text, start);
  const rest = skip(text, end);
  if (rest < text.length) throw new XmlError('something follows the root element', rest);
  return element;
}

function readElement(text: string, from: number): { element: Element; end: number } {
  if (text[from] !== '<') throw new XmlError('an element was expected', from);
  const name = match(namePattern, text, from + 1)?.[0];
  if (!name) throw new XmlError('an element needs a name', from + 1);
  const element: Element = { name, attributes: {}, children: [], text: '' };
  let at = readAttributes(text, from + 1 + name.length, element.attributes);
  at = skipSpace(text, at);
  if (text.startsWith('/>', at)) return { element, end: at + 2 };
  if (text[at] !== '>') throw new XmlError(`<${name}> is not closed`, at);
  return { element, end: readContent(text, at + 1, element) };
}

function readAttributes(text: string, from: number, into: Record<string, string>): number {
  let at = from;
  for (;;) {
    const found = match(attributePattern, text, at);
    if (!found) return at;
    const [whole, name = '', double, single] = found;
    if (name in into) throw new XmlError(`${name} stands twice`, at);
    into[name] = decoded(double ?? single ?? '', at);
    at += whole.length;
  }
}

function readContent(text: string, from: number, parent: Element): number {
  let at = from;
  for (;;) {
    if (at >= text.length) throw new XmlError(`<${parent.name}> has no end`, at);
    if (text.startsWith('</', at)) return readEnd(text, at, parent.name);
    if (text.startsWith('<!--', at)) {
      at = after(text, '-->', at);
    } else if (text.startsWith('<![CDATA[', at)) {
      const end = after(text, ']]>', at);
      parent.text += text.slice(at + 9, end - 3);
      at = end;
    } else if (text[at] === '<') {
      const { element, end } = readElement(text, at);
      parent.children.push(element);
      at = end;
    } else {
      const next = text.indexOf('<', at);
      const end = next < 0 ? text.length : next;
      parent.text += decoded(text.slice(at, end), at);
      at = end;
    }
  }
}

function readEnd(text: string, at: number, name: string): number {
  const end = text.indexOf('>', at);
  const found = text.slice(at + 2, end < 0 ? undefined : end).trim();
  if (end < 0 || found !== name) throw new XmlError(`</${name}> was expected`, at);
  return end + 1;
}

function decoded(text: string, at: number): string {
  return text.replace(/&([^;\s]{0,10};?)/g, (whole, rest: string) => {
    const name = rest.endsWith(';') ? rest.slice(0, -1) : '';
    const number = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
    if (number) return String.fromCodePoint(number[1] ? parseInt(number[1], 16) : Number(number[2]));
    const sign = named[name];
    if (sign === undefined) throw new XmlError(`${whole} is no reference; write &amp; for &`, at);
    return sign;
  });
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const skip = (text: string, at: number): number => at + (match(skippedPattern, text, at)?.[0].length ?? 0);
const skipSpace = (text: string, at: number): number => at + (match(/\s*/y, text, at)?.[0].length ?? 0);

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  if (at < 0) throw new XmlError(`${mark} is missing`, from);
  return at + mark.length;
}
