import { VapiClient } from '@vapi-ai/server-sdk';

export function connect(baseUrl: string) {
  const client = new VapiClient({ token: 'k', baseUrl });
  return {
    get: (id: string) => client.calls.get({ id }),
    queue: () =>
      client.calls.create({ assistantId: 'a', phoneNumberId: 'p', customer: { number: '+12125550101' } }),
  };
}
