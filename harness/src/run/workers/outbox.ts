/** A message with its place in the order in which its sender sent such messages, from 1 on. */
export type Numbered<Message> = Message & { readonly seq: number };

/** Messages that must arrive, once each: they are kept, and sent again after a broken connection. */
export class Outbox<Message extends object> {
  private readonly all: Numbered<Message>[] = [];

  /** Keeps a message; returns it as it is to be sent. */
  add(message: Message): Numbered<Message> {
    const numbered = { ...message, seq: this.all.length + 1 };
    this.all.push(numbered);
    return numbered;
  }

  /** The messages that come after one that was heard; 0 where none was. */
  after(heard: number): readonly Numbered<Message>[] {
    return this.all.slice(heard);
  }
}

/** Tells which messages are new, on the side that gets them. */
export class Inbox {
  /** The last message that was heard, for its sender to go on after. */
  heard = 0;

  /** Whether a message is to be taken: one without a number always, another one where it was not heard before. */
  takes({ seq }: { readonly seq?: number | undefined }): boolean {
    if (seq === undefined) return true;
    if (seq <= this.heard) return false;
    this.heard = seq;
    return true;
  }
}
