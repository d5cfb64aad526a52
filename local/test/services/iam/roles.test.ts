import { Account } from '../../../src/core/account';
import type { Properties, Provisioned, ResourceContext } from '../../../src/core/resource-type';
import { type ApiCall, type Service, ServiceError } from '../../../src/core/service';
import { Iam, type IamOptions } from '../../../src/services/iam/iam';
import { findRole, findRoleByArn, trustsService } from '../../../src/services/iam/roles';

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const allow = (...actions: string[]) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });
const deny = (...actions: string[]) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: actions, Resource: '*' }] });

/** A service that needs `echo:<operation>` on one resource. */
const echo: Service = {
  name: 'echo',
  authorization: (call: ApiCall) => [{ action: `echo:${call.operation}`, resource: 'arn:aws:echo:eu-central-1:123456789012:thing/1' }],
  handle: async (call: ApiCall) => ({ operation: call.operation }),
};

function setUp(options: IamOptions = { settleSeconds: 0, propagationSeconds: 0 }) {
  const account = new Account({ id: '123456789012', now: Date.UTC(2026, 0, 1) });
  account.add(echo);
  new Iam(account, options);
  const context = (logicalId: string): ResourceContext => ({
    account,
    region: 'eu-central-1',
    stackId: 'stack-id',
    stackName: 'app',
    logicalId,
    generateName: (maxLength) => `app-${logicalId}-ABCDEF123456`.slice(0, maxLength),
    assetPath: () => { throw new Error('IAM has no assets.'); },
  });
  const type = (name: string) => {
    const found = account.resourceTypes.get(name);
    if (!found) throw new Error(name);
    return found;
  };
  const run = <T>(work: Promise<T>): Promise<T> => account.clock.runUntil(work);
  return {
    account,
    create: (typeName: string, logicalId: string, properties: Properties): Promise<Provisioned> =>
      run(type(typeName).create(context(logicalId), properties)),
    update: (typeName: string, id: string, properties: Properties, old: Properties): Promise<Provisioned> =>
      run(type(typeName).update(context('X'), id, properties, old)),
    remove: (typeName: string, id: string, properties: Properties): Promise<void> =>
      run(type(typeName).delete(context('X'), id, properties)),
    call: async (operation: string, roleName = 'R') => account.call({
      service: 'echo',
      region: 'eu-central-1',
      operation,
      input: {},
      caller: { accessKeyId: 'ASIA1', arn: `arn:aws:sts::123456789012:assumed-role/${roleName}/f`, roleName },
    }),
  };
}

const role = (properties: Properties = {}): Properties => ({ RoleName: 'R', AssumeRolePolicyDocument: TRUST, ...properties });

