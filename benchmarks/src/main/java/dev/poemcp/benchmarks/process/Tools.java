package dev.poemcp.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The programs besides Java that the benchmarks need: Node with npm, and Git if there is one. */
public final class Tools {
    private final Path root;

    /** @param root of the repository */
    public Tools(Path root) {
        this.root = root;
    }

    /** Installs the packages of the peers, unless they are there. */
    public void installPeers() throws IOException, InterruptedException {
        Path peers = root.resolve("benchmarks/peers");
        if (!Files.isDirectory(peers.resolve("node_modules"))) {
            System.out.println("Installing the peers' packages ...");
            output(peers, List.of("npm", "ci", "--no-audit", "--no-fund"));
        }
    }

    /** Lets the launcher build the program if that is older than its sources, since a measured start must not. */
    public void buildProgram() throws IOException, InterruptedException {
        output(root, List.of(root.resolve("poe-mcp").toString(), "--version"));
    }

    public String nodeVersion() throws IOException, InterruptedException {
        return output(root, List.of("node", "--version"));
    }

    /** Short hash of the commit, and whether files other than the results have changed since; "unknown" without Git. */
    public String commit() throws InterruptedException {
        try {
            String changes = output(root, List.of("git", "status", "--porcelain", "--", ".", ":!docs/performance.*"));
            return output(root, List.of("git", "rev-parse", "--short", "HEAD"))
                    + (changes.isEmpty() ? "" : " with changes");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String output(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed with exit code " + process.exitValue());
        }
        return output;
    }
}
