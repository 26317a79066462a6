/**
 * List prices in US dollars, us-east-1, gathered from secondary sources in 2026; check them against AWS before you rely
 * on them. Free amounts are a month's.
 */
export const PRICES_AS_OF = "2026, us-east-1, list prices from secondary sources";

export interface Price {
  /** what is counted */
  readonly unit: string;
  /** dollars for one unit */
  readonly each: number;
  /** units a month that cost nothing */
  readonly free: number;
}

const MILLION = 1_000_000;

export const PRICES = {
  lambdaRequests: { unit: "request", each: 0.2 / MILLION, free: MILLION },
  lambdaGbSeconds: { unit: "GB-second (arm)", each: 0.0000133334, free: 400_000 },
  dynamoWriteUnits: { unit: "write unit", each: 0.625 / MILLION, free: 0 },
  dynamoReadUnits: { unit: "read unit", each: 0.125 / MILLION, free: 0 },
  dynamoGbMonths: { unit: "GB-month", each: 0.25, free: 25 },
  dynamoBackupGbMonths: { unit: "GB-month of backup", each: 0.2, free: 0 },
  sqsRequests: { unit: "request", each: 0.4 / MILLION, free: MILLION },
  snsPublishes: { unit: "publish", each: 0.5 / MILLION, free: MILLION },
  snsEmails: { unit: "e-mail", each: 2 / 100_000, free: 1_000 },
  schedulerInvocations: { unit: "invocation", each: 1 / MILLION, free: 14 * MILLION },
  apiRequests: { unit: "request", each: 1 / MILLION, free: 0 },
  // Essentials plan, people who sign in with a password.
  cognitoUsers: { unit: "active user", each: 0.015, free: 10_000 },
  dataOutGb: { unit: "GB to the internet", each: 0.09, free: 100 },
  logsGb: { unit: "GB", each: 0.5, free: 5 },
  customMetrics: { unit: "metric", each: 0.3, free: 10 },
  alarms: { unit: "alarm", each: 0.1, free: 10 },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceKey = keyof typeof PRICES;
