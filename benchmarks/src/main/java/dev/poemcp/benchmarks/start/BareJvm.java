package dev.poemcp.benchmarks.start;

/** The least that a Java program can do: the floor of every start. */
final class BareJvm {
    private BareJvm() {}

    public static void main(String[] arguments) {
        System.out.println("started");
    }
}
