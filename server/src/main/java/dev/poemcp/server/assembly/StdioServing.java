package dev.poemcp.server.assembly;

import dev.poemcp.server.transport.stdio.StdioTransport;
import java.io.InputStream;
import java.io.OutputStream;

/** Runs the MCP server on a pair of streams until the client closes its end or the process is asked to end. */
public final class StdioServing {
    private StdioServing() {}

    /** Returns when the input has ended and no call is running. */
    public static void serve(AccountServices services, InputStream in, OutputStream out, Termination termination)
            throws InterruptedException {
        var server = services.server(true);
        var transport = new StdioTransport(in, out, server.table(), server.stateless());
        termination.onRequest(0, transport::stop);
        transport.serve();
    }
}
