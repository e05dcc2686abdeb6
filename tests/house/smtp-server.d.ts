declare module "smtp-server" {
  import type { Server } from "node:net";
  type Done = (fault?: Error | null) => void;
  /** The part of smtp-server the tests catch letters with. */
  export class SMTPServer {
    constructor(options: {
      disabledCommands?: string[];
      logger?: boolean;
      onRcptTo?(address: { address: string }, session: unknown, done: Done): void;
      onData?(stream: NodeJS.ReadableStream, session: unknown, done: Done): void;
    });
    server: Server;
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
    on(event: "error", listener: (fault: Error) => void): void;
  }
}
