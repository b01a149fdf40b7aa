# A bucket, a table, a topic that feeds a queue, and a function that reads the queue.
# The endpoint is in the environment (AWS_ENDPOINT_URL), so the same file is right for AWS.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

variable "embedded" {
  description = "For the embedded stack, whose credentials are nobody's and whose names have no subdomains"
  type        = bool
  default     = true
}

provider "aws" {
  region                      = "us-east-1"
  s3_use_path_style           = var.embedded
  skip_credentials_validation = var.embedded
  skip_metadata_api_check     = var.embedded
}

resource "aws_s3_bucket" "photos" {
  bucket        = "tf-photos"
  force_destroy = true
}

resource "aws_s3_object" "hello" {
  bucket  = aws_s3_bucket.photos.id
  key     = "hello.txt"
  content = "hello"
}

resource "aws_dynamodb_table" "shares" {
  name         = "tf-shares"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  ttl {
    attribute_name = "expires"
    enabled        = true
  }
}

resource "aws_sqs_queue" "dead" {
  name = "tf-dead"
}

resource "aws_sqs_queue" "shares" {
  name                       = "tf-shares"
  visibility_timeout_seconds = 60
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 3
  })
  tags = { app = "tf" }
}

resource "aws_sns_topic" "shares" {
  name = "tf-shares"
}

resource "aws_sns_topic_subscription" "shares" {
  topic_arn            = aws_sns_topic.shares.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.shares.arn
  raw_message_delivery = true
}

resource "aws_sqs_queue_policy" "shares" {
  queue_url = aws_sqs_queue.shares.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.shares.arn
      Condition = { ArnEquals = { "aws:SourceArn" = aws_sns_topic.shares.arn } }
    }]
  })
}

resource "aws_iam_role" "reader" {
  name = "tf-reader"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy" "reader" {
  role = aws_iam_role.reader.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], Resource = aws_sqs_queue.shares.arn }]
  })
}

resource "aws_cloudwatch_log_group" "reader" {
  name              = "/aws/lambda/tf-reader"
  retention_in_days = 7
}

resource "aws_lambda_function" "reader" {
  function_name    = "tf-reader"
  role             = aws_iam_role.reader.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = "function.zip"
  source_code_hash = filebase64sha256("function.zip")
  timeout          = 10
  environment {
    variables = { TABLE = aws_dynamodb_table.shares.name }
  }
  depends_on = [aws_cloudwatch_log_group.reader]
}

resource "aws_lambda_permission" "topic" {
  function_name = aws_lambda_function.reader.function_name
  action        = "lambda:InvokeFunction"
  principal     = "sns.amazonaws.com"
  source_arn    = aws_sns_topic.shares.arn
}

resource "aws_lambda_event_source_mapping" "reader" {
  event_source_arn = aws_sqs_queue.shares.arn
  function_name    = aws_lambda_function.reader.arn
  batch_size       = 5
}

resource "aws_lambda_function_url" "reader" {
  function_name      = aws_lambda_function.reader.function_name
  authorization_type = "NONE"
}

output "topic" {
  value = aws_sns_topic.shares.arn
}

output "url" {
  value = aws_lambda_function_url.reader.function_url
}
