package dev.poemcp.poe.diagnosis;

import dev.poemcp.poe.PoeFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one link between this program and Poe.
 *
 * @param link for example {@code formkey} or {@code query chatHistory}
 * @param seen one sentence for a user, without anything private
 * @param failure why it is broken, if a request failed
 */
public record LinkReport(
        String link,
        Status status,
        String seen,
        Duration took,
        @Nullable PoeFailure failure) {
    /** State of a link. */
    public enum Status {
        OK,
        BROKEN,
        /** Works but should be looked at, or is something that not every build of the site has. */
        WARNING,
        /** It depends on a link that is broken, or there is nothing to check. */
        NOT_CHECKED
    }
}
