"""boto3 against the embedded stack: SNS → SQS, and a function invoked. The endpoint is in the environment: . ../env.sh"""
import io
import json
import pathlib
import zipfile

import boto3

print("boto3", boto3.__version__)
sns, sqs, iam, functions = (boto3.client(name) for name in ("sns", "sqs", "iam", "lambda"))

topic = sns.create_topic(Name="python")["TopicArn"]
queue = sqs.create_queue(QueueName="python")["QueueUrl"]
arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
sns.publish(TopicArn=topic, Message="hello from python")
[message] = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"]
print("received:", message["Body"])

trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
role = iam.create_role(RoleName="python", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
code = io.BytesIO()
with zipfile.ZipFile(code, "w") as archive:
    archive.write(pathlib.Path(__file__).parents[1] / "function" / "index.mjs", "index.mjs")
functions.create_function(FunctionName="python", Runtime="nodejs22.x", Handler="index.handler", Role=role, Code={"ZipFile": code.getvalue()})
functions.get_waiter("function_active_v2").wait(FunctionName="python")
answer = functions.invoke(FunctionName="python", Payload=json.dumps({"share": 1}))["Payload"].read()
print("answered:", answer.decode())

functions.delete_function(FunctionName="python")
iam.delete_role(RoleName="python")
sqs.delete_queue(QueueUrl=queue)
sns.delete_topic(TopicArn=topic)
