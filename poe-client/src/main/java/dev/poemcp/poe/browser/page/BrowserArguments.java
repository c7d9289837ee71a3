package dev.poemcp.poe.browser.page;

import dev.poemcp.poe.Loopback;
import dev.poemcp.poe.proxy.ProxySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command line of a browser without a window. */
final class BrowserArguments {
    private BrowserArguments() {}

    /**
     * @param userAgent of the browser with a window that made the profile; a clearance of Cloudflare's is bound to it,
     *     and without a window Chrome would name itself differently. Null leaves it to the browser
     */
    static List<String> of(URI baseUrl, Path profile, @Nullable String userAgent, ProxySettings proxy) {
        List<String> arguments = new ArrayList<>(List.of(
                "--headless=new",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "--no-first-run",
                "--no-default-browser-check",
                // Hosts start servers without the session's keyring, so login does not use it either.
                "--password-store=basic",
                "--disable-background-networking",
                "--disable-sync",
                "--disable-extensions",
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding",
                "--mute-audio"));
        if (Loopback.isHost(String.valueOf(baseUrl.getHost()))) {
            // The page comes from no address, so Chrome would take it for a foreign site that looks for this machine.
            arguments.add("--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets");
        }
        if (userAgent != null) {
            arguments.add("--user-agent=" + userAgent);
        }
        var server = proxy.proxy();
        if (server != null) {
            arguments.add("--proxy-server=https=" + address(server));
            arguments.add("--proxy-bypass-list=" + bypass(proxy.noProxy()));
        }
        arguments.add("about:blank");
        return arguments;
    }

    private static String address(URI proxy) {
        int port = proxy.getPort() == -1 ? ("https".equals(proxy.getScheme()) ? 443 : 80) : proxy.getPort();
        return proxy.getScheme() + "://" + proxy.getHost() + ":" + port;
    }

    /** A name in {@code NO_PROXY} stands for its subdomains, too; in Chrome's list it does not. */
    private static String bypass(String noProxy) {
        return Stream.of(noProxy.split(",", -1))
                .map(rule -> rule.strip().toLowerCase(Locale.ROOT))
                .map(rule -> rule.startsWith(".") ? rule.substring(1) : rule)
                .filter(rule -> !rule.isEmpty())
                .flatMap(rule -> rule.equals("*") ? Stream.of("*") : Stream.of(rule, "*." + rule))
                .collect(Collectors.joining(";"));
    }
}
