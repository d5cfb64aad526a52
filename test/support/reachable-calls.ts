import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');
const LAMBDA = path.join(ROOT, 'lambda');
const LIGHTSAIL_CLIENT = '/@aws-sdk/client-lightsail/';

/** The operations that the function calls without an SDK's client, as IAM names them. */
const OTHER_SERVICES: Readonly<Record<string, string>> = {
  DescribeExecution: 'states:DescribeExecution',
  DescribeStackResource: 'cloudformation:DescribeStackResource',
  DescribeStacks: 'cloudformation:DescribeStacks',
  GetCalendarState: 'ssm:GetCalendarState',
  GetMetricData: 'cloudwatch:GetMetricData',
  GetTemplate: 'cloudformation:GetTemplate',
  PutEvents: 'events:PutEvents',
  PutMetricData: 'cloudwatch:PutMetricData',
  StartExecution: 'states:StartExecution',
};

/** What is not followed: files by how their path below lambda/ begins, and actions. Each must be met, or it is out of date. */
export interface Exclusions {
  readonly files?: readonly string[];
  readonly actions?: readonly string[];
}

interface References {
  readonly nodes: ReadonlySet<ts.Node>;
  readonly actions: ReadonlySet<string>;
}

/**
 * Which AWS calls code can make, found in the code itself.
 *
 * It follows every reference from an entry: to functions, constants, classes and members, by TypeScript's own resolution of
 * names. A member of an interface stands for that member of every class that declares to implement the interface, or can be
 * assigned to it. The calls are the commands of the Lightsail client that reachable code refers to, and the names of
 * other services' operations in it.
 *
 * Approximations, all to the safe side: conditions and arguments are ignored, so code that is never run for a construct
 * counts unless it is excluded; a function that is only mentioned counts as called. To the other side: what is reached by
 * computed names (`object[name]`) is not seen; the code has none that lead to a call.
 */
export class ReachableCalls {
  private readonly program: ts.Program;
  private readonly checker: ts.TypeChecker;
  private readonly classes: readonly ts.ClassDeclaration[];
  private readonly known = new Map<ts.Node, References>();

