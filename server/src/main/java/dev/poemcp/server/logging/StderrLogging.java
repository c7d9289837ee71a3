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
 * Sets Logback up without its XML (70 ms of start-up) and without its defaults (which print to stdout, where only the
 * protocol may be). Logback finds this class by itself.
 */
public final class StderrLogging extends ContextAwareBase implements Configurator {
    /**
     * Libraries that have nothing to say to a user below warnings; the SDK's debug log holds whole messages, OkHttp's
     * whole headers.
     */
    private static final List<String> CAPPED = List.of(
            "io.modelcontextprotocol",
            "reactor",
            "okhttp3",
            "okio",
            "org.eclipse.jetty",
            "com.networknt",
            "io.roastedroot");

    private static final int QUEUE = 512;

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

        // A host that does not read our stderr must not stop the server: rather lose lines of the log.
        var queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setNeverBlock(true);
        queue.addAppender(console);
        queue.start();

        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(queue);
        levels(context, Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** From now on everything of that level and above is logged, by our own code. */
    public static void level(String level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            levels(context, Level.toLevel(level, Level.WARN));
        }
    }

    /**
     * From now on these are in no line of the log.
     *
     * @return to be run when they are no longer used, so that they are forgotten
     */
    public static Runnable hide(Collection<Secret> secrets) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getObject(LogLine.class.getName()) instanceof LogLine layout) {
            return layout.hide(secrets);
        }
        // Another log than ours has no layout that could hide them.
        return () -> {};
    }

    /** Writes out what is queued; nothing is logged afterwards. */
    public static void stop() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.stop();
        }
    }

    private static void levels(LoggerContext context, Level level) {
        var capped = level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
        Map.of(Logger.ROOT_LOGGER_NAME, capped, "dev.poemcp", level)
                .forEach((name, value) -> context.getLogger(name).setLevel(value));
        CAPPED.forEach(name -> context.getLogger(name).setLevel(capped));
    }
}
