package dev.poemcp.server.protocol;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An internal error: the details go to the log, and the caller gets a number to find them by. */
final class Incident {
    private static final Logger log = LoggerFactory.getLogger(Incident.class);

    private Incident() {}

    /** Logs the error and returns its number. */
    static String log(String activity, Throwable error) {
        var number = UUID.randomUUID().toString().substring(0, 8);
        log.error("Incident {} in {}", number, activity, error);
        return number;
    }
}
