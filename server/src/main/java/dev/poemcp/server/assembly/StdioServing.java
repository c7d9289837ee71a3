package dev.poemcp.server.assembly;

import dev.poemcp.poe.http.Tls;
import dev.poemcp.server.assembly.Program.Configuration;
import dev.poemcp.server.cds.ArchiveRefresh;
import dev.poemcp.server.jsonrpc.JsonRpc;
import dev.poemcp.server.opening.Opening;
import dev.poemcp.server.opening.PreparedAnswers;
import dev.poemcp.server.policy.ToolFilter;
import dev.poemcp.server.transport.AccountServer;
import dev.poemcp.server.transport.stdio.BoundedLines;
import dev.poemcp.server.transport.stdio.StdioTransport;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs the MCP server on a pair of streams until the client closes its end or the process is asked to end. A host's
 * first requests are answered while the program loads on other threads. No lambdas here: linking the first would delay
 * the first answer by 10 ms.
 */
public final class StdioServing {
    private final Configuration configuration;
    private final InputStream in;
    private final OutputStream out;

    /** Counted down by what ends the opening: its own end, a failure to load, a request to end. */
    private final CountDownLatch next = new CountDownLatch(1);

    private final CountDownLatch session = new CountDownLatch(1);
    private final FutureTask<Opening.@Nullable Rest> opening = new OpeningTask();
    private final FutureTask<Loaded> loading = new LoadingTask();

    /** Never read: it keeps what {@link Tls#early} has read until the first client needs that. */
    @SuppressWarnings("unused")
    private @Nullable Tls trustStore;

    private StdioServing(Configuration configuration, InputStream in, OutputStream out) {
        this.configuration = configuration;
        this.in = in;
        this.out = out;
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
        return new StdioServing(configuration, in, out).serve(termination);
    }

    private boolean serve(Termination termination) throws InterruptedException {
        termination.onRequest(0, new CountDown(next));
        // A read of standard input cannot be interrupted, so its thread must not keep the process alive.
        start("opening", opening);
        start("load", loading);
        start("warm-up", new WarmUp());
        next.await();
        var rest = opening.isDone() ? rest() : null;
        if (rest == null && !loading.isDone()) {
            return false;
        }
        try (var loaded = loaded()) {
            if (rest != null) {
                // For clients without a session, too.
                loaded.program().services().keepArchive();
                serve(rest, loaded.server(), termination);
            }
            return true;
        }
    }

    private void serve(Opening.Rest rest, AccountServer server, Termination termination) throws InterruptedException {
        var transport = new StdioTransport(rest.lines(), out, server.table(), server.stateless());
        if (rest.initialize() != null) {
            transport.replay(rest.initialize());
        }
        termination.onRequest(0, transport::stop);
        transport.serve();
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

    private Loaded loaded() throws InterruptedException {
        try {
            return loading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("The program could not be loaded.", e.getCause());
        }
    }

    private Opening.@Nullable Rest answerOpening() throws IOException {
        var settings = configuration.settings();
        var answers = PreparedAnswers.read(
                ToolFilter.of(settings),
                !configuration.folders().isEmpty(),
                settings.replyWait(),
                configuration.inSandbox());
        return new Opening(answers, new CountDown(session))
                .serve(new BoundedLines(in, StdioTransport.MAX_LINE_BYTES), out);
    }

    private static void start(String name, Runnable work) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private record Loaded(Program program, AccountServer server) implements AutoCloseable {
        @Override
        public void close() {
            program.close();
        }
    }

    private final class OpeningTask extends FutureTask<Opening.@Nullable Rest> {
        OpeningTask() {
            super(new Callable<>() {
                @Override
                public Opening.@Nullable Rest call() throws IOException {
                    return answerOpening();
                }
            });
        }

        @Override
        protected void done() {
            next.countDown();
        }
    }

    private final class LoadingTask extends FutureTask<Loaded> {
        LoadingTask() {
            super(new Callable<>() {
                @Override
                public Loaded call() {
                    var program = Program.start(configuration);
                    var loaded = new Loaded(program, program.services().server(true));
                    ArchiveRefresh.startInBackground();
                    return loaded;
                }
            });
        }

        @Override
        protected void setException(Throwable failure) {
            super.setException(failure);
            next.countDown();
        }
    }

    private record CountDown(CountDownLatch latch) implements Runnable {
        @Override
        public void run() {
            latch.countDown();
        }
    }

    /**
     * Loads what the first call needs, on another core than the rest; then opens the way to Poe for a host that has
     * opened a session, not for one that only asks for revisions.
     */
    private final class WarmUp implements Runnable {
        @Override
        public void run() {
            var tools = ToolCatalog.all().size();
            var unused = JsonRpc.JSON.createObjectNode().put("tools", tools).toString();
            try {
                session.await();
                loadTls();
                var services = loading.get().program().services();
                services.prepare();
                services.keepArchive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                // The main thread reports it.
            }
        }

        private void loadTls() {
            var settings = configuration.settings();
            if (AccountServices.arePrepared(settings)
                    && "https".equals(settings.baseUrl().getScheme())) {
                try {
                    trustStore = Tls.early();
                } catch (UncheckedIOException e) {
                    // The first connection meets the same failure and reports it.
                }
            }
        }
    }
}
