# Other resources of the services that the stack has, to see that the provider finds in them what it expects.
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

resource "aws_s3_bucket" "b" {
  bucket = "tfm-b"
  tags   = { a = "b" }
}

resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}

resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "old"
    status = "Enabled"
    filter { prefix = "tmp/" }
    expiration { days = 7 }
  }
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}

resource "aws_s3_bucket_cors_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:*", Resource = "${aws_s3_bucket.b.arn}/*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }] })
}

resource "aws_s3_bucket_ownership_controls" "b" {
  bucket = aws_s3_bucket.b.id
  rule { object_ownership = "BucketOwnerEnforced" }
}

resource "aws_iam_role" "r" {
  name               = "tfm-r"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }] })
  tags               = { a = "b" }
}

resource "aws_iam_policy" "p" {
  name   = "tfm-p"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["sqs:*"], Resource = "*" }] })
  tags   = { a = "b" }
}

resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}

resource "aws_iam_role_policy_attachment" "basic" {
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_function" "f" {
  function_name                  = "tfm-f"
  role                           = aws_iam_role.r.arn
  runtime                        = "nodejs22.x"
  handler                        = "index.handler"
  filename                       = "function.zip"
  publish                        = true
  reserved_concurrent_executions = 5
  tags                           = { a = "b" }
  dead_letter_config { target_arn = aws_sqs_queue.q.arn }
  tracing_config { mode = "Active" }
  logging_config {
    log_format = "JSON"
    # unless they are said, the provider publishes a version at each apply
    application_log_level = "INFO"
    system_log_level      = "INFO"
  }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.f.function_name
  function_version = aws_lambda_function.f.version
}

resource "aws_lambda_function_event_invoke_config" "f" {
  function_name          = aws_lambda_function.f.function_name
  maximum_retry_attempts = 1
  destination_config {
    on_failure { destination = aws_sqs_queue.q.arn }
  }
}

resource "aws_sqs_queue" "q" { name = "tfm-q" }

resource "aws_sqs_queue" "fifo" {
  name                        = "tfm-q.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
}

resource "aws_sns_topic" "t" {
  name = "tfm-t"
  tags = { a = "b" }
}

resource "aws_sns_topic_policy" "t" {
  arn    = aws_sns_topic.t.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sns:Publish", Resource = aws_sns_topic.t.arn }] })
}

resource "aws_sns_topic_subscription" "f" {
  topic_arn     = aws_sns_topic.t.arn
  protocol      = "lambda"
  endpoint      = aws_lambda_function.f.arn
  filter_policy = jsonencode({ kind = ["a"] })
}

resource "aws_ssm_parameter" "p" {
  name  = "/tfm/p"
  type  = "String"
  value = "v"
  tags  = { a = "b" }
}

resource "aws_ssm_parameter" "s" {
  name  = "/tfm/s"
  type  = "SecureString"
  value = "v"
}

resource "aws_kms_key" "k" {
  description         = "k"
  enable_key_rotation = true
}

resource "aws_kms_alias" "k" {
  name          = "alias/tfm"
  target_key_id = aws_kms_key.k.key_id
}

resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "tfm-a"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.q.name }
  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 1
  threshold           = 60
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [aws_sns_topic.t.arn]
}

resource "aws_dynamodb_table" "t" {
  name             = "tfm-t"
  billing_mode     = "PAY_PER_REQUEST"
  hash_key         = "id"
  range_key        = "at"
  stream_enabled   = true
  stream_view_type = "NEW_IMAGE"
  attribute {
    name = "id"
    type = "S"
  }
  attribute {
    name = "at"
    type = "N"
  }
  global_secondary_index {
    name            = "by-at"
    hash_key        = "at"
    projection_type = "ALL"
  }
  point_in_time_recovery { enabled = true }
  tags = { a = "b" }
}

resource "aws_cloudwatch_event_rule" "r" {
  name          = "tfm-r"
  event_pattern = jsonencode({ source = ["photos"] })
}

resource "aws_cloudwatch_event_target" "r" {
  rule = aws_cloudwatch_event_rule.r.name
  arn  = aws_sqs_queue.q.arn
}

resource "aws_ecr_repository" "e" {
  name = "tfm-e"
}

data "aws_caller_identity" "me" {}
data "aws_region" "here" {}
