"""The module `cfnresponse`, which AWS puts beside the code of functions that are written in the template itself.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
"""
import json
from urllib.request import Request, urlopen

SUCCESS = 'SUCCESS'
FAILED = 'FAILED'


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = json.dumps({
        'Status': responseStatus,
        'Reason': reason or f'See the details in CloudWatch Log Stream: {context.log_stream_name}',
        'PhysicalResourceId': physicalResourceId or context.log_stream_name,
        'StackId': event['StackId'],
        'RequestId': event['RequestId'],
        'LogicalResourceId': event['LogicalResourceId'],
        'NoEcho': noEcho,
        'Data': responseData,
    }).encode()
    try:
        # Neither header is signed: with any other value for the type, S3 refuses the answer.
        with urlopen(Request(event['ResponseURL'], body, {'content-type': '', 'content-length': str(len(body))}, method='PUT')) as response:
            print('Status code:', response.status)
    except Exception as error:
        print('send(..) failed executing http.request(..):', error)
