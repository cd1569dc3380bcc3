import Retell from 'retell-sdk';

export function connect(baseURL: string) {
  const client = new Retell({ apiKey: 'k', baseURL });
  return {
    get: (id: string) => client.call.retrieve(id),
    queue: () => client.call.createPhoneCall({ from_number: '+12125550100', to_number: '+12125550101' }),
  };
}
