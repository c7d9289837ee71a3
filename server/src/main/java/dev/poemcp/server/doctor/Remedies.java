package dev.poemcp.server.doctor;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.diagnosis.LinkReport;
import org.jspecify.annotations.Nullable;

/** What a user can do about a link that is broken. */
final class Remedies {
    private static final String LEARN =
            "Run poe-mcp login, which learns it in your browser, or poe-mcp calibrate with a"
                    + " capture; if that does not help, update poe-mcp.";

    static final String REPORT =
            "Look for a newer poe-mcp; if there is none, attach the file of poe-mcp doctor --report to an issue.";

    private Remedies() {}

    /** The report as a finding, with its remedy. */
    static Finding finding(LinkReport report) {
        return new Finding(
                report.link(),
                report.status(),
                report.seen(),
                report.took(),
                report.failure() == null ? null : remedy(report.link(), report.failure()));
    }

    private static String remedy(String link, PoeFailure failure) {
        String byFailure = byFailure(link, failure);
        return byFailure == null ? byLink(link) : byFailure;
    }

    /** What a failure tells by itself, whatever the link. */
    private static @Nullable String byFailure(String link, PoeFailure failure) {
        if (failure instanceof PoeFailure.NotConfigured missing) {
            return missing.setting().equals("POE_TRANSPORT")
                    ? "Run poe-mcp login, or set POE_TRANSPORT to direct."
                    : "Correct " + missing.setting() + ".";
        }
        if (failure instanceof PoeFailure.Blocked blocked) {
            return blocked.inBrowser()
                    ? "Run poe-mcp login again and answer what Cloudflare asks in its window, or try another network."
                    : "Run poe-mcp login; if this comes again, set POE_TRANSPORT to browser.";
        }
        if (failure instanceof PoeFailure.RateLimited) {
            return "Wait a minute, then run poe-mcp doctor again.";
        }
        if (failure instanceof PoeFailure.Unavailable) {
            return "Poe has an outage: try again later, and look at status.poe.com.";
        }
        if (failure instanceof PoeFailure.TimedOut) {
            return "Try again; if it stays slow, look at poe.com in a browser on this machine.";
        }
        if (failure instanceof PoeFailure.AuthExpired) {
            return link.startsWith("api_")
                    ? "Make a new key at poe.com/api/keys and run poe-mcp login --api-key, or set POE_API_KEY to it."
                    : "Run poe-mcp login, or copy the cookie p-b again from a browser that is signed in, into POE_P_B.";
        }
        if (failure instanceof PoeFailure.InsufficientPoints) {
            return "Wait for new points, buy some at poe.com, or ask bots that cost none.";
        }
        return failure instanceof PoeFailure.QueryOutdated ? LEARN : null;
    }

    private static String byLink(String link) {
        return switch (link) {
            case "proxy" -> "Correct HTTPS_PROXY, or list the host in NO_PROXY.";
            case "connection" -> "Check the network and its firewall, and POE_BASE_URL or HTTPS_PROXY if they are set.";
            case "tls" ->
                "A virus scanner or a proxy may open TLS connections: exempt Poe's hosts from it, or add its"
                        + " certificate to the trust store of Java. Check the computer's clock.";
            case "page", "http" ->
                "Open the site in a browser on this machine: the network's own sign-in page or a filter"
                        + " may answer instead. If POE_BASE_URL is set, correct it.";
            case "formkey" ->
                "Run poe-mcp login, which reads it in your browser, or copy the request header poe-formkey"
                        + " from its developer tools into POE_FORMKEY.";
            case "signature" -> LEARN;
            case "channel", "subscriptions", "socket", "frame" ->
                "Until it works, answers are read from the chat, which"
                        + " is slower. A firewall may block WebSockets: try another network. Else: " + LEARN;
            default -> REPORT;
        };
    }
}
