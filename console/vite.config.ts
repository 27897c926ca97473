import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite --config console/vite.config.ts` serves the console alone; its API is then the gateway of a running `npm start`. */
const gateway = process.env['RECADO_GATEWAY'] ?? 'http://127.0.0.1:8790';

export default defineConfig({
  root: 'console',
  plugins: [react()],
  build: { outDir: '../dist/console', emptyOutDir: true, target: 'es2022' },
  server: { proxy: { '/api': { target: gateway, ws: true } } },
});
