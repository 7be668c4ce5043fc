/**
 * `refused`: the person or the system said no. `absent`: there is none. `busy`: another app has it. `not-offered`: this browser, or this
 * address (http), gives none. `failed`: anything else, worth trying again.
 */
export type CameraError = { type: 'refused' | 'absent' | 'busy' | 'not-offered' | 'failed' };
export type OpenedCamera = { ok: true; value: OpenCamera } | { ok: false; error: CameraError };

export interface OpenCamera {
  stream: MediaStream;
  stop(): void;
}

/** Near, wide enough for a code of 73 modules to have eight pixels each, and no more: what is read costs time by the pixel. */
const wanted: MediaTrackConstraints = {
  facingMode: { ideal: 'environment' },
  width: { ideal: 1_280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

const errors: Record<string, CameraError['type']> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** Opens the camera that looks away from the person, or the one there is. `onEnd`: it was taken away, by another app or by the system. */
export async function openCamera(onEnd: () => void): Promise<OpenedCamera> {
  // Not in every browser, and in none outside https.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices?.getUserMedia) return { ok: false, error: { type: 'not-offered' } };
  try {
    const stream = await devices.getUserMedia({ video: wanted, audio: false });
    for (const track of stream.getVideoTracks()) track.addEventListener('ended', onEnd);
    const stop = () => {
      for (const track of stream.getTracks()) track.stop();
    };
    return { ok: true, value: { stream, stop } };
  } catch (error) {
    return { ok: false, error: { type: (error instanceof Error && errors[error.name]) || 'failed' } };
  }
}
