import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The Java SDK against the embedded stack: SNS → SQS, and a function invoked. The endpoint is in the environment: . ../env.sh */
public class Smoke {
  static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  public static void main(String[] args) throws Exception {
    System.out.println("aws-sdk-java " + VersionInfo.SDK_VERSION);
    try (var sns = SnsClient.create(); var sqs = SqsClient.create(); var iam = IamClient.builder().region(Region.AWS_GLOBAL).build(); var functions = LambdaClient.create()) {
      var topic = sns.createTopic(it -> it.name("java")).topicArn();
      var queue = sqs.createQueue(it -> it.queueName("java")).queueUrl();
      sns.subscribe(it -> it.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs:us-east-1:000000000000:java")
          .attributes(Map.of("RawMessageDelivery", "true")));
      sns.publish(it -> it.topicArn(topic).message("hello from java"));
      var received = sqs.receiveMessage(it -> it.queueUrl(queue).waitTimeSeconds(5)).messages();
      System.out.println("received: " + received.get(0).body());

      var role = iam.createRole(it -> it.roleName("java").assumeRolePolicyDocument(TRUST)).role().arn();
      var code = zipped(Path.of("../function/index.mjs"));
      functions.createFunction(it -> it.functionName("java").runtime(Runtime.NODEJS22_X).handler("index.handler").role(role)
          .code(zip -> zip.zipFile(code)));
      functions.waiter().waitUntilFunctionActiveV2(it -> it.functionName("java"));
      var answer = functions.invoke(it -> it.functionName("java").payload(SdkBytes.fromUtf8String("{\"share\":1}")));
      System.out.println("answered: " + answer.payload().asUtf8String());

      functions.deleteFunction(it -> it.functionName("java"));
      iam.deleteRole(it -> it.roleName("java"));
      sqs.deleteQueue(it -> it.queueUrl(queue));
      sns.deleteTopic(it -> it.topicArn(topic));
    }
  }

  static SdkBytes zipped(Path file) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("index.mjs"));
      zip.write(Files.readAllBytes(file));
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }
}
