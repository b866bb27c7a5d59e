// A partner's program in Node, as ../README.md tells it, step by step: token, hold, the refusal of a seat that is not the channel's, order,
// the same order again. Needs no generated code: it reads the contract from the descriptor set that a release publishes.
//
//   npm ci && DESCRIPTORS=... USERS=... INVENTORY=... ORDERS=... CLIENT_ID=... CLIENT_SECRET=... OTHERS_SEAT=... npm start
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import grpc from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import protobuf from 'protobufjs';

const settings = process.env;
const descriptors = loadFileDescriptorSetFromBuffer(readFileSync(settings.DESCRIPTORS), {
  keepCase: true, // names as in the contract
  enums: String,
  longs: String, // amounts do not always fit into a number
  defaults: true,
  oneofs: true, // `outcome` names the member that is set
});
const { inventory, order, user } = grpc.loadPackageDefinition(descriptors).boxoffice;

// who signed the servers' certificates; without it nothing is encrypted, as in the sandbox
const credentials = settings.AUTHORITY
  ? grpc.credentials.createSsl(readFileSync(settings.AUTHORITY))
  : grpc.credentials.createInsecure();
const tokens = new user.v1.ClientTokenService(settings.USERS, credentials);
const allocations = new inventory.v1.AllocationService(settings.INVENTORY, credentials);
const holds = new inventory.v1.HoldService(settings.INVENTORY, credentials);
const orders = new order.v1.OrderService(settings.ORDERS, credentials);

const ATTEMPTS = 6;
const MAY_GO_WELL = new Set([
  'IDEMPOTENCY_IN_PROGRESS', 'INTERNAL_ERROR', 'OUTCOME_UNKNOWN',
  'INVENTORY_UNAVAILABLE', 'SERVICE_UNAVAILABLE', 'OVERLOADED',
]);

function call(service, method, request, { seconds = 2, token } = {}) {
  const metadata = new grpc.Metadata();
  if (token) metadata.set('authorization', `Bearer ${token}`);
  const deadline = Date.now() + seconds * 1000;
  return new Promise((resolve, reject) => {
    service[method](request, metadata, { deadline }, (failure, answer) => (failure ? reject(failure) : resolve(answer)));
  });
}

// as published in google/rpc/status.proto and google/rpc/error_details.proto
const rpc = protobuf.parse(`
  syntax = "proto3";
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
`, { keepCase: true }).root;

function reason(failure) {
  const [status] = failure.metadata?.get('grpc-status-details-bin') ?? [];
  const details = status ? rpc.lookupType('Status').decode(status).details : [];
  const info = details.find((detail) => detail.type_url.endsWith('/google.rpc.ErrorInfo'));
  return info ? rpc.lookupType('ErrorInfo').decode(info.value).reason : '';
}

function mayGoWell(failure) {
  const why = reason(failure);
  const lost = [grpc.status.UNAVAILABLE, grpc.status.DEADLINE_EXCEEDED].includes(failure.code);
  return why === '' ? lost : MAY_GO_WELL.has(why);
}

// the same request, with the same request_id, until somebody answers
async function insist(attempt) {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (failure) {
      if (tried === ATTEMPTS || !mayGoWell(failure)) throw failure;
      await pause(Math.random() * 100 * 2 ** tried);
    }
  }
}

const { access_token: token } = await insist(() =>
  call(tokens, 'IssueClientToken', {
    request_id: randomUUID(),
    client_id: settings.CLIENT_ID,
    client_secret: settings.CLIENT_SECRET,
    scopes: ['inventory.sell', 'orders.sell'],
  }),
);

const listed = await insist(() => call(allocations, 'ListAllocations', {}, { token }));
const performance = listed.allocations.find((allocation) => allocation.free_count > 0).performance_id;

const others = { request_id: randomUUID(), performance_id: performance, seats: [{ seat_id: settings.OTHERS_SEAT }] };
const refused = await insist(() => call(holds, 'PlaceHold', others, { token }));
for (const seat of refused.seats_unavailable?.seats ?? []) {
  console.log(`${refused.outcome}: ${seat.reason}`);
}

const best = { request_id: randomUUID(), performance_id: performance, best: [{ count: 2 }] };
const held = await insist(() => call(holds, 'PlaceHold', best, { token }));
if (held.outcome !== 'held') throw new Error(`not held: ${held.outcome}`);
console.log(`held: ${held.held.seats.length} seats until ${new Date(held.held.expire_time.seconds * 1000).toISOString()}`);

const sale = {
  request_id: randomUUID(), // kept with the sale: the same one never sells twice
  hold_name: held.held.name,
  holder: { name: 'Ada Example', email: 'ada@example.com' },
};
const sold = await insist(() => call(orders, 'PlaceOrder', sale, { token, seconds: 20 }));
if (sold.outcome !== 'order') throw new Error(`not sold: ${sold.outcome}`);
console.log(`order: ${sold.order.state} ${sold.order.payment_state} ${sold.order.total.amount_minor} ${sold.order.total.currency}`);

const again = await insist(() => call(orders, 'PlaceOrder', sale, { token, seconds: 20 }));
console.log(`again: ${again.order.order_id === sold.order.order_id ? 'the same order' : 'another order'}`);

try {
  const other = { ...sale, holder: { ...sale.holder, name: 'Eve Example' } };
  await insist(() => call(orders, 'PlaceOrder', other, { token }));
} catch (failure) {
  console.log(`another body: ${reason(failure)}`);
}

[tokens, allocations, holds, orders].forEach((service) => service.close());
