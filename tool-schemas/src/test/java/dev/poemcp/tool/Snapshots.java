package dev.poemcp.tool;

/** Whether this test run rewrites the generated files ({@code -Dsnapshots=update}) or compares them. */
final class Snapshots {
    private Snapshots() {}

    static boolean updating() {
        return "update".equals(System.getProperty("snapshots"));
    }
}
