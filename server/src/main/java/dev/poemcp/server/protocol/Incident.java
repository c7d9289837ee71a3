package dev.poemcp.server.protocol;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bug of ours that a caller ran into: the story goes to the log, a number to find it by to the caller. */
final class Incident {
    private static final Logger log = LoggerFactory.getLogger(Incident.class);

    private Incident() {}

    /** Logs it and returns its number. */
    static String log(String doing, Throwable bug) {
        var number = UUID.randomUUID().toString().substring(0, 8);
        log.error("Incident {} in {}", number, doing, bug);
        return number;
    }
}
