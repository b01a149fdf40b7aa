"""Turns a SAM template into plain CloudFormation: what AWS does on its side, with AWS's own translator, which sam brings along.

    python translate.py packaged.yaml > plain.json
"""
import json
import sys

try:
    from samcli.yamlhelper import yaml_parse
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator
except ModuleNotFoundError as error:
    sys.exit(f"{sys.executable} has no aws-sam-cli ({error}). Take the Python that `sam` is installed in: PYTHON=… bash examples/sam/run.sh")


class ManagedPolicies:
    """Policies by bare name, such as AWSLambdaBasicExecutionRole. AWS looks their ARNs up in IAM; these are where it has them."""

    def load(self):
        names = ["service-role/AWSLambdaBasicExecutionRole", "service-role/AWSLambdaSQSQueueExecutionRole", "AWSXRayDaemonWriteAccess"]
        return {name.split("/")[-1]: f"arn:aws:iam::aws:policy/{name}" for name in names}


with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
parameters = {name: parameter.get("Default") for name, parameter in template.get("Parameters", {}).items()}
plain = Translator(ManagedPolicies().load(), Parser()).translate(template, parameters)
plain.pop("Transform", None)
json.dump(plain, sys.stdout, indent=2)
