import { describe, expect, it } from 'vitest';
import { socketPath } from '../../../../src-main/serve/socket/socket-path.ts';

const jane = { platform: 'linux', runtime: '/run/user/1000', folder: '/home/jane/.config/Roletap', temporary: '/tmp', user: '1000' };

describe('the place of the socket', () => {
  it('is the folder that ends with the login, else our own', () => {
    expect(socketPath(jane)).toBe('/run/user/1000/roletap/socket');
    expect(socketPath({ ...jane, runtime: undefined })).toBe('/home/jane/.config/Roletap/run/socket');
    expect(socketPath({ ...jane, runtime: 'relative' })).toBe('/home/jane/.config/Roletap/run/socket');
  });

  it('is short enough for an address of a socket, in bytes', () => {
    const folder = `/home/${'ä'.repeat(60)}`;
    const path = socketPath({ ...jane, runtime: undefined, folder });
    expect(path).toMatch(/^\/tmp\/roletap-[0-9a-f]{16}\/socket$/);
    expect(socketPath({ ...jane, runtime: undefined, folder, temporary: '/tmp/' })).toBe(path);
    expect(socketPath({ ...jane, runtime: undefined, folder, user: '1001' })).not.toBe(path);
    const longest = `/${'a'.repeat(100 - '/roletap/socket'.length - 1)}`;
    expect(socketPath({ ...jane, runtime: longest })).toBe(`${longest}/roletap/socket`);
    expect(socketPath({ ...jane, runtime: `${longest}a` })).toBe('/home/jane/.config/Roletap/run/socket');
  });

  it('is a pipe of this user on Windows', () => {
    const windows = { ...jane, platform: 'win32', folder: 'C:\\Users\\jane\\AppData\\Roaming\\Roletap', user: 'CORP\\jane' };
    expect(socketPath(windows)).toMatch(/^\\\\\.\\pipe\\roletap-[0-9a-f]{16}$/);
    expect(socketPath({ ...windows, user: 'CORP\\joe' })).not.toBe(socketPath(windows));
  });
});