describe('roles', () => {
  test('has a generated name, an ARN with its path, and an id', async () => {
    const { account, create } = setUp();
    const made = await create('AWS::IAM::Role', 'Role', { AssumeRolePolicyDocument: TRUST, Path: '/team/', Tags: [{ Key: 'a', Value: 'b' }] });
    expect(made.physicalId).toBe('app-Role-ABCDEF123456');
    expect(made.attributes.Arn).toBe('arn:aws:iam::123456789012:role/team/app-Role-ABCDEF123456');
    expect(made.attributes.RoleId).toMatch(/^AROA[A-Z0-9]{17}$/);
    const found = findRole(account, made.physicalId);
    expect(found).toBeDefined();
    expect(findRoleByArn(account, String(made.attributes.Arn))).toBe(found);
    expect(found && trustsService(found, 'lambda.amazonaws.com')).toBe(true);
    expect(found && trustsService(found, 'states.amazonaws.com')).toBe(false);
    expect(findRole(account, 'other')).toBeUndefined();
  });

  test('a name is used once', async () => {
    const { create } = setUp();
    await create('AWS::IAM::Role', 'A', role());
    await expect(create('AWS::IAM::Role', 'B', role())).rejects.toThrow('Role with name R already exists.');
  });

  test('a role that cannot be completed is not there', async () => {
    const { account, create } = setUp();
    await expect(create('AWS::IAM::Role', 'A', role({ ManagedPolicyArns: ['arn:aws:iam::123456789012:policy/none'] })))
      .rejects.toThrow(/policy\/none does not exist/);
    expect(findRole(account, 'R')).toBeUndefined();
  });

  test("AWS's own policies are refused by name if they are not known", async () => {
    const { create } = setUp();
    await expect(create('AWS::IAM::Role', 'A', role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonEC2FullAccess'] })))
      .rejects.toThrow("The local cloud does not know AWS's managed policy 'AmazonEC2FullAccess'");
  });

  test('the inline policies of a role have 10,240 characters together', async () => {
    const { create } = setUp();
    await create('AWS::IAM::Role', 'R', role());
    const large = allow(...Array.from({ length: 250 }, (_, index) => `echo:Action${'x'.repeat(10)}${index}`));
    await create('AWS::IAM::Policy', 'P', { PolicyName: 'one', Roles: ['R'], PolicyDocument: large });
    await expect(create('AWS::IAM::Policy', 'Q', { PolicyName: 'two', Roles: ['R'], PolicyDocument: large }))
      .rejects.toThrow('Maximum policy size of 10240 bytes exceeded for role R');
  });

  /** A policy of exactly so many characters as IAM counts them. */
  const ofSize = (size: number) => {
    const empty = allow('echo:');
    const document = allow(`echo:${'x'.repeat(size - JSON.stringify(empty).length)}`);
    expect(JSON.stringify(document)).toHaveLength(size);
    return document;
  };

  test('white space does not count, and the documents count as they were given', async () => {
    const { create, update } = setUp();
    await create('AWS::IAM::Role', 'R', role());
    await create('AWS::IAM::Policy', 'P', { PolicyName: 'one', Roles: ['R'], PolicyDocument: ofSize(5120) });
    const two = { PolicyName: 'two', Roles: ['R'], PolicyDocument: JSON.stringify(ofSize(5120), undefined, 4) };
    const { physicalId } = await create('AWS::IAM::Policy', 'Q', two);
    await expect(update('AWS::IAM::Policy', physicalId, { ...two, PolicyDocument: ofSize(5121) }, two))
      .rejects.toThrow('Maximum policy size of 10240 bytes exceeded for role R');
  });

  test('a managed policy has 6,144 characters of its own', async () => {
    const { create, update } = setUp();
    await create('AWS::IAM::Role', 'R', role());
    const largest = { Roles: ['R'], PolicyDocument: ofSize(6144) };
    const { physicalId } = await create('AWS::IAM::ManagedPolicy', 'M', largest);
    await create('AWS::IAM::Policy', 'P', { PolicyName: 'inline', Roles: ['R'], PolicyDocument: ofSize(10_240) });
    const error = { code: 'LimitExceeded', status: 409, message: 'Cannot exceed quota for PolicySize: 6144' };
    await expect(create('AWS::IAM::ManagedPolicy', 'N', { PolicyDocument: ofSize(6145) })).rejects.toMatchObject(error);
    await expect(update('AWS::IAM::ManagedPolicy', physicalId, { ...largest, PolicyDocument: ofSize(6145) }, largest)).rejects.toMatchObject(error);
  });

  test('a role takes ten managed policies', async () => {
    const { create, remove } = setUp();
    await create('AWS::IAM::Role', 'R', role({ ManagedPolicyArns: [BASIC] }));
    const policy = { PolicyDocument: allow('echo:A'), Roles: ['R'] };
    const made = [];
    for (let number = 2; number <= 10; number++) made.push(await create('AWS::IAM::ManagedPolicy', `M${number}`, policy));
    await expect(create('AWS::IAM::ManagedPolicy', 'M11', policy))
      .rejects.toMatchObject({ code: 'LimitExceeded', status: 409, message: 'Cannot exceed quota for PoliciesPerRole: 10' });
    await remove('AWS::IAM::ManagedPolicy', made[0].physicalId, policy);
    // The one that was refused is not there.
    await expect(create('AWS::IAM::ManagedPolicy', 'M11', policy)).resolves.toBeDefined();
  });

  test('goes only when nobody else has given it policies', async () => {
    const { account, create, remove } = setUp();
    const properties = role({ ManagedPolicyArns: [BASIC], Policies: [{ PolicyName: 'own', PolicyDocument: allow('echo:A') }] });
    await create('AWS::IAM::Role', 'R', properties);
    const policy = { PolicyName: 'P', Roles: ['R'], PolicyDocument: allow('echo:B') };
    await create('AWS::IAM::Policy', 'P', policy);
    await expect(remove('AWS::IAM::Role', 'R', properties)).rejects.toThrow('Cannot delete entity, must delete policies first.');
    await remove('AWS::IAM::Policy', 'app-P', policy);
    await remove('AWS::IAM::Role', 'R', properties);
    expect(findRole(account, 'R')).toBeUndefined();
  });

  test('users and groups are refused by name', async () => {
    const { create } = setUp();
    await create('AWS::IAM::Role', 'R', role());
    await expect(create('AWS::IAM::Policy', 'P', { PolicyName: 'P', Users: ['u'], Roles: ['R'], PolicyDocument: allow('a:b') }))
      .rejects.toThrow(/does not know Users of AWS::IAM::Policy/);
  });
});

describe('authorization', () => {
  const NOT_ALLOWED = 'User: arn:aws:sts::123456789012:assumed-role/R/f is not authorized to perform: echo:B'
    + ' on resource: arn:aws:echo:eu-central-1:123456789012:thing/1 because no identity-based policy allows the echo:B action';

  test('says no in the words of AWS', async () => {
    const { call, create } = setUp();
    await create('AWS::IAM::Role', 'R', role({ Policies: [{ PolicyName: 'p', PolicyDocument: allow('echo:A') }] }));
    await expect(call('A')).resolves.toMatchObject({ output: { operation: 'A' } });
    const error = await call('B').catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ code: 'AccessDeniedException', status: 403, message: NOT_ALLOWED });
  });

  test('a role that is gone may do nothing', async () => {
    await expect(setUp().call('A', 'nobody')).rejects.toThrow(/no identity-based policy allows the echo:A action/);
  });

  test('the account itself may do everything', async () => {
    const { account } = setUp();
    const call = { service: 'echo', region: 'eu-central-1', operation: 'A', input: {}, caller: account.root };
    await expect(account.call(call)).resolves.toBeDefined();
  });

  test('an explicit deny is named', async () => {
    const { call, create } = setUp();
    await create('AWS::IAM::Role', 'R', role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }));
    await create('AWS::IAM::Policy', 'P', { PolicyName: 'P', Roles: ['R'], PolicyDocument: deny('echo:B') });
    await expect(call('B')).rejects.toThrow(/with an explicit deny in an identity-based policy$/);
    await expect(call('A')).resolves.toBeDefined();
  });

  test('a permissions boundary limits what the policies allow', async () => {
    const { call, create } = setUp();
    const boundary = await create('AWS::IAM::ManagedPolicy', 'Boundary', { PolicyDocument: allow('echo:A') });
    await create('AWS::IAM::Role', 'R', role({
      PermissionsBoundary: boundary.physicalId,
      Policies: [{ PolicyName: 'p', PolicyDocument: allow('echo:*') }],
    }));
    await expect(call('A')).resolves.toBeDefined();
    await expect(call('B')).rejects.toThrow(/because no permissions boundary allows the echo:B action$/);
  });

  test('managed policies apply to the roles they are attached to', async () => {
    const { call, create, remove, update } = setUp();
    await create('AWS::IAM::Role', 'R', role());
    const properties = { PolicyDocument: allow('echo:A'), Roles: ['R'] };
    const { physicalId } = await create('AWS::IAM::ManagedPolicy', 'M', properties);
    await expect(call('A')).resolves.toBeDefined();
    const changed = { PolicyDocument: allow('echo:B'), Roles: ['R'] };
    await update('AWS::IAM::ManagedPolicy', physicalId, changed, properties);
    await expect(call('A')).rejects.toThrow(/echo:A/);
    await expect(call('B')).resolves.toBeDefined();
    await remove('AWS::IAM::ManagedPolicy', physicalId, changed);
    await expect(call('B')).rejects.toThrow(/echo:B/);
  });

  test('a policy leaves the roles that an update takes out', async () => {
    const { call, create, update } = setUp();
    await create('AWS::IAM::Role', 'R', role());
    await create('AWS::IAM::Role', 'S', role({ RoleName: 'S' }));
    const properties = { PolicyName: 'P', Roles: ['R', 'S'], PolicyDocument: allow('echo:A') };
    const { physicalId } = await create('AWS::IAM::Policy', 'P', properties);
    await update('AWS::IAM::Policy', physicalId, { ...properties, Roles: ['S'] }, properties);
    await expect(call('A', 'R')).rejects.toThrow(/echo:A/);
    await expect(call('A', 'S')).resolves.toBeDefined();
  });
});

