import path from 'node:path';

export const LIBRARY = JSON.stringify(path.dirname(require.resolve('aws-cdk-lib/package.json')));

/** A small app with an asset; context changes it, or makes it fail. */
export const APP = `
  const { App, CfnOutput, RemovalPolicy, Stack } = require(${LIBRARY});
  const lambda = require(${LIBRARY} + '/aws-lambda');
  const s3 = require(${LIBRARY} + '/aws-s3');
  const ssm = require(${LIBRARY} + '/aws-ssm');
  const app = new App();
  const stack = new Stack(app, 'Demo');
  const greet = new lambda.Function(stack, 'Greet', {
    functionName: 'greet', runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromAsset(__dirname + '/code'),
  });
  new s3.Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY });
  new ssm.StringParameter(stack, 'Setting', { parameterName: '/demo/setting', stringValue: app.node.tryGetContext('setting') ?? 'one' });
  if (app.node.tryGetContext('broken')) new ssm.StringParameter(stack, 'Broken', { parameterName: '/demo/setting', stringValue: 'x' });
  new CfnOutput(stack, 'FunctionName', { value: greet.functionName });
`;
