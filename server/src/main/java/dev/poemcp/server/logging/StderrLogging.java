package dev.poemcp.server.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.poemcp.poe.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback without XML (which costs 70 ms at start-up) and without its defaults (which print to stdout,
 * reserved for the protocol). Logback finds this class through the service loader.
 */
public final class StderrLogging extends ContextAwareBase implements Configurator {
    /**
     * Libraries that log nothing useful below warnings; the SDK's debug log contains whole messages, OkHttp's whole
     * headers.
     */
    private static final List<String> CAPPED = List.of(
            "io.modelcontextprotocol",
            "reactor",
            "okhttp3",
            "okio",
            "org.eclipse.jetty",
            "com.networknt",
            "io.roastedroot");

    private static final int QUEUE_SIZE = 512;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var layout = new LogLine();
        layout.setContext(context);
        layout.start();
        context.putObject(LogLine.class.getName(), layout);

        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();

        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();

        // A host that does not read stderr must not block the server: drop log lines instead.
        var queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE_SIZE);
        queue.setNeverBlock(true);
        queue.addAppender(console);
        queue.start();

        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(queue);
        setLevels(context, Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Sets the log level of this program; libraries log warnings at most. */
    public static void level(String level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            setLevels(context, Level.toLevel(level, Level.WARN));
        }
    }

    /**
     * Masks these credentials in the log from now on.
     *
     * @return run it when they are no longer used
     */
    public static Runnable hide(Collection<Secret> secrets) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getObject(LogLine.class.getName()) instanceof LogLine layout) {
            return layout.hide(secrets);
        }
        // Another logging backend has no layout to mask them.
        return () -> {};
    }

    /** Writes out what is queued; nothing is logged afterwards. */
    public static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private static void setLevels(LoggerContext context, Level level) {
        var capped = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        Map.of(Logger.ROOT_LOGGER_NAME, capped, "dev.poemcp", level)
                .forEach((name, value) -> context.getLogger(name).setLevel(value));
        CAPPED.forEach(name -> context.getLogger(name).setLevel(capped));
    }
}
