package dev.poemcp.server;

import dev.poemcp.server.assembly.Program.Configuration;
import dev.poemcp.server.assembly.StdioServing;
import dev.poemcp.server.assembly.Termination;
import dev.poemcp.server.cli.Commands;
import dev.poemcp.server.cli.Terminal;
import dev.poemcp.server.logging.StderrLogging;
import dev.poemcp.server.settings.InvalidSettingException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** Entry point of the process. */
final class Main {
    /** Hosts wait at least 3 seconds before they kill the process. */
    private static final Duration SHUTDOWN_LIMIT = Duration.ofMillis(2900);

    private Main() {}

    public static void main(String[] args) {
        // Taken before anything else can print: a stray line would break the protocol.
        var stdout = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        var termination = new Termination();
        Runtime.getRuntime().addShutdownHook(new Shutdown(termination));
        int code;
        try {
            var options = StdioOptions.of(args);
            code = options == null ? command(args, stdout, termination) : serve(options, stdout, termination);
        } finally {
            termination.done();
        }
        System.exit(code);
    }

    /** Without the command line parser: a host that only wants the server should not wait for it to load. */
    private static int serve(StdioOptions options, FileOutputStream stdout, Termination termination) {
        try {
            var configuration = Configuration.readForStdio(System.getenv(), options.settings(), options.inSandbox());
            if (StdioServing.serve(configuration, System.in, stdout, System.err, termination)) {
                StderrLogging.stop();
            }
            return 0;
        } catch (InvalidSettingException e) {
            System.err.println("poe-mcp: " + e.getMessage());
            return 2;
        } catch (InterruptedException e) {
            return 1;
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(Main.class).debug("The server failed", e);
            System.err.println("poe-mcp: The server ended (" + e.getClass().getSimpleName()
                    + "); POE_LOG_LEVEL=debug shows the whole story.");
            StderrLogging.stop();
            return 1;
        }
    }

    private static int command(String[] args, FileOutputStream stdout, Termination termination) {
        var out = new PrintStream(stdout, true, StandardCharsets.UTF_8);
        try {
            return Commands.run(
                    args, new Terminal(System.in, out, System.err, System.getenv(), Terminal.isPresent()), termination);
        } finally {
            StderrLogging.stop();
        }
    }

    private static void shutDown(Termination termination) {
        try {
            var code = termination.request(SHUTDOWN_LIMIT);
            if (code.isPresent()) {
                // A signal's exit code is not what a host expects from a server that ended as asked.
                Runtime.getRuntime().halt(code.getAsInt());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not a lambda: linking the first would delay the first answer by 10 ms. */
    private static final class Shutdown extends Thread {
        private final Termination termination;

        Shutdown(Termination termination) {
            super("shutdown");
            this.termination = termination;
        }

        @Override
        public void run() {
            shutDown(termination);
        }
    }
}
