package dev.poemcp.server.assembly;

import dev.poemcp.server.assembly.Program.Configuration;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.opening.Opening;
import dev.poemcp.server.opening.PreparedAnswers;
import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.server.transport.AccountServer;
import dev.poemcp.server.transport.stdio.StdioTransport;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs the MCP server on a pair of streams until the client closes its end or the process is asked to end. A host's
 * first requests are answered while the program loads on another thread.
 */
public final class StdioServing {
    private final FutureTask<Loaded> loading;
    private final FutureTask<Opening.@Nullable Rest> opening;

    /** Counted down by what ends the opening: its own end, a failure to load, a request to end. */
    private final CountDownLatch next = new CountDownLatch(1);

    private record Loaded(Program program, AccountServer server) implements AutoCloseable {
        @Override
        public void close() {
            program.close();
        }
    }

    private StdioServing(Configuration configuration, InputStream in, OutputStream out) {
        var settings = configuration.settings();
        var answers = PreparedAnswers.read(
                new ToolFilter(settings.toolsets(), settings.tools(), settings.readOnly(), settings.credentials()),
                !configuration.folders().isEmpty(),
                settings.replyWait(),
                configuration.inSandbox());
        loading = new FutureTask<>(() -> load(configuration)) {
            @Override
            protected void setException(Throwable failure) {
                super.setException(failure);
                next.countDown();
            }
        };
        opening = new FutureTask<>(() -> new Opening(answers, () -> {}).serve(in, out)) {
            @Override
            protected void done() {
                next.countDown();
            }
        };
    }

    /**
     * Returns when the input has ended and no call is running.
     *
     * @param err for the user
     * @return whether the program had loaded when it ended
     * @throws dev.poemcp.server.settings.InvalidSettingException for a setting that cannot be used
     */
    public static boolean serve(
            Configuration configuration, InputStream in, OutputStream out, PrintStream err, Termination termination)
            throws InterruptedException {
        if (configuration.inSandbox()) {
            err.println("poe-mcp: SANDBOX, an embedded emulator of Poe; nothing here is real.");
        }
        return new StdioServing(configuration, in, out).serve(out, termination);
    }

    private boolean serve(OutputStream out, Termination termination) throws InterruptedException {
        termination.onRequest(0, next::countDown);
        start("load", loading);
        start("warm-up", StdioServing::warmUp);
        // A read of standard input cannot be interrupted, so its thread must not keep the process alive.
        start("opening", opening);
        next.await();
        var rest = opening.isDone() ? rest() : null;
        if (rest == null && !loading.isDone()) {
            return false;
        }
        try (var loaded = get(loading)) {
            if (rest != null) {
                var transport = new StdioTransport(
                        rest.input(),
                        out,
                        loaded.server().table(),
                        loaded.server().stateless());
                if (rest.initialize() != null) {
                    transport.replay(rest.initialize());
                }
                termination.onRequest(0, transport::stop);
                transport.serve();
            }
            return true;
        }
    }

    /** Null if the client has closed its end. */
    private Opening.@Nullable Rest rest() throws InterruptedException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException) {
                return null;
            }
            throw new IllegalStateException("The first requests could not be answered.", e.getCause());
        }
    }

    private static Loaded get(FutureTask<Loaded> loading) throws InterruptedException {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("The program could not be loaded.", e.getCause());
        }
    }

    private static Loaded load(Configuration configuration) {
        var program = Program.start(configuration);
        return new Loaded(program, program.services().server(true));
    }

    /** Loads what the first call needs, on another core than the log. */
    private static void warmUp() {
        var tools = ToolCatalog.all().size();
        var unused = JsonRpc.JSON.createObjectNode().put("tools", tools).toString();
    }

    private static void start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
