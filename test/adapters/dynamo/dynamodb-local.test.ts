import { dynamodbLocalObstacle, startDynamodbLocal } from "../../support/dynamodb-local-server.ts";
import { describeDynamoStores } from "./describe-dynamo-stores.ts";
import { describeReadCost } from "./describe-read-cost.ts";

describeDynamoStores(
  { name: "DynamoDB Local", obstacle: dynamodbLocalObstacle(), start: startDynamodbLocal },
  describeReadCost,
);
