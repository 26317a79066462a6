/**
 * Queues, all encrypted and closed to plain HTTP: one that collects what could not be delivered, and a pair of a working
 * queue with its dead-letter queue.
 */
import { Duration, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption, type QueueProps } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

const SECURED = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const satisfies QueueProps;

export interface DeadLetterQueueProps {
  /** a FIFO queue can only hand its failures to a FIFO queue @default false */
  readonly fifo?: boolean;
}

/** Keeps failures for 14 days, the longest that SQS allows, for a person to look at. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps = {}) {
    // SQS refuses `FifoQueue: false`.
    super(scope, id, { ...SECURED, ...(props.fifo ? { fifo: true } : {}), retentionPeriod: Duration.days(14) });
    const reason = "This is a dead-letter queue: it ends here, and an alarm watches it.";
    Validations.of(this).acknowledge(
      { id: "AwsSolutions-SQS3", reason },
      { id: "Serverless-SQSRedrivePolicy", reason },
    );
  }
}

export interface WorkQueueProps {
  /** how long a message in work stays hidden from others */
  readonly visibilityTimeout: Duration;
  /** a message older than this is given up without a trace */
  readonly retentionPeriod: Duration;
  /** deliveries before a message becomes a dead letter */
  readonly maxReceiveCount: number;
  /** strict order and one worker per message group, equal bodies dropped for five minutes @default false */
  readonly fifo?: boolean;
}

export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const fifo = props.fifo ?? false;
    this.deadLetters = new DeadLetterQueue(this, "DeadLetters", { fifo });
    this.queue = new Queue(this, "Queue", {
      ...SECURED,
      ...(fifo ? { fifo: true, contentBasedDeduplication: true } : {}),
      visibilityTimeout: props.visibilityTimeout,
      retentionPeriod: props.retentionPeriod,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    });
  }
}
