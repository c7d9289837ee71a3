package dev.poemcp.server.cli;

import dev.poemcp.server.assembly.HttpServing;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.settings.InvalidSettingException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The MCP server on HTTP. */
@Command(
        name = "serve",
        description = "MCP server on HTTP: Streamable HTTP at /mcp, the older HTTP+SSE at /sse, GET /healthz.")
final class ServeCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    private final CommonOptions common;
    private final Terminal terminal;
    private final Termination termination;

    @Option(names = "--http", required = true, description = "serve on HTTP, the one way there is")
    @SuppressWarnings("UnusedVariable") // Required, but carries no information.
    private boolean http;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description = "address to listen on; another than loopback needs POE_HTTP_TOKEN (default: 127.0.0.1)")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8765", description = "port, 0 for any free one (default: 8765)")
    private int port = 8765;

    ServeCommand(CommonOptions common, Terminal terminal, Termination termination) {
        this.common = common;
        this.terminal = terminal;
        this.termination = termination;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > MAX_PORT) {
            throw new InvalidSettingException("--port must be from 0 to " + MAX_PORT + ".");
        }
        // Network clients may not attach local files unless POE_FILES allows it.
        try (var program = common.start(terminal, List.of())) {
            if (program.inSandbox()) {
                terminal.err().println("poe-mcp: SANDBOX, an embedded emulator of Poe; nothing here is real.");
            }
            HttpServing.serve(program, host, port, termination, this::printAddress);
            return 0;
        } catch (UnresolvedAddressException e) {
            throw new InvalidSettingException("--host must be an address of this machine.");
        } catch (BindException e) {
            terminal.err().println("poe-mcp: cannot listen on " + host + ":" + port + ": " + e.getMessage());
            return 1;
        }
    }

    private void printAddress(String uri) {
        terminal.err().println("poe-mcp: serving MCP at " + uri + "/mcp (HTTP+SSE at " + uri + "/sse)");
    }
}