  constructor() {
    const config = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), (file) => fs.readFileSync(file, 'utf8')).config as object;
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['lambda/index.ts'] }, ts.sys, ROOT);
    this.program = ts.createProgram([path.join(LAMBDA, 'index.ts')], options);
    this.checker = this.program.getTypeChecker();
    this.classes = this.program.getSourceFiles().filter((file) => isOurs(file)).flatMap((file) => file.statements.filter(ts.isClassDeclaration));
  }

  /** The IAM actions of all calls that can be reached from what these files (below lambda/) export. */
  from(entries: readonly string[], { files = [], actions = [] }: Exclusions = {}): string[] {
    const met = new Set<string>();
    const found = new Set<string>();
    const seen = new Set<ts.Node>();
    const queue: ts.Node[] = [];
    const reach = (node: ts.Node) => {
      const file = path.relative(LAMBDA, node.getSourceFile().fileName);
      const excluded = files.find((prefix) => file.startsWith(prefix));
      if (excluded !== undefined) met.add(excluded);
      else if (!seen.has(node)) queue.push(node);
      seen.add(node);
    };
    for (const entry of entries) this.file(entry).statements.filter(isDefinition).forEach((node) => parts(node).forEach(reach));
    for (let node = queue.pop(); node; node = queue.pop()) {
      const references = this.references(node);
      references.nodes.forEach(reach);
      for (const action of references.actions) (actions.includes(action) ? met : found).add(action);
    }
    const unmet = [...files, ...actions].filter((exclusion) => !met.has(exclusion));
    if (unmet.length > 0) throw new Error(`Nothing reaches what is excluded: ${unmet.join(', ')}. Remove it.`);
    return [...found].sort();
  }

  private file(name: string): ts.SourceFile {
    const file = this.program.getSourceFile(path.join(LAMBDA, name));
    if (!file) throw new Error(`lambda/${name} is no part of the function. If it was renamed, name it so here.`);
    return file;
  }

  /** What a definition refers to. */
  private references(node: ts.Node): References {
    const known = this.known.get(node);
    if (known) return known;
    const references = { nodes: new Set<ts.Node>(), actions: new Set<string>() };
    this.visit(node, (other) => references.nodes.add(other), (action) => references.actions.add(action));
    this.known.set(node, references);
    return references;
  }

  private visit(node: ts.Node, reach: (node: ts.Node) => void, call: (action: string) => void): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword) return;
    const operation = operationOf(node);
    if (operation !== undefined) call(operation);
    if (ts.isIdentifier(node)) this.follow(node, reach, call);
    ts.forEachChild(node, (child) => this.visit(child, reach, call));
  }

  private follow(name: ts.Identifier, reach: (node: ts.Node) => void, call: (action: string) => void): void {
    for (const declaration of this.declarations(name)) {
      const file = declaration.getSourceFile();
      if (file.fileName.includes(LIGHTSAIL_CLIENT) && name.text.endsWith('Command')) call(`lightsail:${name.text.slice(0, -'Command'.length)}`);
      if (!isOurs(file)) continue;
      if (ts.isClassDeclaration(declaration)) {
        declaration.members.filter((member) => ts.isConstructorDeclaration(member) || ts.isPropertyDeclaration(member)).forEach(reach);
        declaration.heritageClauses?.forEach(reach);
      } else if (isMember(declaration)) {
        for (const member of this.implementations(declaration, name.text)) reach(member);
      } else if (ts.isFunctionDeclaration(declaration) || ts.isVariableDeclaration(declaration)) {
        reach(declaration);
      }
    }
  }

  private declarations(name: ts.Identifier): readonly ts.Declaration[] {
    const shorthand = ts.isShorthandPropertyAssignment(name.parent) ? this.checker.getShorthandAssignmentValueSymbol(name.parent) : undefined;
    // `{ get }` of a destructured parameter stands for the member of that name.
    const pattern = ts.isBindingElement(name.parent) && ts.isObjectBindingPattern(name.parent.parent)
      ? this.checker.getTypeAtLocation(name.parent.parent).getProperty((name.parent.propertyName ?? name.parent.name).getText())
      : undefined;
    return [shorthand ?? this.checker.getSymbolAtLocation(name), pattern]
      .flatMap((symbol) => symbol ?? [])
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol)) // eslint-disable-line no-bitwise
      .flatMap((symbol) => symbol.declarations ?? []);
  }

  /** A member itself, and those of the same name in the classes that may stand in for its owner. */
  private implementations(member: ts.Declaration, name: string): ts.Node[] {
    const owner = member.parent;
    if (!ts.isInterfaceDeclaration(owner) && !ts.isClassDeclaration(owner)) return [member];
    const type = this.checker.getTypeAtLocation(owner);
    const standIns = this.classes.filter((candidate) => candidate !== owner && this.standsInFor(candidate, owner, type))
      .flatMap((candidate) => candidate.members.filter((other) => other.name?.getText() === name));
    return [member, ...standIns];
  }

  private standsInFor(candidate: ts.ClassDeclaration, owner: ts.Node, type: ts.Type): boolean {
    const declared = (candidate.heritageClauses ?? []).flatMap(({ types }) => types.map((clause) => this.checker.getTypeAtLocation(clause)));
    const closure = new Set<ts.Symbol>();
    for (let base = declared.pop(); base; base = declared.pop()) {
      const symbol = base.getSymbol();
      if (!symbol || closure.has(symbol)) continue;
      closure.add(symbol);
      declared.push(...base.getBaseTypes() ?? []);
    }
    if ([...closure].some((symbol) => symbol.declarations?.includes(owner as ts.Declaration))) return true;
    return ts.isInterfaceDeclaration(owner) && this.checker.isTypeAssignableTo(this.checker.getTypeAtLocation(candidate), type);
  }
}

function isOurs(file: ts.SourceFile): boolean {
  return file.fileName.startsWith(`${LAMBDA}${path.sep}`);
}

function isMember(node: ts.Declaration): boolean {
  return ts.isMethodDeclaration(node) || ts.isMethodSignature(node) || ts.isPropertyDeclaration(node) || ts.isPropertySignature(node)
    || ts.isGetAccessorDeclaration(node);
}

function isDefinition(node: ts.Statement): node is ts.ClassDeclaration | ts.FunctionDeclaration | ts.VariableStatement {
  const exported = ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  return exported === true && (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isVariableStatement(node));
}

/** Of an entry, everything may be used. */
function parts(node: ts.Node): readonly ts.Node[] {
  return ts.isClassDeclaration(node) ? node.members : [node];
}

/** An operation of another service, by its name. One in the place of a name that is not known here fails the test. */
function operationOf(node: ts.Node): string | undefined {
  if (!ts.isStringLiteral(node)) return undefined;
  if (Object.hasOwn(OTHER_SERVICES, node.text)) return OTHER_SERVICES[node.text];
  const { parent } = node;
  const isCall = ts.isCallExpression(parent) && parent.arguments[0] === node && ts.isPropertyAccessExpression(parent.expression)
    && parent.expression.name.text === 'call';
  const isAction = ts.isPropertyAssignment(parent) && parent.name.getText() === 'Action';
  if ((isCall || isAction) && /^[A-Z]\w+$/.test(node.text)) throw new Error(`Which IAM action is ${node.text}? Add it to OTHER_SERVICES.`);
  return undefined;
}
