import { startDynalite } from "../../support/dynalite-server.ts";
import { describeDynamoStores } from "./describe-dynamo-stores.ts";

describeDynamoStores({ name: "dynalite", start: startDynalite });
