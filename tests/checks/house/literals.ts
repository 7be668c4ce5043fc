import { parse } from 'svelte/compiler';
import ts from 'typescript';

/** How a file names another: `type` disappears at compiling, `dynamic` is loaded when it is needed. */
export interface Import {
  line: number;
  /** What stands between the quotes; undefined when it is computed, so that nobody can tell. */
  specifier: string | undefined;
  how: 'static' | 'type' | 'dynamic';
}

export interface Literal {
  line: number;
  text: string;
}

export interface Found {
  imports: Import[];
  literals: Literal[];
}

/** The imports and the string literals of a `.ts`, `.svelte` (script and markup) or `.css` file. */
export function findIn(file: string, text: string): Found {
  const key = `${file}\0${text}`;
  const found = known.get(key) ?? read(file, text);
  known.set(key, found);
  return found;
}

/** Each rule looks at each file, and parsing is what takes time. */
const known = new Map<string, Found>();

function read(file: string, text: string): Found {
  if (file.endsWith('.svelte')) return findInSvelte(text);
  return file.endsWith('.css') ? { imports: cssImports(text), literals: [] } : findInTypeScript(file, text);
}

function findInTypeScript(file: string, text: string): Found {
  const found: Found = { imports: [], literals: [] };
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (node: ts.Node) => source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
  const named = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node.text : undefined);
  const add = (node: ts.Node, specifier: string | undefined, how: Import['how']) =>
    found.imports.push({ line: lineOf(node), specifier, how });

  for (const reference of source.referencedFiles) found.imports.push({ line: 1, specifier: reference.fileName, how: 'type' });

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) {
      add(node, named(node.moduleSpecifier), node.importClause?.isTypeOnly ? 'type' : 'static');
    } else if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier) add(node, named(node.moduleSpecifier), node.isTypeOnly ? 'type' : 'static');
      else ts.forEachChild(node, visit);
    } else if (ts.isImportTypeNode(node)) {
      add(node, ts.isLiteralTypeNode(node.argument) ? named(node.argument.literal) : undefined, 'type');
      node.typeArguments?.forEach(visit);
    } else if (ts.isCallExpression(node) && isImportCall(node)) {
      add(node, named(node.arguments[0]), 'dynamic');
      node.arguments.forEach(argument => !ts.isStringLiteralLike(argument) && visit(argument));
    } else {
      if (ts.isStringLiteralLike(node)) found.literals.push({ line: lineOf(node), text: node.text });
      ts.forEachChild(node, visit);
    }
  }

  visit(source);
  return found;
}

/** `import('x')`, and `import.meta.glob('x')`, which Vite turns into imports. */
function isImportCall(node: ts.CallExpression): boolean {
  return node.expression.kind === ts.SyntaxKind.ImportKeyword || /^import\.meta\.glob\b/.test(node.expression.getText());
}

interface SvelteNode {
  type?: unknown;
  start?: unknown;
  [key: string]: unknown;
}

function findInSvelte(text: string): Found {
  const found: Found = { imports: [], literals: [] };
  const lineAt = (position: unknown) => text.slice(0, Number(position)).split('\n').length;
  const textOf = (node: unknown) => (isNode(node) && typeof node['value'] === 'string' ? node['value'] : undefined);

  function visit(node: SvelteNode): void {
    const line = lineAt(node.start);
    if (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
      const isType = node['importKind'] === 'type' || node['exportKind'] === 'type';
      if (node['source']) found.imports.push({ line, specifier: textOf(node['source']), how: isType ? 'type' : 'static' });
      if (node['declaration']) each(node['declaration']);
      return;
    }
    if (node.type === 'ImportExpression') return void found.imports.push({ line, specifier: textOf(node['source']), how: 'dynamic' });
    if (node.type === 'TSImportType') return void found.imports.push({ line, specifier: textOf(node['argument']), how: 'type' });
    if (node.type === 'Literal' && typeof node['value'] === 'string') found.literals.push({ line, text: node['value'] });
    if (node.type === 'TemplateElement') found.literals.push({ line, text: String((node['value'] as { cooked?: string }).cooked) });
    if (node.type === 'Attribute') {
      const value = node['value'];
      const parts = Array.isArray(value) ? value.filter(isNode) : [];
      for (const part of parts) if (part.type === 'Text') found.literals.push({ line, text: String(part['data']) });
    }
    for (const child of Object.values(node)) each(child);
  }

  function each(value: unknown): void {
    if (Array.isArray(value)) value.forEach(each);
    else if (isNode(value)) visit(value);
  }

  const { css, ...rest } = parse(text, { modern: true });
  each(rest);
  found.imports.push(...cssImports(css ? text.slice(css.content.start, css.content.end) : ''));
  return found;
}

function isNode(value: unknown): value is SvelteNode {
  return typeof value === 'object' && value !== null;
}

function cssImports(text: string): Import[] {
  return [...text.matchAll(/@import\s+(?:url\(\s*)?['"]?([^'")\s;]+)/g)].map(match => ({
    line: text.slice(0, match.index).split('\n').length,
    specifier: match[1],
    how: 'static',
  }));
}
