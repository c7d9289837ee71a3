package dev.poemcp.server.cli;

import dev.poemcp.poe.har.HarException;
import dev.poemcp.server.assembly.Calibration;
import dev.poemcp.server.assembly.Program;
import dev.poemcp.server.settings.CredentialsFile;
import dev.poemcp.server.settings.InvalidSettingException;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.server.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Learns the site's present details from a capture that a browser saved; makes no requests. */
@Command(
        name = "calibrate",
        description = "Learn poe.com's present details from a capture (HAR) that a browser saved; needs no network.")
final class CalibrateCommand implements Callable<Integer> {
    private static final String HOW_TO_SAVE = "In the browser's developer tools, open Network, reload poe.com while"
            + " signed in, use what is to be learned, and save everything as HAR.";

    @Parameters(paramLabel = "FILE.har", description = "the capture")
    private Path capture = Path.of("");

    @Option(names = "--credentials", description = "also keep the account's cookies, formkey and browser from it")
    private boolean credentials;

    private final CommonOptions common;
    private final Terminal terminal;

    CalibrateCommand(CommonOptions common, Terminal terminal) {
        this.common = common;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var program = common.startOffline(terminal)) {
            var calibration = read(program.settings());
            print(calibration);
            int code = keep(calibration);
            terminal.err()
                    .println(
                            calibration.hasSession()
                                    ? "The capture holds your session: who has it can use your account. Delete it."
                                    : "The capture may hold private messages. Delete it.");
            return code;
        }
    }

    private Calibration read(Settings settings) {
        Calibration calibration;
        try {
            calibration = Calibration.of(capture, settings);
        } catch (HarException e) {
            throw new CommandFailedException(e.getMessage() + " Nothing was changed.", HOW_TO_SAVE, e);
        }
        // Which other sites the user has visited stays private.
        if (calibration.requestsToSite() == 0) {
            throw failure("None of the " + calibration.entries() + " requests in the capture is to "
                    + settings.baseUrl().getHost() + ".");
        }
        if (!calibration.isUseful()) {
            calibration.notes().forEach(this::printNote);
            throw failure("The capture has " + calibration.requestsToSite() + " requests to "
                    + settings.baseUrl().getHost() + ", but none of them is a query or subscription that is known.");
        }
        return calibration;
    }

    private static CommandFailedException failure(String what) {
        return new CommandFailedException(what + " Nothing was changed.", HOW_TO_SAVE, null);
    }

    private void print(Calibration calibration) {
        terminal.out()
                .println("Learned from " + calibration.requestsToSite() + " requests to the site ("
                        + calibration.entries() + " entries"
                        + (calibration.malformedEntries() == 0
                                ? ""
                                : ", " + calibration.malformedEntries() + " malformed")
                        + "):");
        calibration.learned().forEach(this::printItem);
        calibration.notes().forEach(this::printNote);
    }

    private void printItem(String line) {
        terminal.out().println("  " + ReplyFacts.printable(line));
    }

    private void printNote(String note) {
        terminal.err().println("Note: " + ReplyFacts.printable(note));
    }

    private int keep(Calibration calibration) {
        if (common.sandbox()) {
            printChanges(calibration.keep(null));
            terminal.err().println("SANDBOX: the capture is understood; nothing is kept.");
            return 0;
        }
        var file = Program.siteKnowledge(terminal.environment());
        printChanges(calibration.keep(file));
        terminal.err().println("Kept in " + file + ". Restart the hosts that use poe-mcp.");
        return keepCredentials(calibration);
    }

    private void printChanges(List<String> changes) {
        terminal.out().println(changes.isEmpty() ? "Nothing has changed." : "Changed:");
        changes.forEach(this::printItem);
    }

    private int keepCredentials(Calibration calibration) {
        if (!credentials) {
            if (calibration.hasSession()) {
                terminal.err().println("The cookies in the capture were ignored; --credentials keeps them.");
            }
            return 0;
        }
        if (!calibration.hasSession()) {
            terminal.err()
                    .println("poe-mcp: The capture has no cookies of the account, so the credentials file was not"
                            + " changed. In Chrome, allow \"HAR with sensitive data\" in the settings of the developer"
                            + " tools, tab Network, and export with sensitive data.");
            return 1;
        }
        if (calibration.hasGuestSession()) {
            terminal.err()
                    .println("poe-mcp: In the capture the browser is not signed in to the site, so the credentials file"
                            + " was not changed. Sign in and record it again.");
            return 1;
        }
        var file = CredentialsFile.in(terminal.environment());
        try {
            calibration.keepSession(file);
        } catch (InvalidSettingException e) {
            throw new CommandFailedException(
                    String.valueOf(e.getMessage()),
                    "What was learned about the site is kept; the credentials file is as it was.",
                    e);
        }
        terminal.err().println("Kept the account's cookies in " + file.path() + ".");
        if (terminal.environment().containsKey(Setting.P_B.variable())) {
            terminal.err().println("POE_P_B is set in the environment and is used instead.");
        }
        return 0;
    }
}