describe('the time that a change takes to spread', () => {
  test('a grant comes late, a revocation at once, and what stays allowed is never lost', async () => {
    const { account, call, create, update } = setUp({ settleSeconds: 0, propagationSeconds: 5 });
    await create('AWS::IAM::Role', 'R', role());
    const old = { PolicyName: 'P', Roles: ['R'], PolicyDocument: allow('echo:A', 'echo:B') };
    const { physicalId } = await create('AWS::IAM::Policy', 'P', old);
    await expect(call('A')).rejects.toThrow(/echo:A/);
    await account.clock.advance(4999);
    await expect(call('A')).rejects.toThrow(/echo:A/);
    await account.clock.advance(1);
    await expect(call('A')).resolves.toBeDefined();

    await update('AWS::IAM::Policy', physicalId, { ...old, PolicyDocument: allow('echo:B', 'echo:C') }, old);
    await expect(call('A')).rejects.toThrow(/echo:A/);
    await expect(call('B')).resolves.toBeDefined();
    await expect(call('C')).rejects.toThrow(/echo:C/);
    await account.clock.advance(5000);
    await expect(call('C')).resolves.toBeDefined();
  });

  test('CloudFormation waits long enough by itself', async () => {
    const { account, call, create } = setUp({});
    const before = account.clock.now();
    await create('AWS::IAM::Role', 'R', role({ Policies: [{ PolicyName: 'p', PolicyDocument: allow('echo:A') }] }));
    expect(account.clock.now() - before).toBe(15_000);
    await expect(call('A')).resolves.toBeDefined();
  });
});
