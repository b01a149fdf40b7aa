import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from 'aws-lambda';
import { HttpError } from '../errors.ts';
import { logger } from '../logger.ts';

export type HttpEvent = LambdaFunctionURLEvent;
export type HttpResult = APIGatewayProxyStructuredResultV2;

export function json(statusCode: number, body: unknown): HttpResult {
  return { statusCode, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: JSON.stringify(body) };
}

/** Turns what a handler throws into one shape, {error: {code, message}}; what is not meant for callers stays in the log. */
export function httpErrors(): MiddlewareObj<HttpEvent, HttpResult> {
  return {
    name: 'httpErrors',
    onError: (request) => {
      const { error } = request;
      if (error instanceof HttpError) {
        logger.warn('refused', { code: error.code, status: error.status, reason: error.message, cause: error.cause });
        request.response = json(error.status, { error: { code: error.code, message: error.message } });
        return;
      }
      logger.error('failed', { error });
      request.response = json(500, { error: { code: 'INTERNAL', message: 'Something went wrong on our side; the log has the details.' } });
    },
  };
}
