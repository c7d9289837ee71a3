package dev.poemcp.benchmarks.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a result must be.
 *
 * @param bound that the value, or its ratio to the peer's, must keep
 * @param isUpper whether the bound is a maximum; otherwise it is a minimum
 * @param isRatio whether the bound is a multiple of the peer's value; otherwise it has the unit of the row
 */
public record Goal(double bound, boolean isUpper, boolean isRatio) {
    public static Goal atMostPeer(double times) {
        return new Goal(times, true, true);
    }

    public static Goal atLeastPeer(double times) {
        return new Goal(times, false, true);
    }

    public static Goal atMost(double value) {
        return new Goal(value, true, false);
    }

    public static Goal atLeast(double value) {
        return new Goal(value, false, false);
    }

    /** Not met if it compares with a peer that has no result. */
    boolean isMetBy(Sample result, @Nullable Sample peer) {
        if (isRatio && peer == null) {
            return false;
        }
        double value = isRatio && peer != null ? result.ratioTo(peer) : result.median();
        return isUpper ? value <= bound : value >= bound;
    }

    String text(Unit unit) {
        String limit = isRatio ? String.format(Locale.ROOT, "%s × peer", plain(bound)) : unit.format(bound);
        return (isUpper ? "≤ " : "≥ ") + limit;
    }

    private static String plain(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%s", number);
    }
}
