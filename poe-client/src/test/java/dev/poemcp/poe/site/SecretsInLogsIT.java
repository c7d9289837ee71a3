package dev.poemcp.poe.site;

import static dev.poemcp.poe.site.EmulatedPoe.failureOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.PoeException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/** At the most verbose level, no log line or exception contains the account's credentials. */
@Isolated("reads what the whole process logs")
class SecretsInLogsIT {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Queue<String> julLogged = new ConcurrentLinkedQueue<>();
    private final java.util.logging.Logger julRoot = java.util.logging.Logger.getLogger("");
    private final Handler julHandler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            julLogged.add(String.valueOf(entry.getMessage()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void startCapture() {
        logged.start();
        root.setLevel(Level.TRACE);
        root.addAppender(logged);
        julHandler.setLevel(java.util.logging.Level.ALL);
        julRoot.setLevel(java.util.logging.Level.ALL);
        julRoot.addHandler(julHandler);
    }

    @AfterEach
    void stopCapture() {
        root.detachAppender(logged);
        root.setLevel(Level.DEBUG);
        julRoot.removeHandler(julHandler);
        julRoot.setLevel(java.util.logging.Level.INFO);
    }

    @Test
    void faultsAndRotation_logAndThrowNoCredential() {
        var thrown = new StringWriter();
        List<String> secrets;
        try (var poe = PoeEmulator.start();
                var client = new SiteClient(EmulatedPoe.config(poe, true).withLimits(EmulatedPoe.HURRIED));
                var keyless = new SiteClient(EmulatedPoe.config(poe, false).withLimits(EmulatedPoe.HURRIED))) {
            var account = poe.account();
            secrets = List.of(account.pB(), account.pLat(), account.formkey());
            var echo = "echo " + account.pB() + " " + account.formkey();
            client.account().settings();
            keyless.account().settings();
            for (var fault : List.of(
                    Fault.graphQlError(echo),
                    Fault.cutBefore(),
                    Fault.status(500),
                    Fault.status(418, Map.of(), echo))) {
                poe.faults().on("userInfo", fault).times(3);
                try {
                    client.people().get("someone");
                } catch (PoeException expected) {
                    expected.printStackTrace(new PrintWriter(thrown, true));
                }
                poe.faults().clear();
            }
            poe.rotateFormkey();
            secrets = List.of(
                    secrets.get(0),
                    secrets.get(1),
                    secrets.get(2),
                    poe.account().formkey());
            client.account().settings();
            poe.endSession();
            thrown.append(failureOf(() -> client.account().settings()).toString());
            thrown.append(String.valueOf(EmulatedPoe.config(poe, true)));
        }

        var all = thrown + String.join("\n", julLogged) + loggedText();
        for (var secret : secrets) {
            all.lines()
                    .filter(line -> line.contains(secret))
                    .findFirst()
                    .ifPresent(line -> fail("a credential was logged or thrown: " + line));
        }
        assertTrue(all.contains("accountSettings"), "the client logs");
        assertEquals(4, secrets.stream().distinct().count());
    }

    private String loggedText() {
        var text = new StringBuilder();
        for (var event : List.copyOf(logged.list)) {
            // The emulator's web server logs the headers that it reads.
            if (event.getLoggerName().startsWith("org.eclipse.jetty")) {
                continue;
            }
            text.append(event.getLoggerName())
                    .append(' ')
                    .append(event.getFormattedMessage())
                    .append('\n');
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .append('\n');
            }
        }
        return text.toString();
    }
}
