import { describe, expect, it } from 'vitest';
import { type AddressReach, reachOf } from './address-rules.js';

const reaches: Readonly<Record<AddressReach, readonly string[]>> = {
  public: [
    '93.184.216.34',
    '8.8.8.8',
    '2606:2800:220:1:248:1893:25c8:1946',
    '::ffff:8.8.8.8',
    '172.32.0.1',
    '11.0.0.1',
  ],
  loopback: ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
  private: ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd12:3456::1', '::ffff:10.0.0.1'],
  internal: [
    '169.254.169.254',
    '169.254.170.2',
    '::ffff:169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    '100.100.100.200',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '192.0.0.192',
    '0.0.0.0',
    '0.1.2.3',
    '::',
    '255.255.255.255',
    '224.0.0.1',
    'ff02::1',
    '240.0.0.1',
    '198.18.0.1',
    '192.0.2.1',
    '203.0.113.9',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2001:0:4136:e378:8000:63bf:80ff:fffe',
    '2001:db8::1',
    '::127.0.0.1',
    '::10.0.0.1',
    '::8.8.8.8',
    '::7f00:1',
    'fec0::1',
    '4000::1',
    'localhost',
    '',
    '1.2.3',
    '0x7f.1',
  ],
};

describe('where an address leads', () => {
  for (const [reach, addresses] of Object.entries(reaches)) {
    it.each(addresses)(`${reach}: %s`, (address) => {
      expect(reachOf(address)).toBe(reach);
    });
  }
});
