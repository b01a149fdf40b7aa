// The Go SDK against the embedded stack: SNS → SQS, and a function invoked. The endpoint is in the environment: . ../env.sh
package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/lambda"
	"github.com/aws/aws-sdk-go-v2/service/lambda/types"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
)

const trust = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`

func main() {
	ctx := context.Background()
	fmt.Println("aws-sdk-go-v2", aws.SDKVersion)
	cfg := must(config.LoadDefaultConfig(ctx))
	topics, queues, roles, functions := sns.NewFromConfig(cfg), sqs.NewFromConfig(cfg), iam.NewFromConfig(cfg), lambda.NewFromConfig(cfg)

	topic := must(topics.CreateTopic(ctx, &sns.CreateTopicInput{Name: aws.String("go")}))
	queue := must(queues.CreateQueue(ctx, &sqs.CreateQueueInput{QueueName: aws.String("go")}))
	must(topics.Subscribe(ctx, &sns.SubscribeInput{
		TopicArn: topic.TopicArn, Protocol: aws.String("sqs"), Endpoint: aws.String("arn:aws:sqs:us-east-1:000000000000:go"),
		Attributes: map[string]string{"RawMessageDelivery": "true"},
	}))
	must(topics.Publish(ctx, &sns.PublishInput{TopicArn: topic.TopicArn, Message: aws.String("hello from go")}))
	received := must(queues.ReceiveMessage(ctx, &sqs.ReceiveMessageInput{QueueUrl: queue.QueueUrl, WaitTimeSeconds: 5}))
	fmt.Println("received:", *received.Messages[0].Body)

	role := must(roles.CreateRole(ctx, &iam.CreateRoleInput{RoleName: aws.String("go"), AssumeRolePolicyDocument: aws.String(trust)}))
	must(functions.CreateFunction(ctx, &lambda.CreateFunctionInput{
		FunctionName: aws.String("go"), Runtime: types.RuntimeNodejs22x, Handler: aws.String("index.handler"), Role: role.Role.Arn,
		Code: &types.FunctionCode{ZipFile: zipped("../function/index.mjs")},
	}))
	active := lambda.NewFunctionActiveV2Waiter(functions)
	if err := active.Wait(ctx, &lambda.GetFunctionInput{FunctionName: aws.String("go")}, time.Minute); err != nil {
		log.Fatal(err)
	}
	answer := must(functions.Invoke(ctx, &lambda.InvokeInput{FunctionName: aws.String("go"), Payload: []byte(`{"share":1}`)}))
	fmt.Println("answered:", string(answer.Payload))

	must(functions.DeleteFunction(ctx, &lambda.DeleteFunctionInput{FunctionName: aws.String("go")}))
	must(roles.DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: aws.String("go")}))
	must(queues.DeleteQueue(ctx, &sqs.DeleteQueueInput{QueueUrl: queue.QueueUrl}))
	must(topics.DeleteTopic(ctx, &sns.DeleteTopicInput{TopicArn: topic.TopicArn}))
}

func zipped(path string) []byte {
	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	entry := must(archive.Create("index.mjs"))
	must(entry.Write(must(os.ReadFile(path))))
	if err := archive.Close(); err != nil {
		log.Fatal(err)
	}
	return buffer.Bytes()
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
