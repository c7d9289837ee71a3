package dev.poemcp.benchmarks.report;

import java.util.Locale;

/** Unit of a row; its values are in this unit. */
public enum Unit {
    MILLISECONDS("ms"),
    MEGABYTES("MB"),
    CALLS_PER_SECOND("/s"),
    NANOSECONDS("ns"),
    BYTES("B"),
    TIMES("×");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    String format(double value) {
        return number(value) + (this == TIMES ? "" : " ") + symbol;
    }

    /** Three significant digits, without an exponent. */
    String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
