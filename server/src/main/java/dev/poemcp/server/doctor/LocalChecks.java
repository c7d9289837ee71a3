package dev.poemcp.server.doctor;

import dev.poemcp.poe.browser.BrowserProgram;
import dev.poemcp.poe.diagnosis.LinkReport.Status;
import dev.poemcp.server.export.ArchiveException;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.settings.Credentials;
import dev.poemcp.server.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be checked without the network: settings, and what is installed. */
final class LocalChecks {
    private LocalChecks() {}

    /** @param warnings about settings that are ignored */
    static List<Finding> configuration(Settings settings, List<String> warnings) {
        List<Finding> findings = new ArrayList<>();
        Credentials credentials = settings.credentials();
        if (credentials.hasAccount() || credentials.hasApiKey()) {
            findings.add(finding("configuration", Status.OK, describe(settings), null));
        } else {
            findings.add(finding(
                    "configuration",
                    Status.BROKEN,
                    "Neither an account nor an API key is configured.",
                    "Run poe-mcp login for the account, or poe-mcp login --api-key for a key."));
        }
        warnings.forEach(warning -> findings.add(
                finding("configuration", Status.WARNING, warning, "Correct the name, or remove the variable.")));
        return findings;
    }

    /** @param problem the message about a setting that cannot be used */
    static Finding invalid(String problem) {
        return finding("configuration", Status.BROKEN, problem, "Correct it, then run poe-mcp doctor again.");
    }

    /** A check that ended with an exception of ours. */
    static Finding failed(RuntimeException failed) {
        return finding(
                "checks",
                Status.BROKEN,
                "A check failed in poe-mcp itself (" + failed.getClass().getSimpleName() + ").",
                Remedies.REPORT);
    }

    private static String describe(Settings settings) {
        Credentials credentials = settings.credentials();
        String used = credentials.hasAccount() && credentials.hasApiKey()
                ? "an account and an API key"
                : credentials.hasAccount() ? "an account" : "an API key";
        return used + ", " + settings.baseUrl() + ", " + settings.proxy() + ", requests "
                + settings.transport().name().toLowerCase(Locale.ROOT);
    }

    /** @param folder of the archive; null if none is configured */
    static Finding archive(@Nullable Path folder) {
        if (folder == null) {
            return notConfigured("archive", "no archive of chats is configured; poe-mcp export makes one");
        }
        String remedy = "Run poe-mcp export with the folder of POE_ARCHIVE.";
        try (var archive = new ChatArchive(folder)) {
            ChatArchive.Facts facts = archive.facts();
            String seen = facts.chats() + " chats with " + facts.messages() + " messages, "
                    + (facts.archivedUntil() == null ? "never completed" : "until " + facts.archivedUntil());
            if (!facts.failedChats().isEmpty()) {
                return finding(
                        "archive",
                        Status.WARNING,
                        seen + ", " + facts.failedChats().size() + " chats failed",
                        remedy);
            }
            return facts.archivedUntil() == null
                    ? finding("archive", Status.WARNING, seen, remedy)
                    : finding("archive", Status.OK, seen, null);
        } catch (ArchiveException e) {
            return finding("archive", Status.BROKEN, "It cannot be used, since " + e.getMessage() + ".", remedy);
        } catch (IOException e) {
            return finding(
                    "archive",
                    Status.BROKEN,
                    "It cannot be read (" + e.getClass().getSimpleName() + ").",
                    remedy);
        }
    }

    static Finding java() {
        return finding(
                "java",
                Status.OK,
                "Java " + Runtime.version() + " of " + System.getProperty("java.vendor") + " on "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                null);
    }

    /** The browser that {@code login} would open. */
    static Finding browser(Map<String, String> environment) {
        String system = System.getProperty("os.name");
        return BrowserProgram.find(environment, system)
                .map(program -> finding("browser", Status.OK, program.toString(), null))
                .orElseGet(() -> finding(
                        "browser",
                        Status.NOT_CHECKED,
                        "None of " + BrowserProgram.searched(system) + "; login needs --browser PATH, or --paste.",
                        null));
    }

    static Finding notConfigured(String link, String what) {
        return finding(link, Status.NOT_CHECKED, what, null);
    }

    private static Finding finding(String link, Status status, String seen, @Nullable String remedy) {
        return new Finding(link, status, seen, Duration.ZERO, remedy);
    }
}
