package dev.poemcp.emulator.script;

import java.time.Duration;

/**
 * How the site tells what an answer cost. The points themselves leave the balance when the answer begins.
 *
 * @param delay from the end of the answer until the cost is known
 * @param event whether {@code jobCostUpdated} tells of it then
 * @param asksBefore how many times a client asks in vain after that
 */
public record CostReport(Duration delay, boolean event, int asksBefore) {
    /** With the end of the answer, by an event. */
    public static final CostReport AT_THE_END = new CostReport(Duration.ZERO, true, 0);
}
