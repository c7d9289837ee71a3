package dev.poemcp.server.logging;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Lucene writes to Java's own log, which is not ours: above all, what a JVM with other options could do faster. */
public final class LuceneLog {
    /** Kept, since Java's log forgets the level of a logger that no one keeps. */
    private static final Logger LOGGER = Logger.getLogger("org.apache.lucene");

    private LuceneLog() {}

    /** Leaves only what is severe. What fails is thrown in any case. */
    public static void keepSevereOnly() {
        LOGGER.setLevel(Level.SEVERE);
    }
}
