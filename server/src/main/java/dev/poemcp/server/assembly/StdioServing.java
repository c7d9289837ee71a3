package dev.poemcp.server.assembly;

import dev.poemcp.server.protocol.stateless.StatelessPipe;
import dev.poemcp.server.transport.stdio.StdioTransport;
import java.io.InputStream;
import java.io.OutputStream;

/** The MCP server on a pair of streams, until the client leaves or the process is told to end. */
public final class StdioServing {
    private StdioServing() {}

    /** Returns when the client has left and nothing runs for it any more. */
    public static void serve(AccountServices assembly, InputStream in, OutputStream out, Termination termination)
            throws InterruptedException {
        var protocol = assembly.protocol();
        var transport = new StdioTransport(
                in, out, protocol::waitsForReply, new StatelessPipe(new Lazy<>(() -> assembly.modern(protocol, true))));
        transport.setSessionFactory(protocol);
        termination.onRequest(0, transport::stop);
        transport.serve();
    }
}
