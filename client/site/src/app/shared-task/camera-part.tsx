/** What the camera sees, or why nothing is seen, and what turns it on. */
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';
import type { Camera } from './camera.ts';

interface CameraPartProps {
  camera: Camera;
  video: { current: HTMLVideoElement | null };
}

export function CameraPart({ camera, video }: CameraPartProps) {
  const { collect: say } = words.value.shared;
  const state = camera.state.value;
  const stream = camera.stream.value;
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  return (
    <div class="camera">
      {/* What is seen is a mirror, as people are used to. */}
      <video ref={video} autoplay muted playsInline hidden={state !== 'on'} aria-label={say.cameraLabel} />
      {state !== 'on' && (
        <>
          <p class="hint" role="status">
            {say.cameraStates[state]}
          </p>
          {state !== 'insecure' && (
            <button type="button" disabled={state === 'starting'} onClick={() => void camera.start()}>
              {say.cameraOn}
            </button>
          )}
        </>
      )}
    </div>
  );
}
