import { createAppVersion, type AppVersion } from '#platform/app-version.ts';

declare global {
  interface Window {
    version: AppVersion;
  }
}

window.version = createAppVersion();
