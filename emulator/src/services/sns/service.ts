import type { Service } from '../service.ts';
import { addPermission } from './operations/add-permission.ts';
import { confirmSubscription } from './operations/confirm-subscription.ts';
import { createTopic } from './operations/create-topic.ts';
import { deleteTopic } from './operations/delete-topic.ts';
import { getSubscriptionAttributes } from './operations/get-subscription-attributes.ts';
import { getTopicAttributes } from './operations/get-topic-attributes.ts';
import { listSubscriptions } from './operations/list-subscriptions.ts';
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTopics } from './operations/list-topics.ts';
import { publish } from './operations/publish.ts';
import { publishBatch } from './operations/publish-batch.ts';
import { removePermission } from './operations/remove-permission.ts';
import { setSubscriptionAttributes } from './operations/set-subscription-attributes.ts';
import { setTopicAttributes } from './operations/set-topic-attributes.ts';
import { subscribe } from './operations/subscribe.ts';
import { tagResource } from './operations/tag-resource.ts';
import { unsubscribe } from './operations/unsubscribe.ts';
import { untagResource } from './operations/untag-resource.ts';
import { subscriptionResource } from './resources/subscription.ts';
import { topicResource } from './resources/topic.ts';
import { topicPolicyResource } from './resources/topic-policy.ts';
import { CERTIFICATE_PATH, signerOf } from './signer.ts';

/** Amazon SNS: topics, subscriptions to Lambda, SQS and HTTP. https://docs.aws.amazon.com/sns/latest/api/welcome.html */
export const service: Service = {
  name: 'sns',
  protocol: 'aws-query',
  xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
  operations: {
    AddPermission: addPermission,
    ConfirmSubscription: confirmSubscription,
    CreateTopic: createTopic,
    DeleteTopic: deleteTopic,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    GetTopicAttributes: getTopicAttributes,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTagsForResource: listTagsForResource,
    ListTopics: listTopics,
    Publish: publish,
    PublishBatch: publishBatch,
    RemovePermission: removePermission,
    SetSubscriptionAttributes: setSubscriptionAttributes,
    SetTopicAttributes: setTopicAttributes,
    Subscribe: subscribe,
    TagResource: tagResource,
    Unsubscribe: unsubscribe,
    UntagResource: untagResource,
  },
  resources: [topicResource, subscriptionResource, topicPolicyResource],
  /** The certificate is fetched by whoever verifies a notification, unsigned. */
  async handleRaw(request, response, _caller, stack) {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== CERTIFICATE_PATH) return false;
    response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(await signerOf(stack).certificate());
    return true;
  },
};
