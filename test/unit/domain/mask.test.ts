import { maskAddress, maskNumber } from '../../../src/domain/mask';
import { addressKey } from '../../../src/address-key';
import { callerKey } from '../../../src/caller-key';

test.each([
  ['+34600000001', '+34 ••• •••• 01'],
  ['ana.ruiz@example.com', 'a•••@e•••.com'],
  ['x@localhost', 'x•••@l•••'],
  ['"a@b"@mail.example.es', '"•••@m•••.es'],
  ['ñu@correo.es', 'ñ•••@c•••.es'],
])('%s is shown as %s', (address, shown) => {
  expect(maskAddress(address)).toBe(shown);
});

test('a number is masked as it is elsewhere', () => {
  expect(maskAddress('+5511987654321')).toBe(maskNumber('+5511987654321'));
});

test('the key of a number is its caller’s; that of an address does not know its letters’ case; both need the secret', () => {
  expect(addressKey('s', '+34600000001')).toBe(callerKey('s', '+34600000001'));
  expect(addressKey('s', ' Ana.Ruiz@Example.com')).toBe(addressKey('s', 'ana.ruiz@example.com'));
  expect(addressKey('t', 'ana.ruiz@example.com')).not.toBe(addressKey('s', 'ana.ruiz@example.com'));
});
