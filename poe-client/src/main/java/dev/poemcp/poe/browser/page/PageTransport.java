package dev.poemcp.poe.browser.page;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.browser.BrowserProfile;
import dev.poemcp.poe.browser.BrowserProgram;
import dev.poemcp.poe.browser.ProfileBrowser;
import dev.poemcp.poe.http.ConnectionSettings;
import dev.poemcp.poe.http.Http;
import dev.poemcp.poe.http.RequestTransport;
import dev.poemcp.poe.http.WorkerThreads;
import dev.poemcp.poe.proxy.ProxySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;

/**
 * {@code POE_TRANSPORT=browser}: requests to the site, and its realtime socket, in a page of the browser profile that
 * {@code login} made, without a window. The account is the profile's. Starts the browser with the first request, and
 * ends it when it is closed. A challenge of Cloudflare's is neither solved nor evaded: it is an answer like any other.
 */
public final class PageTransport implements RequestTransport {
    private static final String SETTING = "POE_TRANSPORT";
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(700);

    private final Options options;
    private final BrowserProfile profile;
    private final ThreadFactory socketThreads = WorkerThreads.named("poe-page-socket");
    private final PageSupplier pages = new PageSupplier(this::open, System::nanoTime);
    private @Nullable Http http;
    private @Nullable ProfileBrowser browser;
    private boolean closed;

    /**
     * @param baseUrl of the site
     * @param profile folder that {@code login} made
     * @param proxy for the browser; without user and password
     * @param environment variables of the process
     */
    public record Options(URI baseUrl, Path profile, ProxySettings proxy, Map<String, String> environment) {}

    public PageTransport(Options options) {
        this.options = options;
        this.profile = new BrowserProfile(options.profile());
    }

    @Override
    public void requireUsable() {
        if (!profile.exists()) {
            throw notConfigured("POE_TRANSPORT is browser, but no one has signed in with poe-mcp login yet.");
        }
        if (program().isEmpty()) {
            throw notConfigured("POE_TRANSPORT is browser, but no browser was found; looked for "
                    + profile.program().map(Path::toString).orElseGet(() -> BrowserProgram.searched(system())) + ".");
        }
        var proxy = options.proxy().proxy();
        if (proxy != null && proxy.getUserInfo() != null) {
            throw new PoeException(new PoeFailure.NotConfigured(
                    "POE_TRANSPORT is browser, and a browser cannot be given the user and password in HTTPS_PROXY.",
                    "HTTPS_PROXY"));
        }
    }

    private static PoeException notConfigured(String what) {
        return new PoeException(new PoeFailure.NotConfigured(what, SETTING));
    }

    /** A remembered program that is gone is not replaced: another one could not read the profile. */
    private Optional<Path> program() {
        var remembered = profile.program();
        return remembered.isPresent()
                ? remembered.filter(Files::isExecutable)
                : BrowserProgram.find(options.environment(), system());
    }

    private static String system() {
        return System.getProperty("os.name", "");
    }

    @Override
    public Interceptor requests() {
        return new PageInterceptor(HttpUrl.get(options.baseUrl().toString()), pages);
    }

    @Override
    public WebSocket.Factory webSockets(int maxMessageBytes) {
        return (request, listener) -> {
            var socket = new PageSocket(pages, request, listener, maxMessageBytes);
            socketThreads.newThread(socket).start();
            return socket;
        };
    }

    private PageConnection open() throws IOException, InterruptedException {
        return new PageOpener(options.baseUrl()).open(browser().devTools());
    }

    private synchronized ProfileBrowser browser() throws IOException {
        if (closed) {
            throw new IOException("The program is ending.");
        }
        var known = browser;
        if (known == null) {
            http = new Http(new ConnectionSettings(ProxySettings.NONE, LIMIT, LIMIT, CookieJar.NO_COOKIES, 1));
            known = new ProfileBrowser(
                    http,
                    profile,
                    program().orElseThrow(() -> new IOException("The browser is no longer installed.")),
                    BrowserArguments.of(
                            options.baseUrl(),
                            options.profile(),
                            profile.userAgent().orElse(null),
                            options.proxy()),
                    CLOSE_LIMIT);
            browser = known;
        }
        return known;
    }

    @Override
    public void close() {
        ProfileBrowser last;
        Http connections;
        synchronized (this) {
            closed = true;
            last = browser;
            connections = http;
        }
        var page = pages.ifOpen();
        if (page != null) {
            page.close();
        }
        if (last != null) {
            last.close();
        }
        if (connections != null) {
            connections.close();
        }
    }
}
