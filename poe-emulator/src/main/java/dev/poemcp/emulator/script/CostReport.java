package dev.poemcp.emulator.script;

import java.time.Duration;

/**
 * How the site reports the cost of a reply. The balance is charged when the reply starts.
 *
 * @param delay from the end of the reply until the cost is known
 * @param event whether {@code jobCostUpdated} is published then
 * @param nullReads number of queries that return null after that
 */
public record CostReport(Duration delay, boolean event, int nullReads) {
    /** An event at the end of the reply. */
    public static final CostReport AT_END = new CostReport(Duration.ZERO, true, 0);
}
