import { dynamodbLocalObstacle, startDynamodbLocal } from "../../support/dynamodb-local-server.ts";
import { describeDynamoStores } from "./describe-dynamo-stores.ts";

describeDynamoStores({ name: "DynamoDB Local", obstacle: dynamodbLocalObstacle(), start: startDynamodbLocal });
