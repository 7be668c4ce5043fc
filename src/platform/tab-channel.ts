/** Messages between the tabs of one device. A tab does not hear itself. */
export interface TabChannel<Message> {
  post(message: Message): void;
  /** Returns the way to stop. */
  listen(heard: (message: Message) => void): () => void;
}

export function openTabChannel<Message>(name: string): TabChannel<Message> {
  const channel = new BroadcastChannel(name);
  return {
    post: message => channel.postMessage(message),
    listen(heard) {
      const hear = ({ data }: MessageEvent<Message>) => heard(data);
      channel.addEventListener('message', hear);
      return () => channel.removeEventListener('message', hear);
    },
  };
}
