package dev.poemcp.tool;

/** Whether this run rewrites what is generated ({@code -Dsnapshots=update}) or compares it. */
final class Snapshots {
    private Snapshots() {}

    static boolean updating() {
        return "update".equals(System.getProperty("snapshots"));
    }
}
